import Ethereum
import Primitives

/// What kind of node this is: `web3_`, `net_`, and the like of `eth_`.
extension ChainRPC {
    static let nodeMethods: [String: Method] = [
        "web3_clientVersion": { rpc, _, _ in .string(rpc.clientVersion) },
        "web3_sha3": { _, parameters, _ throws(RPCError) in
            .hash(Keccak256.hash(try parameters[0, "data"].data()))
        },
        "net_version": { rpc, _, _ in .string(String(rpc.chain.settings.chainID)) },
        "net_listening": { _, _, _ in true },
        "net_peerCount": { _, _, _ in .quantity(0) },
        "rpc_modules": { _, _, _ in
            [
                "anvil": "1.0", "debug": "1.0", "eth": "1.0", "evm": "1.0", "hardhat": "1.0", "net": "1.0",
                "txpool": "1.0", "web3": "1.0",
            ]
        },
        "eth_chainId": { rpc, _, _ in .quantity(rpc.chain.settings.chainID) },
        "eth_protocolVersion": { _, _, _ in .quantity(68) },
        "eth_syncing": { _, _, _ in false },
        "eth_mining": { _, _, _ in true },
        "eth_hashrate": { _, _, _ in .quantity(0) },
        "eth_coinbase": { rpc, _, _ in .address(rpc.chain.settings.coinbase) },
        "eth_blockNumber": { rpc, _, _ in .quantity(rpc.chain.head.block.header.number) },
    ]
}
