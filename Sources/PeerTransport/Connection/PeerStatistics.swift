internal import Synchronization

/// What has gone to and come from one peer since it became a permitted one.
public struct PeerStatistics: Hashable, Sendable {
    /// Whether there is a connection now.
    public var isConnected = false
    /// Connections that were opened.
    public var connections: UInt64 = 0
    /// Dials that led to nothing, and connections that were refused or lost.
    public var failures: UInt64 = 0
    /// Messages sent, which may still be on their way.
    public var messagesSent: UInt64 = 0
    /// Bytes of frames sent, before TLS.
    public var bytesSent: UInt64 = 0
    /// Messages received.
    public var messagesReceived: UInt64 = 0
    /// Bytes received, after TLS.
    public var bytesReceived: UInt64 = 0
    /// Messages that arrived and were lost because no part of the node read them.
    public var messagesLost: UInt64 = 0
    /// How long the last ping took to come back; nil before the first.
    public var roundTrip: Duration?

    /// Nothing yet.
    public init() {}
}

/// The statistics of all peers, for the connections to write and others to read.
package final class StatisticsBoard: Sendable {
    private let state = Mutex<[PeerID: PeerStatistics]>([:])

    package init() {}

    package var all: [PeerID: PeerStatistics] { state.withLock { $0 } }

    /// Begins to count for a peer, unless that has begun.
    package func admit(_ peer: PeerID) {
        state.withLock { $0[peer] = $0[peer] ?? PeerStatistics() }
    }

    /// Counts for a peer that has been admitted.
    package func update(_ peer: PeerID, _ change: (inout PeerStatistics) -> Void) {
        state.withLock { state in
            guard var counts = state[peer] else { return }
            change(&counts)
            state[peer] = counts
        }
    }

    package func forget(_ peer: PeerID) { state.withLock { _ = $0.removeValue(forKey: peer) } }
}
