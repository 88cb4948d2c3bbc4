internal import Synchronization

/// Work that has to be done by a time.
enum Deadline {
    /// Who of work and clock came first.
    private final class Race<Value: Sendable>: Sendable {
        private struct State {
            var waiting: CheckedContinuation<Value?, Never>?
            var loser: Task<Void, Never>?
            var isOver = false
        }

        private let state = Mutex(State())

        func wait(_ continuation: CheckedContinuation<Value?, Never>) {
            let isOver = state.withLock { state in
                if !state.isOver { state.waiting = continuation }
                return state.isOver
            }
            if isOver { continuation.resume(returning: nil) }
        }

        /// What to cancel when the clock has won.
        func setWork(_ task: Task<Void, Never>) {
            let isOver = state.withLock { state in
                state.loser = task
                return state.isOver
            }
            if isOver { task.cancel() }
        }

        func settle(_ value: Value?) {
            let (waiting, loser) = state.withLock { state in
                defer {
                    state.waiting = nil
                    state.isOver = true
                }
                return (state.waiting, value == nil ? state.loser : nil)
            }
            waiting?.resume(returning: value)
            loser?.cancel()
        }
    }

    /// The work's result; nil if it takes longer, or the task is cancelled.
    ///
    /// Work that is late is cancelled, and not waited for: it may be at something that cannot be broken off.
    static func run<Value: Sendable>(
        within limit: Duration, _ work: @escaping @Sendable () async -> Value
    ) async -> Value? {
        let race = Race<Value>()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                race.wait(continuation)
                let clock = Task {
                    guard (try? await Task.sleep(for: limit)) != nil else { return }
                    race.settle(nil)
                }
                race.setWork(
                    Task {
                        race.settle(await work())
                        clock.cancel()
                    })
            }
        } onCancel: {
            // At the end of a shutdown nobody waits for what is left.
            race.settle(nil)
        }
    }
}
