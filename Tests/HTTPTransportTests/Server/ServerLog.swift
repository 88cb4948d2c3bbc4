import Synchronization

/// What a server saw, and a way to wait until it has seen something.
final class ServerLog: Sendable {
    struct Events: Sendable {
        var requests: [ReceivedRequest] = []
        var connectionsOpened = 0
        var connectionsClosed = 0
    }

    private struct State {
        var events = Events()
        var waiting:
            [(condition: @Sendable (Events) -> Bool, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    var events: Events { state.withLock(\.events) }

    @discardableResult
    func record<Value: Sendable>(_ change: (inout Events) -> Value) -> Value {
        let (value, ready) = state.withLock { state in
            let value = change(&state.events)
            let ready = state.waiting.filter { $0.condition(state.events) }.map(\.continuation)
            state.waiting.removeAll { $0.condition(state.events) }
            return (value, ready)
        }
        for continuation in ready { continuation.resume() }
        return value
    }

    func wait(until condition: @escaping @Sendable (Events) -> Bool) async {
        await withCheckedContinuation { continuation in
            let met = state.withLock { state in
                if condition(state.events) { return true }
                state.waiting.append((condition, continuation))
                return false
            }
            if met { continuation.resume() }
        }
    }
}
