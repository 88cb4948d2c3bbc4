internal import Synchronization

/// A mailbox for each part of the node, made when the first message or the first reader comes.
final class Mailboxes: Sendable {
    private struct State {
        var boxes: [PeerService: Mailbox] = [:]
        var closed = false
    }

    private let state = Mutex(State())
    private let limits: MailboxLimits

    init(limits: MailboxLimits) { self.limits = limits }

    func put(_ message: ReceivedPeerMessage) -> Bool { box(of: message.message.service).put(message) }

    func stream(of service: PeerService) -> AsyncStream<ReceivedPeerMessage> { box(of: service).stream() }

    /// Ends all streams, those that are yet to be asked for too.
    func close() {
        let boxes = state.withLock { state in
            state.closed = true
            return Array(state.boxes.values)
        }
        for box in boxes { box.close() }
    }

    private func box(of service: PeerService) -> Mailbox {
        state.withLock { state in
            if let box = state.boxes[service] { return box }
            let box = Mailbox(limits: limits)
            if state.closed { box.close() }
            state.boxes[service] = box
            return box
        }
    }
}
