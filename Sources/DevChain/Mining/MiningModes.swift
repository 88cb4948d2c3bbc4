import Synchronization

/// Tells whoever mines by interval which mode there is now.
final class MiningModes: Sendable {
    private struct State {
        var mode: MiningMode
        var follower: AsyncStream<MiningMode>.Continuation?
        var isClosed = false
    }

    private let state: Mutex<State>

    init(_ mode: MiningMode) { state = Mutex(State(mode: mode)) }

    /// The mode, and each later one; who followed before is let go.
    func follow() -> AsyncStream<MiningMode> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: MiningMode.self, bufferingPolicy: .bufferingNewest(1))
        let former = state.withLock { state in
            let former = state.follower
            continuation.yield(state.mode)
            if state.isClosed { continuation.finish() } else { state.follower = continuation }
            return former
        }
        former?.finish()
        return stream
    }

    func set(_ mode: MiningMode) {
        state.withLock { state in
            state.mode = mode
            state.follower?.yield(mode)
        }
    }

    func close() {
        let follower = state.withLock { state in
            state.isClosed = true
            return state.follower
        }
        follower?.finish()
    }
}
