internal import Synchronization

/// Somebody wants the sidecar to end: the first one counts.
package final class EndSignal: Sendable {
    /// Who.
    package enum Reason: Sendable {
        /// A signal of the system.
        case signalled
        /// A request.
        case asked
        /// Whoever has started it is gone.
        case abandoned

        /// How long calls under way may take.
        package var grace: Duration {
            switch self {
            case .signalled, .asked: .seconds(5)
            // All of it has to be over within a second.
            case .abandoned: .milliseconds(250)
            }
        }
    }

    private struct State {
        var reason: Reason?
        var waiting: [CheckedContinuation<Reason, Never>] = []
    }

    private let state = Mutex(State())

    package init() {}

    /// From any thread. False if somebody has before.
    @discardableResult
    package func request(_ reason: Reason) -> Bool {
        let (waiting, isFirst) = state.withLock { state in
            defer { state.waiting = [] }
            let isFirst = state.reason == nil
            if isFirst { state.reason = reason }
            return (state.waiting, isFirst)
        }
        for continuation in waiting { continuation.resume(returning: reason) }
        return isFirst
    }

    /// Waits until somebody does.
    package func wait() async -> Reason {
        await withCheckedContinuation { continuation in
            let reason = state.withLock { state in
                if state.reason == nil { state.waiting.append(continuation) }
                return state.reason
            }
            if let reason { continuation.resume(returning: reason) }
        }
    }
}
