public import Ethereum
public import EthereumRPC
public import Primitives

extension PKPNFT {
    /// Who may transfer a token beside its owner; zero if nobody.
    public func approved(for tokenID: UInt256) async throws(EthereumRPCError) -> Address {
        try await read("getApproved", tokenID)
    }

    /// How many tokens an account has.
    public func balance(of owner: Address) async throws(EthereumRPCError) -> UInt256 {
        try await read("balanceOf", owner)
    }

    /// The address of a PKP's own key.
    public func ethereumAddress(of tokenID: UInt256) async throws(EthereumRPCError) -> Address {
        try await read("getEthAddress", tokenID)
    }

    /// Whether the token has been minted and not burned.
    public func exists(_ tokenID: UInt256) async throws(EthereumRPCError) -> Bool {
        try await read("exists", tokenID)
    }

    /// Whether an account may transfer all tokens of another.
    public func isApprovedForAll(
        owner: Address, operator operatorAddress: Address
    ) async throws(EthereumRPCError) -> Bool {
        try await read("isApprovedForAll", owner, operatorAddress)
    }

    /// Where the resolver says that ``PKPNFTMetadata`` is.
    public func metadataAddress() async throws(EthereumRPCError) -> Address {
        try await read("getPkpNftMetadataAddress")
    }

    /// What must be sent with every mint, exactly, in wei.
    public func mintCost() async throws(EthereumRPCError) -> UInt256 {
        try await read("mintCost")
    }

    /// For people.
    public func name() async throws(EthereumRPCError) -> String {
        try await read("name")
    }

    /// What the key of a PKP minted in this block would derive from.
    public func nextDerivedKeyID() async throws(EthereumRPCError) -> Bytes32 {
        try await read("getNextDerivedKeyId")
    }

    /// Who administers the contract.
    public func owner() async throws(EthereumRPCError) -> Address {
        try await read("owner")
    }

    /// Whose a token is. Reverts if it does not exist.
    public func owner(of tokenID: UInt256) async throws(EthereumRPCError) -> Address {
        try await read("ownerOf", tokenID)
    }

    /// Where the resolver says that ``PKPPermissions`` is.
    public func permissionsAddress() async throws(EthereumRPCError) -> Address {
        try await read("getPkpPermissionsAddress")
    }

    /// The hash that a personal message of 32 bytes is signed as (EIP-191).
    public func personalMessageHash(of hash: Bytes32) async throws(EthereumRPCError) -> Bytes32 {
        try await read("prefixed", hash)
    }

    /// The key of a PKP, 65 bytes uncompressed; empty if there is none.
    public func publicKey(of tokenID: UInt256) async throws(EthereumRPCError) -> [UInt8] {
        try await read("getPubkey", tokenID)
    }

    /// Where the resolver says that ``PubkeyRouter`` is.
    public func routerAddress() async throws(EthereumRPCError) -> Address {
        try await read("getRouterAddress")
    }

    /// Where the resolver says that ``Staking`` is.
    public func stakingAddress() async throws(EthereumRPCError) -> Address {
        try await read("getStakingAddress")
    }

    /// Whether the contract has an interface (ERC-165).
    public func supportsInterface(_ interfaceID: ABISelector) async throws(EthereumRPCError) -> Bool {
        try await read("supportsInterface", ABIValue.fixedBytes(interfaceID.bytes))
    }

    /// For people.
    public func symbol() async throws(EthereumRPCError) -> String {
        try await read("symbol")
    }

    /// A token among all. Reverts past the end.
    public func token(at index: UInt256) async throws(EthereumRPCError) -> UInt256 {
        try await read("tokenByIndex", index)
    }

    /// A token among those of an account. Reverts past the end.
    public func token(of owner: Address, at index: UInt256) async throws(EthereumRPCError) -> UInt256 {
        try await read("tokenOfOwnerByIndex", owner, index)
    }

    /// A data URI of JSON that describes a token.
    public func tokenURI(of tokenID: UInt256) async throws(EthereumRPCError) -> String {
        try await read("tokenURI", tokenID)
    }

    /// How many tokens exist; burned ones do not count.
    public func totalSupply() async throws(EthereumRPCError) -> UInt256 {
        try await read("totalSupply")
    }
}
