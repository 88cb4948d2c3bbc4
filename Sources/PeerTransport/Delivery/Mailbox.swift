internal import Synchronization

/// How much is kept for a part of the node that does not read as fast as messages come.
public struct MailboxLimits: Hashable, Sendable {
    /// Messages.
    public var messages: Int
    /// Bytes of all bodies.
    public var bytes: Int

    /// Defaults: 16384 messages, 32 MiB.
    public init(messages: Int = 16384, bytes: Int = 32 << 20) {
        self.messages = max(1, messages)
        self.bytes = max(1, bytes)
    }
}

/// What has arrived for one part of the node and has not been read.
///
/// When it is full, what comes is lost: the sender's connection, pings and other parts must not wait for one slow
/// reader.
package final class Mailbox: Sendable {
    private typealias Waiter = CheckedContinuation<ReceivedPeerMessage?, Never>

    private struct State {
        var queue: [ReceivedPeerMessage] = []
        var next = 0
        var bytes = 0
        /// Only the newest reader reads; zero is nobody.
        var reader = 0
        var waiter: Waiter?
        var closed = false

        mutating func take() -> ReceivedPeerMessage? {
            guard next < queue.count else { return nil }
            let message = queue[next]
            next += 1
            bytes -= message.message.body.count
            if next == queue.count {
                queue.removeAll(keepingCapacity: next <= 256)
                next = 0
            } else if next >= 64, next * 2 >= queue.count {
                queue.removeFirst(next)
                next = 0
            }
            return message
        }

        mutating func takeWaiter() -> Waiter? {
            defer { waiter = nil }
            return waiter
        }
    }

    private let state = Mutex(State())
    private let limits: MailboxLimits

    package init(limits: MailboxLimits) { self.limits = limits }

    /// Keeps the message, or hands it to the reader that waits; false if it is full or closed.
    package func put(_ message: ReceivedPeerMessage) -> Bool {
        let (kept, waiter) = state.withLock { state -> (Bool, Waiter?) in
            guard !state.closed else { return (false, nil) }
            if let waiter = state.takeWaiter() { return (true, waiter) }
            let size = message.message.body.count
            guard state.queue.count - state.next < limits.messages, size <= limits.bytes - state.bytes else {
                return (false, nil)
            }
            state.queue.append(message)
            state.bytes += size
            return (true, nil)
        }
        waiter?.resume(returning: message)
        return kept
    }

    /// Ends every stream; what was not read is gone.
    package func close() {
        let waiter = state.withLock { state in
            state.closed = true
            state.queue = []
            state.next = 0
            state.bytes = 0
            return state.takeWaiter()
        }
        waiter?.resume(returning: nil)
    }

    /// The messages from here on. The stream of an earlier reader ends.
    package func stream() -> AsyncStream<ReceivedPeerMessage> {
        let (reader, waiter) = state.withLock { state in
            state.reader += 1
            return (state.reader, state.takeWaiter())
        }
        waiter?.resume(returning: nil)
        return AsyncStream { await self.next(for: reader) }
    }

    private func next(for reader: Int) async -> ReceivedPeerMessage? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: ReceivedPeerMessage?? = state.withLock { state in
                    guard state.reader == reader, !state.closed, !Task.isCancelled else { return .some(nil) }
                    if let message = state.take() { return message }
                    state.waiter = continuation
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let waiter = state.withLock { $0.reader == reader ? $0.takeWaiter() : nil }
            waiter?.resume(returning: nil)
        }
    }
}
