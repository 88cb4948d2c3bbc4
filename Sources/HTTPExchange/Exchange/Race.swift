internal import Synchronization

/// The outcome of a request, decided once by whoever is first: the exchange, the deadline, the caller's
/// cancellation or the transport's shutdown.
///
/// The caller resumes at that moment, even if the networking library takes longer to let go.
final class Race: Sendable {
    typealias Outcome = Result<HTTPResponse, TransportFailure>

    private enum State {
        case running
        case awaited(CheckedContinuation<Outcome, Never>)
        case decided(Outcome)
    }

    private let state = Mutex(State.running)

    /// Decides, unless that has happened.
    func decide(_ outcome: Outcome) {
        let waiting: CheckedContinuation<Outcome, Never>? = state.withLock { state in
            switch state {
            case .running:
                state = .decided(outcome)
                return nil
            case .awaited(let continuation):
                state = .decided(outcome)
                return continuation
            case .decided: return nil
            }
        }
        waiting?.resume(returning: outcome)
    }

    /// The outcome, once decided. To be called once.
    func outcome() async -> Outcome {
        await withCheckedContinuation { continuation in
            let decided: Outcome? = state.withLock { state in
                if case .decided(let outcome) = state { return outcome }
                state = .awaited(continuation)
                return nil
            }
            if let decided { continuation.resume(returning: decided) }
        }
    }
}
