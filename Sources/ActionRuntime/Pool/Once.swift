import Synchronization

/// A value that comes once, and those who wait for it.
final class Once<Value: Sendable>: Sendable {
    private struct State {
        var value: Value?
        var isClaimed = false
        var waiting: [@Sendable (Value) -> Void] = []
    }

    private let state = Mutex(State())

    init() {}

    /// True for the first who asks: who is to see to the value.
    func claim() -> Bool {
        state.withLock { state in
            defer { state.isClaimed = true }
            return !state.isClaimed
        }
    }

    /// Sets the value unless there is one; false if there is.
    @discardableResult
    func set(_ value: Value) -> Bool {
        let waiting: [@Sendable (Value) -> Void]? = state.withLock { state in
            guard state.value == nil else { return nil }
            state.value = value
            defer { state.waiting = [] }
            return state.waiting
        }
        guard let waiting else { return false }
        for body in waiting { body(value) }
        return true
    }

    /// Calls `body` with the value, now or when it comes.
    func whenSet(_ body: @escaping @Sendable (Value) -> Void) {
        let value: Value? = state.withLock { state in
            if state.value == nil { state.waiting.append(body) }
            return state.value
        }
        if let value { body(value) }
    }
}
