internal import Synchronization

/// The calls under way, so that they can be ended all at once.
final class CallRegistry: Sendable {
    private struct State {
        var isClosed = false
        var next: UInt64 = 0
        var ends: [UInt64: @Sendable () -> Void] = [:]
    }

    private let state = Mutex(State())

    /// - Parameter end: ends the call; called at most once.
    /// - Returns: by what it is removed again; nil if no more calls are taken.
    func add(_ end: @escaping @Sendable () -> Void) -> UInt64? {
        state.withLock { state in
            guard !state.isClosed else { return nil }
            state.next += 1
            state.ends[state.next] = end
            return state.next
        }
    }

    func remove(_ key: UInt64) { state.withLock { _ = $0.ends.removeValue(forKey: key) } }

    /// Ends all, and takes no more.
    func close() {
        let ends = state.withLock { state in
            defer { (state.isClosed, state.ends) = (true, [:]) }
            return Array(state.ends.values)
        }
        for end in ends { end() }
    }
}
