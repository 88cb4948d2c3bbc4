public import Ethereum
public import EthereumRPC
public import Primitives

extension PKPPermissions {
    /// Permits a Lit Action, by its multihash. Only the PKP's owner may.
    @discardableResult
    public func addPermittedAction(
        tokenID: UInt256, ipfsCID: [UInt8], scopes: [Scope],
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("addPermittedAction", tokenID, ipfsCID, scopes, overrides: overrides)
    }

    /// Permits an account. Only the PKP's owner may.
    @discardableResult
    public func addPermittedAddress(
        tokenID: UInt256, address: Address, scopes: [Scope],
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("addPermittedAddress", tokenID, address, scopes, overrides: overrides)
    }

    /// Permits an auth method. Only the PKP's owner may.
    @discardableResult
    public func addPermittedAuthMethod(
        tokenID: UInt256, authMethod: AuthMethod, scopes: [Scope],
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("addPermittedAuthMethod", tokenID, authMethod, scopes, overrides: overrides)
    }

    /// Adds one scope to an auth method. Only the PKP's owner may.
    @discardableResult
    public func addPermittedAuthMethodScope(
        tokenID: UInt256, type: AuthMethodType, id: [UInt8], scope: Scope,
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("addPermittedAuthMethodScope", tokenID, type, id, scope, overrides: overrides)
    }

    /// Permits auth methods, then removes others. Only the PKP's owner may.
    @discardableResult
    public func batchAddRemoveAuthMethods(
        tokenID: UInt256, addingTypes: [AuthMethodType], addingIDs: [[UInt8]], addingPublicKeys: [[UInt8]],
        addingScopes: [[Scope]], removingTypes: [AuthMethodType], removingIDs: [[UInt8]],
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send(
            "batchAddRemoveAuthMethods", tokenID, addingTypes, addingIDs, addingPublicKeys, addingScopes,
            removingTypes, removingIDs, overrides: overrides)
    }

    /// Permits a Lit Action no longer. Only the PKP's owner may.
    @discardableResult
    public func removePermittedAction(
        tokenID: UInt256, ipfsCID: [UInt8], overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("removePermittedAction", tokenID, ipfsCID, overrides: overrides)
    }

    /// Permits an account no longer. Only the PKP's owner may.
    @discardableResult
    public func removePermittedAddress(
        tokenID: UInt256, address: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("removePermittedAddress", tokenID, address, overrides: overrides)
    }

    /// Permits an auth method no longer. Only the PKP's owner may; its scopes stay for the case that it is
    /// added again.
    @discardableResult
    public func removePermittedAuthMethod(
        tokenID: UInt256, type: AuthMethodType, id: [UInt8],
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("removePermittedAuthMethod", tokenID, type, id, overrides: overrides)
    }

    /// Takes one scope from an auth method. Only the PKP's owner may.
    @discardableResult
    public func removePermittedAuthMethodScope(
        tokenID: UInt256, type: AuthMethodType, id: [UInt8], scope: Scope,
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("removePermittedAuthMethodScope", tokenID, type, id, scope, overrides: overrides)
    }

    /// Stores the root of a Merkle tree for a group. Only the PKP's owner may.
    @discardableResult
    public func setRootHash(
        tokenID: UInt256, group: UInt256, root: Bytes32,
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("setRootHash", tokenID, group, root, overrides: overrides)
    }

    /// Makes another account the owner. Only the owner may; the zero address is refused.
    @discardableResult
    public func transferOwnership(
        to newOwner: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("transferOwnership", newOwner, overrides: overrides)
    }
}
