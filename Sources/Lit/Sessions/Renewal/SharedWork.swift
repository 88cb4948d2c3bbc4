internal import Synchronization

/// Work that runs once at a time: whoever asks while it runs gets the same outcome.
///
/// Who waits can be cancelled; the work goes on, for the others and for whom it changes something.
package final class SharedWork<Value: Sendable>: Sendable {
    package typealias Outcome = Result<Value, LitError>
    package typealias Work = @Sendable () async -> Outcome

    private struct State {
        var isRunning = false
        var lastID: UInt64 = 0
        var waiters: [UInt64: CheckedContinuation<Outcome, Never>] = [:]

        /// Whether who asks has to run the work himself.
        mutating func begins() -> Bool {
            defer { isRunning = true }
            return !isRunning
        }
    }

    private let state = Mutex(State())

    package init() {}

    /// Begins the work unless it is running; waits for nothing.
    package func begin(_ work: @escaping Work) {
        if state.withLock({ $0.begins() }) { run(work) }
    }

    /// The outcome of the work that is running, or of this.
    package func value(_ work: @escaping Work) async -> Outcome {
        let id = state.withLock { state in
            state.lastID &+= 1
            return state.lastID
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let begins = state.withLock { state in
                    state.waiters[id] = waiter
                    return !Task.isCancelled && state.begins()
                }
                if begins { run(work) }
                // A cancellation from here on finds the waiter; one before did not.
                if Task.isCancelled { cancel(id) }
            }
        } onCancel: {
            cancel(id)
        }
    }

    private func run(_ work: @escaping Work) {
        Task.detached { [self] in
            let outcome = await work()
            let waiters = state.withLock { state in
                defer { state = State(lastID: state.lastID) }
                return state.waiters.values
            }
            for waiter in waiters { waiter.resume(returning: outcome) }
        }
    }

    private func cancel(_ id: UInt64) {
        let waiter = state.withLock { $0.waiters.removeValue(forKey: id) }
        waiter?.resume(
            returning: .failure(
                LitError(.cancelled, "The task was cancelled while the session was being renewed.")))
    }
}
