import DevChain
import Synchronization

/// A clock that stands until it is moved; whoever sleeps is woken by moving it.
final class ManualClock: ChainClock {
    private struct State {
        var now: UInt64
        var sleepers: [UInt64: (until: UInt64, continuation: CheckedContinuation<Bool, Never>)] = [:]
        var nextID: UInt64 = 0
        var watchers: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    init(_ now: UInt64 = 1_700_000_000) { state = Mutex(State(now: now)) }

    func now() -> UInt64 { state.withLock { $0.now } }

    func sleep(seconds: UInt64) async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        let woke = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let watchers: [CheckedContinuation<Void, Never>]? = state.withLock { state in
                    if Task.isCancelled { return nil }
                    state.sleepers[id] = (state.now + seconds, continuation)
                    defer { state.watchers = [] }
                    return state.watchers
                }
                if let watchers {
                    for watcher in watchers { watcher.resume() }
                } else {
                    continuation.resume(returning: false)
                }
            }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: id) }?.continuation.resume(returning: false)
        }
        if !woke { throw CancellationError() }
    }

    /// Returns when somebody sleeps.
    func sleeper() async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.sleepers.isEmpty { state.watchers.append(continuation) }
                return !state.sleepers.isEmpty
            }
            if isThere { continuation.resume() }
        }
    }

    func advance(_ seconds: UInt64) {
        let woken = state.withLock { state in
            state.now += seconds
            let woken = state.sleepers.filter { $0.value.until <= state.now }
            for id in woken.keys { state.sleepers[id] = nil }
            return woken
        }
        for sleeper in woken.values { sleeper.continuation.resume(returning: true) }
    }
}
