package import Ethereum
public import Primitives

/// How far a vote to kick a validator has come.
public struct KickVotes: Hashable, Sendable {
    /// Votes so far.
    public let count: UInt256
    /// Whether the voter asked about is among them.
    public let hasVoted: Bool
}

extension KickVotes: ABIResults {
    package init(results: inout ABIFields) throws(ABIError) {
        count = try results.next()
        hasVoted = try results.next()
    }

    package var abiValues: [ABIValue] { [count.abiValue, hasVoted.abiValue] }
}
