public import Logging
internal import NIOCore
internal import NIOPosix
internal import Primitives
internal import Synchronization

/// Messages between nodes over TLS 1.3, both sides pinned by public key.
///
/// There is one connection per pair. The node with the lower id dials, the other one too if that comes to nothing; if
/// both have, the connection that the lower id dialed stays. A connection that is lost is dialed again after growing
/// pauses, at once after ``kick(_:)``. Whoever is not in the set given to ``update(peers:)`` is refused, and who leaves
/// it is disconnected.
///
/// `send` returns false when there is no connection, when ``PeerTransportLimits/queuedMessages`` or
/// ``PeerTransportLimits/queuedBytes`` wait for a peer that does not read, and for a body that is too long. What
/// arrives faster than a part of the node reads is lost beyond ``PeerTransportLimits/mailbox``; other parts go on.
public final class TLSPeerNetwork: PeerNetwork {
    /// Who this node is, and where it listens.
    public struct Configuration: Sendable {
        /// This node's address on chain.
        public var me: PeerID
        /// Its keys.
        public var identity: PeerIdentity
        /// The network, which must be the same at all peers.
        public var network: PeerNetworkName
        /// The address and port to listen at; port 0 takes a free one.
        public var listen: PeerEndpoint
        /// How much memory peers may take.
        public var limits = PeerTransportLimits()
        /// How long things may take.
        public var timings = PeerTransportTimings()

        /// With the default limits and timings.
        public init(me: PeerID, identity: PeerIdentity, network: PeerNetworkName, listen: PeerEndpoint) {
            self.me = me
            self.identity = identity
            self.network = network
            self.listen = listen
        }
    }

    private enum Phase {
        case new
        case running(any Channel)
        case stopped
    }

    private let configuration: Configuration
    private let logger: Logger
    private let shared: SharedParts
    private let group: MultiThreadedEventLoopGroup
    private let loop: any EventLoop
    /// Made when the network starts.
    private let switchboard: NIOLoopBoundBox<Switchboard?>
    private let randomness: any RandomNumberGenerator & Sendable
    private let phase = Mutex(Phase.new)
    /// The last set, for the start.
    private let permitted = Mutex<[PermittedPeer]>([])

    /// Nothing happens before ``start()``. Once made, it has to be ended by ``shutdown()``.
    ///
    /// - Parameters:
    ///   - now: a clock that never goes back.
    ///   - randomness: for nonces, and for the pauses before peers are dialed again.
    public init(
        _ configuration: Configuration, logger: Logger = Logger(label: "peers"),
        now: @escaping @Sendable () -> Duration = TLSPeerNetwork.systemClock,
        randomness: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
    ) {
        self.configuration = configuration
        self.logger = logger
        self.randomness = randomness
        shared = SharedParts(limits: configuration.limits, timings: configuration.timings, now: now)
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        loop = group.next()
        switchboard = NIOLoopBoundBox.makeEmptyBox(valueType: Switchboard.self, eventLoop: loop)
    }

    /// The time since the system started, without the time in which it slept.
    @Sendable public static func systemClock() -> Duration {
        .nanoseconds(Int64(clamping: NIODeadline.now().uptimeNanoseconds))
    }

    /// Listens.
    ///
    /// - Returns: the port.
    /// - Throws: ``PeerTransportError`` with `tls`, `listen`, or `stopped` if it was called before.
    @discardableResult
    public func start() async throws(PeerTransportError) -> UInt16 {
        guard case .new = phase.withLock({ $0 }) else {
            throw PeerTransportError(.stopped, "The peer network is running already, or was shut down.")
        }
        let tls = try TLSSetup(configuration.identity)
        var generator = SystemRandomNumberGenerator()
        let words = (0..<4).map { _ in generator.next() }
        let me = HelloExchange.Me(
            network: configuration.network, node: configuration.me,
            instance: Bytes32(words: words[0], words[1], words[2], words[3]))
        let channel: any Channel
        do {
            channel = try await listen(me, tls)
        } catch {
            throw PeerTransportError(
                .listen,
                "Peers cannot be listened for at \(configuration.listen): \(error). Choose another peer.listen."
            )
        }
        let isRunning = phase.withLock { phase in
            guard case .new = phase else { return false }
            phase = .running(channel)
            return true
        }
        guard isRunning, let port = channel.localAddress?.port.flatMap({ UInt16(exactly: $0) }) else {
            channel.close(promise: nil)
            throw PeerTransportError(.stopped, "The peer network is running already, or was shut down.")
        }
        permit { _ in }
        logger.info("Listening for peers at \(configuration.listen.host):\(port).")
        return port
    }

    private func listen(_ me: HelloExchange.Me, _ tls: TLSSetup) async throws -> any Channel {
        let box = switchboard
        let (loop, shared, logger, randomness) = (loop, shared, logger, randomness)
        try await loop.submit {
            guard box.value == nil else { return }
            box.value = Switchboard(
                me: me, loop: loop, tls: tls, shared: shared, logger: logger, randomness: randomness)
        }.get()
        return try await ServerBootstrap(group: loop)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            .childChannelOption(.writeBufferWaterMark, value: SharedParts.waterMark)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try box.value?.accept(channel) }
            }
            .bind(host: configuration.listen.host, port: Int(configuration.listen.port)).get()
    }

    /// Makes these the peers that this node talks to: others are disconnected and refused. This node itself may be
    /// among them. Takes effect soon after it returns, in the order of the calls, or when the network starts.
    public func update(peers: [PermittedPeer]) {
        permit { $0 = peers }
    }

    /// Under the lock, so that the last set here is the last set there.
    private func permit(_ change: (inout [PermittedPeer]) -> Void) {
        let box = switchboard
        permitted.withLock { permitted in
            change(&permitted)
            let peers = permitted
            execute { box.value?.update(peers) }
        }
    }

    /// Dials at once a peer to which there is no connection, or all of them.
    public func kick(_ peer: PeerID? = nil) {
        let box = switchboard
        execute { box.value?.kick(peer) }
    }

    /// Runs on the event loop, unless that has ended.
    private func execute(_ work: @escaping @Sendable () -> Void) {
        phase.withLock { phase in
            if case .stopped = phase { return }
            loop.execute(work)
        }
    }

    /// Closes all connections and ends all streams. Returns when that is done; a second call returns at once.
    public func shutdown() async {
        let (isFirst, channel): (Bool, (any Channel)?) = phase.withLock { phase in
            defer { phase = .stopped }
            return switch phase {
            case .new: (true, nil)
            case .running(let channel): (true, channel)
            case .stopped: (false, nil)
            }
        }
        guard isFirst else { return }
        let box = switchboard
        try? await channel?.close()
        try? await loop.submit {
            box.value?.close()
            box.value = nil
        }.get()
        shared.routes.removeAll()
        shared.mailboxes.close()
        shared.board.close()
        try? await group.shutdownGracefully()
    }

    /// What has gone to and come from each permitted peer.
    public var statistics: [PeerID: PeerStatistics] { shared.statistics.all }

    // MARK: PeerNetwork

    public var me: PeerID { configuration.me }

    @discardableResult
    public func send(_ message: PeerMessage, to peer: PeerID) -> Bool {
        shared.routes[peer]?.offer(message) ?? false
    }

    public func messages(for service: PeerService) -> AsyncStream<ReceivedPeerMessage> {
        shared.mailboxes.stream(of: service)
    }

    public var reachable: Set<PeerID> { shared.board.peers }

    public func reachability() -> AsyncStream<Set<PeerID>> { shared.board.stream() }
}
