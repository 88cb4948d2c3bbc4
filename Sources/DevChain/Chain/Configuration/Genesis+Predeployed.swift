import EVM
import Ethereum
import Primitives

extension Genesis {
    /// Deploys what it is called with by CREATE2, at an address that is the same on every chain.
    static let create2Deployer = Address(
        truncating: UInt256(0x4e59_b448_47b3_7957_8588_920c_a78f_bf26_c0b4_956c).bytes32)

    /// Contracts that scripts expect on every chain: the CREATE2 deployer, and the ring buffer of beacon
    /// roots (EIP-4788).
    static let predeployed: [Address: Account] = [
        create2Deployer: Account(nonce: 1, code: create2Code),
        BlockExecution.beaconRootsAddress: Account(nonce: 1, code: beaconRootsCode),
    ]

    private static let create2Code = bytes(
        """
        7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0360160008160208237803582
        8234f58015156039578182fd5b8082525050506014600cf3
        """)

    private static let beaconRootsCode = bytes(
        """
        3373fffffffffffffffffffffffffffffffffffffffe14604d57602036146024575f5ffd5b5f3580156049576200
        1fff810690815414603c575f5ffd5b62001fff01545f5260205ff35b5f5ffd5b62001fff42064281555f35906200
        1fff015500
        """)

    private static func bytes(_ lines: String) -> [UInt8] {
        (try? [UInt8](hex: lines.filter { !$0.isNewline })) ?? []
    }
}
