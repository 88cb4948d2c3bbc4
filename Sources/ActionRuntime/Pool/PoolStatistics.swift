/// How a pool stands.
public struct PoolStatistics: Hashable, Sendable {
    /// Processes that are being started.
    public let starting: Int
    /// Unused workers.
    public let spare: Int
    /// Workers that wait for their owner's next run.
    public let idle: Int
    /// Workers at work.
    public let running: Int
    /// Executions that wait for a worker.
    public let waiting: Int
}
