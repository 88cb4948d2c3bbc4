/// When blocks are made.
public enum MiningMode: Hashable, Sendable {
    /// As soon as the pool has a transaction that can be executed.
    case automatic
    /// Every so many seconds, empty or not; at least 1. Needs ``Chain/run()``.
    case interval(UInt64)
    /// Only when asked for.
    case manual
}
