internal import NIOCore
internal import Synchronization

/// What the connections of a node share with the threads that send and read messages.
final class SharedParts: Sendable {
    /// Between these, in bytes, a channel is filled and refilled.
    static let waterMark = ChannelOptions.Types.WriteBufferWaterMark(low: 64 << 10, high: 256 << 10)

    let limits: PeerTransportLimits
    let timings: PeerTransportTimings
    /// Since any fixed moment.
    let now: @Sendable () -> Duration
    let routes = Routes()
    let mailboxes: Mailboxes
    let board = ReachabilityBoard()
    let statistics = StatisticsBoard()

    init(limits: PeerTransportLimits, timings: PeerTransportTimings, now: @escaping @Sendable () -> Duration)
    {
        self.limits = limits
        self.timings = timings
        self.now = now
        mailboxes = Mailboxes(limits: limits.mailbox)
    }
}

/// Where messages to each peer go, while there is a connection.
final class Routes: Sendable {
    private let outboxes = Mutex<[PeerID: Outbox]>([:])

    subscript(peer: PeerID) -> Outbox? { outboxes.withLock { $0[peer] } }

    func set(_ peer: PeerID, _ outbox: Outbox) { outboxes.withLock { $0[peer] = outbox } }
    func remove(_ peer: PeerID) { outboxes.withLock { _ = $0.removeValue(forKey: peer) } }
    func removeAll() { outboxes.withLock { $0 = [:] } }
}
