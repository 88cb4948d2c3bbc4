public import Ethereum
public import EthereumRPC

/// Computes the public keys of PKPs from root keys.
public struct KeyDeriver: LitContract {
    public let contract: Contract
    public let block: BlockReference

    public init(_ contract: Contract, at block: BlockReference = .latest) {
        self.contract = contract
        self.block = block
    }

    public static let kind = ContractKind.keyDeriver

    public static let abi = ContractABI(
        signatures: """
            function HD_KDF() view returns (address)
            function computeHDPubKey(bytes32 derivedKeyId, tuple(bytes pubkey, uint256 keyType)[] rootHDKeys, \
                uint256 keyType) view returns (bool, bytes)
            """)
}
