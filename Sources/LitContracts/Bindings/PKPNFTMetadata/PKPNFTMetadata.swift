public import Ethereum
public import EthereumRPC

/// Describes PKPs for wallets and market places.
public struct PKPNFTMetadata: LitContract {
    public let contract: Contract
    public let block: BlockReference

    public init(_ contract: Contract, at block: BlockReference = .latest) {
        self.contract = contract
        self.block = block
    }

    public static let kind = ContractKind.pkpNFTMetadata

    public static let abi = ContractABI(
        signatures: """
            function bytesToHex(bytes buffer) pure returns (string)
            function contractResolver() view returns (address)
            function env() view returns (uint8)
            function tokenURI(uint256 tokenId, bytes pubKey, address ethAddress) view returns (string)
            event ContractResolverAddressSet(address newResolverAddress)
            """)
}
