/// How often, and after what pauses, a request that may be repeated is tried again.
///
/// What may be repeated: reads, after a lost connection, a status of 429 or 500 to 599, or an error that asks for
/// patience; and any request that certainly reached nobody, as when the connection was refused.
public struct RetryPolicy: Hashable, Sendable {
    /// How many times a request is tried in all; at least 1.
    public var attempts: Int
    /// The first pause, which doubles each time. Half of it is left to chance, so that many clients that failed
    /// together do not come back together.
    public var firstPause: Duration
    /// No pause is longer, unless the server asks for one in `Retry-After`, which is heeded up to a minute.
    public var longestPause: Duration

    /// Five attempts, after pauses of 100 ms to 5 s, unless given.
    public init(
        attempts: Int = 5, firstPause: Duration = .milliseconds(100), longestPause: Duration = .seconds(5)
    ) {
        self.attempts = max(1, attempts)
        self.firstPause = firstPause
        self.longestPause = longestPause
    }

    /// One attempt.
    public static let never = RetryPolicy(attempts: 1)

    /// The pause after so many failed attempts, at least 1.
    /// - Parameter chance: 0 up to but not including 1.
    func pause(after attempt: Int, chance: Double) -> Duration {
        let doubled = firstPause * (1 << min(max(attempt, 1) - 1, 20))
        return min(doubled, longestPause) * (0.5 + chance / 2)
    }
}
