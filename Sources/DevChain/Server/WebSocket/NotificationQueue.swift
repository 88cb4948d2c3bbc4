import NIOCore
import Synchronization

/// The notifications that wait for one client, bounded in number and bytes.
final class NotificationQueue: Sendable {
    private struct State {
        var waiting: [ByteBuffer] = []
        var count = 0
        var bytes = 0
        var isFinished = false
    }

    private let state = Mutex(State())
    private let maxCount: Int
    private let maxBytes: Int
    private let overflowed: @Sendable () -> Void
    private let signal: AsyncStream<Void>
    private let signalled: AsyncStream<Void>.Continuation

    /// - Parameter overflowed: called once, when more is waiting than may.
    init(maxCount: Int, maxBytes: Int, overflowed: @escaping @Sendable () -> Void) {
        self.maxCount = maxCount
        self.maxBytes = maxBytes
        self.overflowed = overflowed
        (signal, signalled) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Makes room for a message of this size; false, and the end of the queue, if there is none.
    func reserve(_ size: Int) -> Bool {
        enum Outcome { case room, full, finished }
        let outcome: Outcome = state.withLock { state in
            guard !state.isFinished else { return .finished }
            guard state.count < maxCount, state.bytes <= maxBytes - size else {
                state.isFinished = true
                state.waiting = []
                return .full
            }
            state.count += 1
            state.bytes += size
            return .room
        }
        if outcome == .full {
            signalled.finish()
            overflowed()
        }
        return outcome == .room
    }

    /// Appends a message that room was made for.
    func append(_ message: ByteBuffer) {
        state.withLock { if !$0.isFinished { $0.waiting.append(message) } }
        signalled.yield()
    }

    /// Takes no more; what waits is still sent.
    func finish() {
        state.withLock { $0.isFinished = true }
        signalled.finish()
    }

    /// Hands all that waits to `send`, again and again until the queue is finished.
    func drain(_ send: ([ByteBuffer]) async throws -> Void) async rethrows {
        for await _ in signal { try await sendWaiting(send) }
        try await sendWaiting(send)
    }

    private func sendWaiting(_ send: ([ByteBuffer]) async throws -> Void) async rethrows {
        let batch = state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
        guard !batch.isEmpty else { return }
        try await send(batch)
        // Only now, so that what the socket does not take still counts.
        state.withLock {
            $0.count -= batch.count
            $0.bytes -= batch.reduce(0) { $0 + $1.readableBytes }
        }
    }
}

/// Holds back what a call notifies until its answer is on the way.
final class NotificationGate: Sendable {
    /// Nil once open.
    private let held = Mutex<[ByteBuffer]?>([])
    private let queue: NotificationQueue

    init(_ queue: NotificationQueue) { self.queue = queue }

    func send(_ message: [UInt8]) {
        guard queue.reserve(message.count) else { return }
        let message = ByteBuffer(bytes: message)
        held.withLock { held in
            if held == nil { queue.append(message) } else { held?.append(message) }
        }
    }

    /// Lets through what was held and all that follows, in order.
    func open() {
        held.withLock { held in
            for message in held ?? [] { queue.append(message) }
            held = nil
        }
    }
}
