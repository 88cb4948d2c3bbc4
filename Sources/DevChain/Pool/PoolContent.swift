public import Ethereum

/// What a pool holds, for people to look at.
public struct PoolContent: Sendable {
    /// Transactions that the next blocks can hold, by sender, in the order of their nonces.
    public var pending: [Address: [ChainTransaction]]
    /// Transactions that wait for one of a lower nonce, by sender, in the order of their nonces.
    public var queued: [Address: [ChainTransaction]]

    /// From its parts.
    public init(
        pending: [Address: [ChainTransaction]] = [:], queued: [Address: [ChainTransaction]] = [:]
    ) {
        self.pending = pending
        self.queued = queued
    }
}
