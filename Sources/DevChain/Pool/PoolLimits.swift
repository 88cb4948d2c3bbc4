/// How much a pool of transactions takes.
public struct PoolLimits: Hashable, Sendable {
    /// In all.
    public var transactions = 16_384
    /// By one sender.
    public var transactionsPerSender = 4_096
    /// Of their wire forms together.
    public var bytes = 128 << 20
    /// Of one wire form.
    public var bytesPerTransaction = 1 << 20

    /// The defaults; set what differs.
    public init() {}
}
