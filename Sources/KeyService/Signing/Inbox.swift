package import PeerTransport
internal import Synchronization

/// Messages on their way to an actor, which takes all of them at once: what was said in the meantime is known before
/// anything is decided.
package final class Inbox: Sendable {
    private struct State {
        var messages: [ReceivedPeerMessage] = []
        var isCalled = false
    }

    private let state = Mutex(State())

    package init() {}

    /// Beyond so many, whoever puts some waits until they were taken.
    package static let limit = 1024

    /// - Returns: whether the reader has to be called, and how many wait.
    package func put(_ message: ReceivedPeerMessage) -> (calls: Bool, count: Int) {
        state.withLock { state in
            state.messages.append(message)
            defer { state.isCalled = true }
            return (!state.isCalled, state.messages.count)
        }
    }

    /// Whether the reader has to be called; it will find whatever comes until then.
    package func call() -> Bool {
        state.withLock { state in
            defer { state.isCalled = true }
            return !state.isCalled
        }
    }

    /// Everything, in the order in which it came. Whoever puts more calls again.
    package func take() -> [ReceivedPeerMessage] {
        state.withLock { state in
            defer { (state.messages, state.isCalled) = ([], false) }
            return state.messages
        }
    }
}
