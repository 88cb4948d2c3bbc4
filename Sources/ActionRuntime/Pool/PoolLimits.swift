/// How many worker processes there are, and for how long.
public struct PoolLimits: Hashable, Sendable {
    /// How many executions run at once, children not counted: they use up to that many workers again on each level.
    public var maximumRunning = 32
    /// How many of these may be one owner's.
    public var maximumPerOwner = 16
    /// How many executions may wait for their turn.
    public var maximumWaiting = 1_000
    /// How many of these may be one owner's.
    public var maximumWaitingPerOwner = 250
    /// How many unused workers are kept ready when nothing goes on.
    public var minimumSpare = 1
    /// How many unused workers are kept ready at the most.
    public var maximumSpare = 12
    /// How many workers are started at once.
    public var maximumStarting = 4
    /// How many workers wait for the next run of their owner.
    public var maximumIdle = 16
    /// How long a worker waits for the next run of its owner.
    public var idleTime = Duration.seconds(60)
    /// How long a worker may take to become ready, the operator's prelude included.
    public var readyTime = Duration.seconds(20)
    /// After how many runs a process is replaced.
    public var runsPerProcess = 200

    /// For a machine with a few cores.
    public init() {}
}
