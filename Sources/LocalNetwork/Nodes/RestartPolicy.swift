/// When a node that has ended is started again: at once at first, then after ever longer pauses.
package struct RestartPolicy: Hashable, Sendable {
    /// The pause after the first end in a row.
    package static let first = Duration.milliseconds(100)
    package static let longest = Duration.seconds(10)
    /// Who has run for so long begins anew.
    package static let settled = Duration.seconds(30)

    /// How often in a row the node has ended soon after its start.
    package private(set) var failures = 0

    package init() {}

    /// - Parameter uptime: how long the node has run.
    /// - Returns: how long to wait before the next start.
    package mutating func ended(after uptime: Duration) -> Duration {
        if uptime >= Self.settled { failures = 0 }
        failures += 1
        return min(Self.longest, Self.first * (1 << min(failures - 1, 10)))
    }
}
