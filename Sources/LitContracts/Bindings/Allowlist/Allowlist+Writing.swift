public import Ethereum
public import EthereumRPC
public import Primitives

extension Allowlist {
    /// Lets an account change the list. Only the owner may.
    @discardableResult
    public func addAdmin(
        _ account: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("addAdmin", account, overrides: overrides)
    }

    /// Lets an account change the list no longer. Only the owner may.
    @discardableResult
    public func removeAdmin(
        _ account: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("removeAdmin", account, overrides: overrides)
    }

    /// Puts a key on the list. Only administrators may.
    @discardableResult
    public func setAllowed(
        _ key: Bytes32, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("setAllowed", key, overrides: overrides)
    }

    /// Lets everything through, or only what is on the list. Only the owner may.
    @discardableResult
    public func setAllowsAll(
        _ allowed: Bool, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("setAllowAll", allowed, overrides: overrides)
    }

    /// Takes a key from the list. Only administrators may.
    @discardableResult
    public func setNotAllowed(
        _ key: Bytes32, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("setNotAllowed", key, overrides: overrides)
    }

    /// Makes another account the owner. Only the owner may; the zero address is refused.
    @discardableResult
    public func transferOwnership(
        to newOwner: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("transferOwnership", newOwner, overrides: overrides)
    }
}
