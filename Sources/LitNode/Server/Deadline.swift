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

    private static let alarms = Alarms()

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
                let alarm = alarms.set(at: .now + limit) { race.settle(nil) }
                race.setWork(
                    Task {
                        race.settle(await work())
                        alarms.clear(alarm)
                    })
            }
        } onCancel: {
            // At the end of a shutdown nobody waits for what is left.
            race.settle(nil)
        }
    }
}

/// What is to be called at some times. All share one sleep: requests come by the thousand and hardly any is late, and
/// a timer of the system for each costs more than reading it.
private final class Alarms: Sendable {
    private struct State {
        var calls: [UInt64: (time: ContinuousClock.Instant, body: @Sendable () -> Void)] = [:]
        var next: UInt64 = 0
        /// Until when somebody sleeps.
        var sleeper: (time: ContinuousClock.Instant, task: Task<Void, Never>)?
    }

    private let state = Mutex(State())

    func set(at time: ContinuousClock.Instant, _ body: @escaping @Sendable () -> Void) -> UInt64 {
        state.withLock { state in
            defer { state.next &+= 1 }
            state.calls[state.next] = (time, body)
            if state.sleeper.map({ time < $0.time }) ?? true { sleep(until: time, &state) }
            return state.next
        }
    }

    func clear(_ alarm: UInt64) { state.withLock { $0.calls[alarm] = nil } }

    private func sleep(until time: ContinuousClock.Instant, _ state: inout State) {
        state.sleeper?.task.cancel()
        state.sleeper = (
            time,
            Task {
                if (try? await Task.sleep(until: time, clock: .continuous)) != nil { self.ring() }
            }
        )
    }

    /// Calls whatever is due, and sleeps until the next.
    private func ring() {
        let due = state.withLock { state in
            let now = ContinuousClock.now
            let due = state.calls.filter { $0.value.time <= now }
            for alarm in due.keys { state.calls[alarm] = nil }
            state.sleeper = nil
            if let next = state.calls.values.map(\.time).min() { sleep(until: next, &state) }
            return due.values.map(\.body)
        }
        for body in due { body() }
    }
}
