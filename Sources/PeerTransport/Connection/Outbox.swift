internal import Synchronization

/// What waits to be sent over one connection: filled by any thread, emptied by the connection's.
///
/// It is bounded: when it is full, nothing is accepted until the peer has read.
package final class Outbox: Sendable {
    private struct State {
        var queue: [PeerMessage] = []
        var next = 0
        var bytes = 0
        /// Whether the connection knows that there is something.
        var isAwake = false
        var closed = false
    }

    private let state = Mutex(State())
    private let limits: PeerTransportLimits
    /// Tells the connection that there is something; called once until it has taken all.
    private let wake: @Sendable () -> Void

    package init(limits: PeerTransportLimits, wake: @escaping @Sendable () -> Void) {
        self.limits = limits
        self.wake = wake
    }

    /// False if it is closed, full, or the message too long.
    package func offer(_ message: PeerMessage) -> Bool {
        let size = message.body.count
        guard size <= limits.body else { return false }
        // It is called under the lock, so that it cannot be after the closing.
        return state.withLock { state in
            guard !state.closed, state.queue.count - state.next < limits.queuedMessages,
                size <= limits.queuedBytes - state.bytes
            else { return false }
            state.queue.append(message)
            state.bytes += size
            if !state.isAwake { wake() }
            state.isAwake = true
            return true
        }
    }

    /// The next messages, of little more than `bytes`; none if all are sent: then the next offer wakes.
    package func take(upTo bytes: Int) -> ArraySlice<PeerMessage> {
        state.withLock { state in
            let start = state.next
            var size = 0
            while state.next < state.queue.count, size < bytes {
                size += state.queue[state.next].body.count + 64
                state.bytes -= state.queue[state.next].body.count
                state.next += 1
            }
            let taken = state.queue[start..<state.next]
            if state.next == state.queue.count {
                state.queue = []
                state.next = 0
                if taken.isEmpty { state.isAwake = false }
            } else if state.next * 2 >= state.queue.count {
                state.queue.removeFirst(state.next)
                state.next = 0
            }
            return taken
        }
    }

    package func close() {
        state.withLock { state in
            state.closed = true
            state.queue = []
            state.next = 0
            state.bytes = 0
        }
    }
}
