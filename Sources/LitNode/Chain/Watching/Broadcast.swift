import Synchronization

/// Gives each new value to everybody who follows; who is slow misses all but the newest.
final class Broadcast<Value: Sendable>: Sendable {
    private struct State {
        var current: Value?
        var followers: [UInt64: AsyncStream<Value>.Continuation] = [:]
        var nextKey: UInt64 = 0
    }

    private let state = Mutex(State())

    init() {}

    var current: Value? { state.withLock { $0.current } }

    func send(_ value: Value) {
        let followers = state.withLock { state in
            state.current = value
            return Array(state.followers.values)
        }
        for follower in followers { follower.yield(value) }
    }

    /// The present value, if there is one, and all that come.
    func follow() -> AsyncStream<Value> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Value.self, bufferingPolicy: .bufferingNewest(1))
        let key = state.withLock { state in
            state.nextKey += 1
            state.followers[state.nextKey] = continuation
            if let current = state.current { continuation.yield(current) }
            return state.nextKey
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.followers.removeValue(forKey: key) }
        }
        return stream
    }
}
