import Synchronization

/// Tells listeners what happens; one that is too slow misses events and is told how many.
final class EventHub: Sendable {
    private struct Listener {
        let continuation: AsyncStream<ChainEvent>.Continuation
        var missed = 0
    }

    private struct State {
        var listeners: [UInt64: Listener] = [:]
        var nextID: UInt64 = 0
        var isClosed = false
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) { self.limit = max(1, limit) }

    func events() -> AsyncStream<ChainEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: ChainEvent.self, bufferingPolicy: .bufferingOldest(limit))
        let id: UInt64? = state.withLock { state in
            guard !state.isClosed else { return nil }
            state.nextID += 1
            state.listeners[state.nextID] = Listener(continuation: continuation)
            return state.nextID
        }
        guard let id else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { $0.listeners[id] = nil }
        }
        return stream
    }

    func send(_ events: [ChainEvent]) {
        guard !events.isEmpty else { return }
        let listeners = state.withLock { $0.listeners }
        var missed: [UInt64: Int] = [:]
        for (id, listener) in listeners {
            var behind = listener.missed
            for event in events {
                if behind > 0 {
                    guard Self.yield(.missed(behind), to: listener) else {
                        behind += 1
                        continue
                    }
                    behind = 0
                }
                if !Self.yield(event, to: listener) { behind += 1 }
            }
            if behind != listener.missed { missed[id] = behind }
        }
        guard !missed.isEmpty else { return }
        state.withLock { [missed] state in
            for (id, count) in missed { state.listeners[id]?.missed = count }
        }
    }

    func close() {
        let listeners = state.withLock { state in
            state.isClosed = true
            defer { state.listeners = [:] }
            return state.listeners
        }
        for listener in listeners.values { listener.continuation.finish() }
    }

    private static func yield(_ event: ChainEvent, to listener: Listener) -> Bool {
        if case .dropped = listener.continuation.yield(event) { false } else { true }
    }
}
