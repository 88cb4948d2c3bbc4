/// When to dial a peer: at once, then after pauses that grow, with chance in them so that nodes do not move in step.
package struct DialPlan: Sendable {
    private enum State {
        case waiting(until: Duration)
        case dialing
        case connected(since: Duration)
    }

    /// Whether this node has the lower id: the other one dials only if that comes to nothing.
    private let dialsFirst: Bool
    private let timings: PeerTransportTimings
    private var state: State
    private var failures = 0

    package init(dialsFirst: Bool, timings: PeerTransportTimings, now: Duration) {
        self.dialsFirst = dialsFirst
        self.timings = timings
        state = .waiting(until: dialsFirst ? now : now + timings.secondDial)
    }

    /// When the next dial is due; nil while there is a connection, or one being made.
    package var due: Duration? {
        if case .waiting(let time) = state { time } else { nil }
    }

    /// Whether to dial now; if so, the dial has begun.
    package mutating func begins(at now: Duration) -> Bool {
        guard let due, due <= now else { return false }
        state = .dialing
        return true
    }

    /// The dial led to nothing.
    ///
    /// - Parameter chance: from 0 up to 1.
    package mutating func failed(at now: Duration, chance: Double) {
        guard case .dialing = state else { return }
        wait(from: now, chance: chance)
    }

    /// There is a connection, whoever dialed.
    package mutating func connected(at now: Duration) { state = .connected(since: now) }

    /// There was a connection, and is none any more.
    package mutating func lost(at now: Duration, chance: Double) {
        guard case .connected(let since) = state else { return }
        if now - since >= timings.longestPause { failures = 0 }
        wait(from: now, chance: chance)
    }

    /// Dials at once, if there is no connection.
    package mutating func kick(at now: Duration) {
        guard case .waiting = state else { return }
        failures = 0
        state = .waiting(until: now)
    }

    private mutating func wait(from now: Duration, chance: Double) {
        var pause = timings.shortestPause
        for _ in 0..<failures where pause < timings.longestPause { pause = pause * 2 }
        pause = min(pause, timings.longestPause) * (0.5 + 0.5 * chance)
        failures = min(failures + 1, 32)
        state = .waiting(until: now + pause + (dialsFirst ? .zero : timings.secondDial))
    }
}
