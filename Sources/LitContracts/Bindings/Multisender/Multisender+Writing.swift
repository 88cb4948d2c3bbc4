public import Ethereum
public import EthereumRPC
public import Primitives

extension Multisender {
    /// Splits the ether sent along.
    @discardableResult
    public func sendEther(
        to recipients: [Address], value: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("sendEth", recipients, value: value, overrides: overrides)
    }

    /// Splits the contract's own tokens of a kind.
    @discardableResult
    public func sendTokens(
        to recipients: [Address], token: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("sendTokens", recipients, token, overrides: overrides)
    }

    /// Makes another account the owner. Only the owner may; the zero address is refused.
    @discardableResult
    public func transferOwnership(
        to newOwner: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("transferOwnership", newOwner, overrides: overrides)
    }

    /// Sends the contract's ether to the owner, who alone may.
    @discardableResult
    public func withdraw(
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("withdraw", overrides: overrides)
    }

    /// Sends the contract's tokens of a kind to the owner, who alone may.
    @discardableResult
    public func withdrawTokens(
        _ token: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("withdrawTokens", token, overrides: overrides)
    }
}
