public import Ethereum

/// What became of a transaction that could be executed.
public struct ExecutionResult: Sendable {
    /// Nil when it succeeded; a failed one has still cost its gas.
    public let failure: CallOutcome.Failure?
    /// After the refund; what is paid for.
    public let gasUsed: UInt64
    /// What came back for cleared storage, at most a fifth (EIP-3529).
    public let gasRefunded: UInt64
    /// What the code returned, or the reason of its revert; a creation's new code.
    public let output: [UInt8]
    /// Of a creation that succeeded.
    public let createdAddress: Address?
    /// In the order in which they were written; none if it failed.
    public let logs: [Log]

    /// Whether neither a revert nor anything else undid it.
    public var succeeded: Bool { failure == nil }
}
