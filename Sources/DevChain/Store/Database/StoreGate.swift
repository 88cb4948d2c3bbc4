import Dispatch
import Synchronization

/// Counts those who use the database, so that it is closed when nobody does.
final class StoreGate: Sendable {
    private struct State {
        var isClosed = false
        var users = 0
        var lastLeft: DispatchSemaphore?
    }

    private let state = Mutex(State())

    /// Call ``leave()`` afterwards.
    func enter() throws(StoreError) {
        let isOpen = state.withLock { state in
            if !state.isClosed { state.users += 1 }
            return !state.isClosed
        }
        guard isOpen else { throw StoreError(.closed, "The chain's store is closed.") }
    }

    func leave() {
        state.withLock { state in
            state.users -= 1
            if state.users == 0 { state.lastLeft?.signal() }
        }
    }

    /// Lets nobody in any more and waits for those inside; false if somebody else has closed it.
    func close() -> Bool {
        let lastLeft = DispatchSemaphore(value: 0)
        let (isFirst, mustWait) = state.withLock { state in
            guard !state.isClosed else { return (false, false) }
            state.isClosed = true
            if state.users > 0 { state.lastLeft = lastLeft }
            return (true, state.users > 0)
        }
        if mustWait { lastLeft.wait() }
        return isFirst
    }
}
