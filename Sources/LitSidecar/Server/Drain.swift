internal import Synchronization

/// The calls under way, and whether there may be more.
package final class Drain: Sendable {
    private struct State {
        var running = 0
        var isDraining = false
        var waiting: [CheckedContinuation<Void, Never>] = []
        var listeners: [UInt64: AsyncStream<Void>.Continuation] = [:]
        var next: UInt64 = 0
    }

    private let state = Mutex(State())

    package init() {}

    /// Whether no more calls are taken.
    package var isDraining: Bool { state.withLock(\.isDraining) }

    /// How many calls are under way.
    package var running: Int { state.withLock(\.running) }

    /// A call begins; false if it may not, unless it may anyway.
    func begin(always: Bool) -> Bool {
        state.withLock { state in
            guard always || !state.isDraining else { return false }
            state.running += 1
            return true
        }
    }

    /// A call has been answered.
    func end() {
        let waiting = state.withLock { state in
            state.running -= 1
            guard state.running == 0 else { return [CheckedContinuation<Void, Never>]() }
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Ends when no more calls are taken: for answers that would go on for ever.
    func started() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        let isOver = state.withLock { state in
            guard !state.isDraining else { return true }
            let number = state.next
            state.next &+= 1
            state.listeners[number] = continuation
            continuation.onTermination = { [weak self] _ in
                self?.state.withLock { $0.listeners[number] = nil }
            }
            return false
        }
        if isOver { continuation.finish() }
        return stream
    }

    /// Takes no more calls, and waits for those under way, at most so long.
    ///
    /// - Returns: whether all have ended.
    package func drain(within limit: Duration) async -> Bool {
        let listeners = state.withLock { state in
            state.isDraining = true
            defer { state.listeners = [:] }
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.finish() }
        let clock = Task {
            try? await Task.sleep(for: limit)
            abandon()
        }
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                guard state.running > 0 else { return true }
                state.waiting.append(continuation)
                return false
            }
            if isOver { continuation.resume() }
        }
        clock.cancel()
        return running == 0
    }

    /// Waits no longer.
    package func abandon() {
        let waiting = state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}
