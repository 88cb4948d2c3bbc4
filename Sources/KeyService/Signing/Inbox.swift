internal import PeerTransport
internal import Synchronization

/// Messages on their way to an actor, which takes all of them at once: what was said in the meantime is known before
/// anything is decided.
final class Inbox: Sendable {
    private struct State {
        var messages: [ReceivedPeerMessage] = []
        var isCalled = false
    }

    private let state = Mutex(State())

    /// Beyond so many, whoever puts some waits until they were taken.
    static let limit = 1024

    /// - Returns: whether the reader has to be called, and how many wait.
    func put(_ message: ReceivedPeerMessage) -> (calls: Bool, count: Int) {
        state.withLock { state in
            state.messages.append(message)
            defer { state.isCalled = true }
            return (!state.isCalled, state.messages.count)
        }
    }

    /// Whether the reader has to be called; it will find whatever comes until then.
    func call() -> Bool {
        state.withLock { state in
            defer { state.isCalled = true }
            return !state.isCalled
        }
    }

    /// Everything, in the order in which it came. Whoever puts more calls again.
    func take() -> [ReceivedPeerMessage] {
        state.withLock { state in
            defer { (state.messages, state.isCalled) = ([], false) }
            return state.messages
        }
    }
}
