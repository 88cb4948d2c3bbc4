internal import Synchronization

/// The peers to which there is a connection, for those who ask and those who follow.
final class ReachabilityBoard: Sendable {
    private struct State {
        var peers: Set<PeerID> = []
        var followers: [Int: AsyncStream<Set<PeerID>>.Continuation] = [:]
        var nextFollower = 0
        var closed = false
    }

    private let state = Mutex(State())

    var peers: Set<PeerID> { state.withLock { $0.peers } }

    /// Changes the set, and tells the followers if it has become another.
    func update(_ change: (inout sending Set<PeerID>) -> Void) {
        // Followers are told under the lock, so that all see the changes in one order.
        state.withLock { state in
            var peers = state.peers
            change(&peers)
            guard peers != state.peers, !state.closed else { return }
            state.peers = peers
            for follower in state.followers.values { follower.yield(peers) }
        }
    }

    /// The set now, and after each change; whoever reads slowly sees the last one only.
    func stream() -> AsyncStream<Set<PeerID>> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Set<PeerID>.self, bufferingPolicy: .bufferingNewest(1))
        let number: Int? = state.withLock { state in
            continuation.yield(state.peers)
            guard !state.closed else { return nil }
            state.nextFollower += 1
            state.followers[state.nextFollower] = continuation
            return state.nextFollower
        }
        guard let number else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.state.withLock { $0.followers.removeValue(forKey: number) }
        }
        return stream
    }

    /// Nobody is reachable any more, and all streams end.
    func close() {
        let followers = state.withLock { state in
            state.closed = true
            state.peers = []
            defer { state.followers = [:] }
            return Array(state.followers.values)
        }
        for follower in followers {
            follower.yield([])
            follower.finish()
        }
    }
}
