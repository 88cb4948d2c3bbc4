internal import Synchronization

/// Says when deadlines pass, with one timer for all of them.
///
/// Most of what has a deadline ends long before it, and a timer for each costs more than it: the timer that there is
/// sleeps until the earliest deadline that it knew when it began, and then looks what is due.
package final class DeadlineWatch: Sendable {
    /// What is called when a deadline has passed; from any thread, and quick.
    package typealias Action = @Sendable () -> Void

    /// One deadline that is watched.
    package struct Key: Hashable, Sendable {
        fileprivate let number: UInt64
    }

    private struct Entry {
        var deadline: ContinuousClock.Instant
        var action: Action
    }

    private struct State {
        var entries: [UInt64: Entry] = [:]
        var lastNumber: UInt64 = 0
        /// When the sleeper wakes; nil where there is none.
        var wakes: ContinuousClock.Instant?
        var sleeper: Task<Void, Never>?
        /// Which sleeper it is: one that was replaced has nothing to say.
        var generation: UInt64 = 0
        var isStopped = false
    }

    private let state = Mutex(State())

    package init() {}

    deinit { stop() }

    /// Has an action called once the deadline has passed, unless it is removed before.
    package func add(_ deadline: ContinuousClock.Instant, _ action: @escaping Action) -> Key {
        state.withLock { state in
            state.lastNumber &+= 1
            let number = state.lastNumber
            guard !state.isStopped else { return Key(number: number) }
            state.entries[number] = Entry(deadline: deadline, action: action)
            if state.wakes.map({ deadline < $0 }) ?? true { sleep(until: deadline, &state) }
            return Key(number: number)
        }
    }

    /// No longer watches a deadline; nothing if it has passed.
    package func remove(_ key: Key) {
        // Let go of outside the lock: what an action holds may end here, and call back.
        _ = state.withLock { $0.entries.removeValue(forKey: key.number) }
    }

    /// Watches nothing any more, now or later.
    package func stop() {
        let (sleeper, entries) = state.withLock { state in
            defer {
                state.isStopped = true
                state.generation &+= 1
                state.entries = [:]
                (state.sleeper, state.wakes) = (nil, nil)
            }
            return (state.sleeper, state.entries)
        }
        sleeper?.cancel()
        _ = entries
    }

    private func sleep(until moment: ContinuousClock.Instant, _ state: inout State) {
        state.sleeper?.cancel()
        state.generation &+= 1
        state.wakes = moment
        let generation = state.generation
        // Detached: whoever came first is not to give it his priority. Weak: it does not keep the watch.
        state.sleeper = Task.detached { [weak self] in
            guard (try? await Task.sleep(until: moment, clock: .continuous)) != nil else { return }
            self?.wake(generation)
        }
    }

    private func wake(_ generation: UInt64) {
        let now = ContinuousClock.now
        let due: [Entry] = state.withLock { state in
            guard state.generation == generation else { return [] }
            (state.sleeper, state.wakes) = (nil, nil)
            let due = state.entries.filter { $0.value.deadline <= now }
            for number in due.keys { state.entries[number] = nil }
            if let next = state.entries.values.map(\.deadline).min() { sleep(until: next, &state) }
            return due.values.sorted { $0.deadline < $1.deadline }
        }
        for entry in due { entry.action() }
    }
}
