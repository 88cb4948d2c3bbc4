public import EthereumRPC
public import Primitives

/// What a transaction has brought about, as its logs tell.
public protocol TransactionOutcome: Sendable {
    /// - Throws: `EthereumRPC.EthereumRPCError` with `abiMismatch` if the logs do not tell of it.
    init(_ receipt: TransactionReceipt) throws(EthereumRPCError)
}

/// A transaction on its way, and what it will have brought about.
public struct ContractTransaction<Outcome: TransactionOutcome>: Sendable {
    /// The transaction itself.
    public let pending: PendingTransaction

    /// The hash by which the chain knows it now.
    public var hash: Bytes32 { pending.hash }

    /// Waits until it is in a block.
    ///
    /// - Throws: as `PendingTransaction.receipt(confirmations:deadline:)`.
    public func receipt(
        confirmations: UInt64 = 1, deadline: ContinuousClock.Instant? = nil
    ) async throws(EthereumRPCError) -> TransactionReceipt {
        try await pending.receipt(confirmations: confirmations, deadline: deadline)
    }

    /// Waits until it is in a block, and reads from its logs what it has brought about.
    ///
    /// - Throws: as ``receipt(confirmations:deadline:)``.
    public func outcome(
        confirmations: UInt64 = 1, deadline: ContinuousClock.Instant? = nil
    ) async throws(EthereumRPCError) -> Outcome {
        try Outcome(try await receipt(confirmations: confirmations, deadline: deadline))
    }
}
