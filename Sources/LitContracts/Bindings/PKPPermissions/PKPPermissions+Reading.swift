public import Ethereum
public import EthereumRPC
public import Primitives

extension PKPPermissions {
    /// The number under which an auth method is stored.
    public func authMethodID(type: AuthMethodType, id: [UInt8]) async throws(EthereumRPCError) -> UInt256 {
        try await read("getAuthMethodId", type, id)
    }

    /// The address of a PKP's key.
    public func ethereumAddress(of tokenID: UInt256) async throws(EthereumRPCError) -> Address {
        try await read("getEthAddress", tokenID)
    }

    /// Whether an auth method has a scope; it may have it without being permitted.
    public func hasScope(
        tokenID: UInt256, type: AuthMethodType, id: [UInt8], scope: Scope
    ) async throws(EthereumRPCError) -> Bool {
        try await read("isPermittedAuthMethodScopePresent", tokenID, type, id, scope)
    }

    /// Whether a PKP permits a Lit Action, whatever its scopes.
    public func isPermittedAction(tokenID: UInt256, ipfsCID: [UInt8]) async throws(EthereumRPCError) -> Bool {
        try await read("isPermittedAction", tokenID, ipfsCID)
    }

    /// Whether an account owns the PKP or is permitted by it, whatever its scopes.
    public func isPermittedAddress(
        tokenID: UInt256, address: Address
    ) async throws(EthereumRPCError) -> Bool {
        try await read("isPermittedAddress", tokenID, address)
    }

    /// Whether a PKP permits an auth method, whatever its scopes.
    public func isPermittedAuthMethod(
        tokenID: UInt256, type: AuthMethodType, id: [UInt8]
    ) async throws(EthereumRPCError) -> Bool {
        try await read("isPermittedAuthMethod", tokenID, type, id)
    }

    /// Who administers the contract.
    public func owner() async throws(EthereumRPCError) -> Address {
        try await read("owner")
    }

    /// The multihashes of the Lit Actions that a PKP permits.
    public func permittedActions(of tokenID: UInt256) async throws(EthereumRPCError) -> [[UInt8]] {
        try await read("getPermittedActions", tokenID)
    }

    /// The PKP's owner, then the accounts that it permits.
    public func permittedAddresses(of tokenID: UInt256) async throws(EthereumRPCError) -> [Address] {
        try await read("getPermittedAddresses", tokenID)
    }

    /// Whom a PKP permits.
    public func permittedAuthMethods(of tokenID: UInt256) async throws(EthereumRPCError) -> [AuthMethod] {
        try await read("getPermittedAuthMethods", tokenID)
    }

    /// Where the resolver says that ``PKPNFT`` is.
    public func pkpNFTAddress() async throws(EthereumRPCError) -> Address {
        try await read("getPkpNftAddress")
    }

    /// The key of a PKP, 65 bytes uncompressed; empty if there is none.
    public func publicKey(of tokenID: UInt256) async throws(EthereumRPCError) -> [UInt8] {
        try await read("getPubkey", tokenID)
    }

    /// The keys of the PKPs that permit an auth method.
    public func publicKeys(
        permitting type: AuthMethodType, id: [UInt8]
    ) async throws(EthereumRPCError) -> [[UInt8]] {
        try await read("getPKPPubKeysByAuthMethod", type, id)
    }

    /// Where the resolver says that ``PubkeyRouter`` is.
    public func routerAddress() async throws(EthereumRPCError) -> Address {
        try await read("getRouterAddress")
    }

    /// For each scope below `count`: whether the auth method has it.
    public func scopes(
        of tokenID: UInt256, type: AuthMethodType, id: [UInt8], count: UInt256
    ) async throws(EthereumRPCError) -> [Bool] {
        try await read("getPermittedAuthMethodScopes", tokenID, type, id, count)
    }

    /// The PKPs that permit an auth method.
    public func tokenIDs(
        permitting type: AuthMethodType, id: [UInt8]
    ) async throws(EthereumRPCError) -> [UInt256] {
        try await read("getTokenIdsForAuthMethod", type, id)
    }

    /// The WebAuthn key (COSE) stored with an auth method; empty if there is none.
    public func userPublicKey(
        of type: AuthMethodType, id: [UInt8]
    ) async throws(EthereumRPCError) -> [UInt8] {
        try await read("getUserPubkeyForAuthMethod", type, id)
    }

    /// Whether a leaf is under a group's root.
    public func verifyState(
        tokenID: UInt256, group: UInt256, proof: [Bytes32], leaf: Bytes32
    ) async throws(EthereumRPCError) -> Bool {
        try await read("verifyState", tokenID, group, proof, leaf)
    }

    /// Whether leaves are under a group's root, by one proof for all.
    public func verifyStates(
        tokenID: UInt256, group: UInt256, proof: [Bytes32], proofFlags: [Bool], leaves: [Bytes32]
    ) async throws(EthereumRPCError) -> Bool {
        try await read("verifyStates", tokenID, group, proof, proofFlags, leaves)
    }
}
