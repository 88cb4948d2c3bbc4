public import Ethereum
public import EthereumRPC
public import Primitives

extension PKPHelper {
    /// The resolver by which the contract finds the others.
    public func contractResolver() async throws(EthereumRPCError) -> Address {
        try await read("contractResolver")
    }

    /// The environment for which it asks the resolver.
    public func environment() async throws(EthereumRPCError) -> LitEnvironment {
        try await read("env")
    }

    /// Where the resolver says that ``PKPNFTMetadata`` is.
    public func metadataAddress() async throws(EthereumRPCError) -> Address {
        try await read("getPKPNftMetdataAddress")
    }

    /// Says that the contract takes PKPs (ERC-721), and only those.
    public func onERC721Received(
        operator operatorAddress: Address, from sender: Address, tokenID: UInt256, data: [UInt8]
    ) async throws(EthereumRPCError) -> [UInt8] {
        try await read("onERC721Received", operatorAddress, sender, tokenID, data)
    }

    /// Who administers the contract.
    public func owner() async throws(EthereumRPCError) -> Address {
        try await read("owner")
    }

    /// Where the resolver says that ``PKPPermissions`` is.
    public func permissionsAddress() async throws(EthereumRPCError) -> Address {
        try await read("getPkpPermissionsAddress")
    }

    /// Where the resolver says that ``PKPNFT`` is.
    public func pkpNFTAddress() async throws(EthereumRPCError) -> Address {
        try await read("getPkpNftAddress")
    }

    /// Where the resolver says that ``Staking`` is.
    public func stakingAddress() async throws(EthereumRPCError) -> Address {
        try await read("getStakingAddress")
    }

    /// Whether the contract has an interface (ERC-165).
    public func supportsInterface(_ interfaceID: ABISelector) async throws(EthereumRPCError) -> Bool {
        try await read("supportsInterface", ABIValue.fixedBytes(interfaceID.bytes))
    }
}
