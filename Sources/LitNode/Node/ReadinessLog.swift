/// What is logged of a node's readiness, so that a start is not a flood of lines; a pure value.
package struct ReadinessLog: Sendable {
    /// A line, and for whom.
    package enum Line: Hashable, Sendable {
        /// A change among others in the same second.
        case debug(String)
        /// How things stand.
        case info(String)
    }

    private enum Standing: Hashable, Sendable {
        case unknown, ready
        case waits(for: String)
    }

    private var current = Standing.unknown
    private var told = Standing.unknown
    private var lastTold: ContinuousClock.Instant?
    private var wasReady = false

    package init() {}

    /// Takes how things stand now, which may be often.
    ///
    /// That the node is ready is told at once, and why it is not, at most once in a second: the reason then.
    ///
    /// - Parameter reason: what is missing; nil if nothing is.
    /// - Returns: what to log; nil for nothing.
    package mutating func take(_ reason: String?, now: ContinuousClock.Instant) -> Line? {
        guard let reason else {
            current = .ready
            wasReady = true
            guard told != .ready else { return nil }
            (told, lastTold) = (.ready, now)
            return .info("Ready")
        }
        let isNew = current != .waits(for: reason)
        current = .waits(for: reason)
        guard told != current else { return nil }
        let text = wasReady ? "Not ready any more: \(reason)" : "Not ready yet: \(reason)"
        if let lastTold, now - lastTold < .seconds(1) { return isNew ? .debug(text) : nil }
        (told, lastTold) = (current, now)
        return .info(text)
    }
}
