import Primitives

/// The time that blocks are stamped with, and the pace of interval mining.
public protocol ChainClock: Sendable {
    /// Seconds since 1970.
    func now() -> UInt64

    /// Returns after so many seconds; throws if the task is cancelled before.
    func sleep(seconds: UInt64) async throws
}

/// The system's clock.
public struct SystemClock: ChainClock {
    /// There is one.
    public init() {}

    public func now() -> UInt64 { UInt64(max(0, Timestamp.now().seconds)) }

    public func sleep(seconds: UInt64) async throws {
        try await Task.sleep(for: .seconds(Int64(clamping: min(seconds, 1 << 31))))
    }
}
