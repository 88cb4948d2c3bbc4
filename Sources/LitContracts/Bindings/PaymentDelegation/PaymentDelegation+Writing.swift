public import Ethereum
public import EthereumRPC

extension PaymentDelegation {
    /// Pays for a user from now on.
    @discardableResult
    public func delegatePayments(
        to user: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("delegatePayments", user, overrides: overrides)
    }

    /// Pays for users from now on.
    @discardableResult
    public func delegatePayments(
        toAll users: [Address], overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("delegatePaymentsBatch", users, overrides: overrides)
    }

    /// The sender, a user, no longer wants a payer.
    @discardableResult
    public func removePayer(
        _ payer: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("removePayer", payer, overrides: overrides)
    }

    /// Sets the sender's restriction to 1 000 000 000 requests a day unless there is one.
    @discardableResult
    public func setDefaultRestriction(
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("setDefaultRestriction", overrides: overrides)
    }

    /// Sets what each user of the sender may take.
    @discardableResult
    public func setRestriction(
        _ restriction: Restriction, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("setRestriction", restriction, overrides: overrides)
    }

    /// Makes another account the owner. Only the owner may; the zero address is refused.
    @discardableResult
    public func transferOwnership(
        to newOwner: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("transferOwnership", newOwner, overrides: overrides)
    }

    /// Pays for a user no longer.
    @discardableResult
    public func undelegatePayments(
        to user: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("undelegatePayments", user, overrides: overrides)
    }

    /// Pays for users no longer.
    @discardableResult
    public func undelegatePayments(
        toAll users: [Address], overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("undelegatePaymentsBatch", users, overrides: overrides)
    }
}
