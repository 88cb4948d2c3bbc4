/// What one call may cost, so that no client can exhaust the chain.
public struct ChainRPCLimits: Sendable {
    /// The most gas that a simulated call may use, whatever it asks for.
    public var callGas: UInt64 = 50_000_000
    /// How many simulated calls, traces and log searches run at once.
    public var concurrentCalls = 4
    /// How many of them may wait for their turn; more are refused with -32005.
    public var waitingCalls = 1024
    /// For how long one of them may compute before it ends with -32005; asked between executions and blocks.
    public var computeTime: Duration = .seconds(20)
    /// The most logs that one answer holds.
    public var logsPerAnswer = 50_000
    /// The most blocks that eth_feeHistory covers.
    public var feeHistoryBlocks: UInt64 = 1024
    /// The most blocks that one call makes.
    public var minedBlocks: UInt64 = 1_000_000
    /// How many storage slots eth_getProof proves at once.
    public var provenSlots = 1024
    /// How many bytes one transaction's trace may take, about; more is refused with -32005.
    public var traceBytes = 128 << 20
    /// How many filters there may be.
    public var filters = 10_000
    /// For how long a filter lives that nobody polls.
    public var filterLifetime: Duration = .seconds(300)
    /// How many subscriptions one connection may have.
    public var subscriptionsPerConnection = 1000

    /// The defaults; set what differs.
    public init() {}
}
