internal import Logging
internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import Primitives

/// The peers of this node and the connections to them. It lives on one event loop.
final class Switchboard {
    private struct Record {
        var peer: PermittedPeer
        var plan: DialPlan
        var link: PeerLinkHandler?
        /// Connections that are about to open, by which a peer that leaves is not reached either.
        var dialing: PeerLinkHandler?
    }

    private let me: HelloExchange.Me
    private let loop: any EventLoop
    private let tls: TLSSetup
    private let shared: SharedParts
    private let logger: Logger
    private var randomness: any RandomNumberGenerator & Sendable
    private var records: [PeerID: Record] = [:]
    private var permittedPins: Set<Bytes32> = []
    /// Accepted connections that have not said who they are, the oldest first.
    private var strangers: [PeerLinkHandler] = []
    private var timer: Scheduled<Void>?
    private var gate = LogGate()
    private var isClosed = false

    init(
        me: HelloExchange.Me, loop: any EventLoop, tls: TLSSetup, shared: SharedParts, logger: Logger,
        randomness: any RandomNumberGenerator & Sendable
    ) {
        self.me = me
        self.loop = loop
        self.tls = tls
        self.shared = shared
        self.logger = logger
        self.randomness = randomness
    }

    private var now: Duration { shared.now() }

    // MARK: Peers

    /// Makes these the permitted peers; this node itself may be among them and is passed over.
    func update(_ peers: [PermittedPeer]) {
        guard !isClosed else { return }
        var permitted: [PeerID: PermittedPeer] = [:]
        for peer in peers where peer.id != me.node { permitted[peer.id] = peer }
        permittedPins = Set(permitted.values.map(\.pin))
        for (id, record) in records {
            let peer = permitted[id]
            if let peer, peer.pin == record.peer.pin {
                records[id]?.peer = peer
                if peer.endpoint != record.peer.endpoint { records[id]?.plan.kick(at: now) }
                continue
            }
            records[id] = nil
            shared.routes.remove(id)
            shared.board.update { $0.remove(id) }
            let reason = PeerLinkError(.notPermitted, "\(id) has left the set of peers or changed its key")
            for link in [record.link, record.dialing] { link?.close(because: reason) }
            if peer == nil {
                shared.statistics.forget(id)
            } else {
                shared.statistics.update(id) { $0.isConnected = false }
            }
        }
        for (id, peer) in permitted where records[id] == nil {
            let plan = DialPlan(dialsFirst: me.node < id, timings: shared.timings, now: now)
            records[id] = Record(peer: peer, plan: plan)
            shared.statistics.admit(id)
        }
        dialWhatIsDue()
    }

    /// Dials at once what is not connected.
    func kick(_ peer: PeerID?) {
        for id in records.keys where peer == nil || peer == id { records[id]?.plan.kick(at: now) }
        dialWhatIsDue()
    }

    /// Closes all connections, and lets none open any more.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        timer?.cancel()
        let links = strangers + records.values.flatMap { [$0.link, $0.dialing].compactMap(\.self) }
        records = [:]
        strangers = []
        for link in links { link.close(because: PeerLinkError(.leaving, "this node shuts down")) }
    }

    // MARK: Dialing

    private func dialWhatIsDue() {
        guard !isClosed else { return }
        for id in records.keys.sorted() {
            guard let endpoint = records[id]?.peer.endpoint, records[id]?.plan.begins(at: now) == true else {
                continue
            }
            dial(id, at: endpoint)
        }
        timer?.cancel()
        timer = nil
        let next = records.values.filter { $0.peer.endpoint != nil }.compactMap(\.plan.due).min()
        guard let next else { return }
        timer = loop.assumeIsolated().scheduleTask(
            in: TimeAmount(max(.zero, next - now)) + .microseconds(100)
        ) {
            [weak self] in self?.dialWhatIsDue()
        }
    }

    private func dial(_ id: PeerID, at endpoint: PeerEndpoint) {
        guard let pin = records[id]?.peer.pin else { return }
        let link = makeLink(.dialer, expected: id)
        records[id]?.dialing = link
        let board = NIOLoopBound(self, eventLoop: loop)
        let bound = NIOLoopBound(link, eventLoop: loop)
        let bootstrap = ClientBootstrap(group: loop)
            .connectTimeout(TimeAmount(shared.timings.connect))
            .channelOption(.socketOption(.tcp_nodelay), value: 1)
            .channelOption(.writeBufferWaterMark, value: SharedParts.waterMark)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = try board.value.tls.clientHandler { shown in
                        board.value.dialed(id, at: endpoint, shows: shown, expecting: pin)
                    }
                    try channel.pipeline.syncOperations.addHandlers(handler, bound.value)
                }
            }
        // An address needs no resolver, whose threads could answer after the loop has ended.
        let address = try? SocketAddress(ipAddress: endpoint.host, port: Int(endpoint.port))
        let connecting =
            address.map { bootstrap.connect(to: $0) }
            ?? bootstrap.connect(host: endpoint.host, port: Int(endpoint.port))
        connecting.assumeIsolated()
            .whenFailure { [weak self] error in
                let error = PeerLinkError(.connection, "\(endpoint) cannot be reached: \(error)")
                self?.dialFailed(link, id, error)
            }
    }

    private func dialed(_ id: PeerID, at endpoint: PeerEndpoint, shows pin: Bytes32?, expecting: Bytes32)
        -> Bool
    {
        guard pin != expecting else { return true }
        warn(
            "key \(id)",
            "The node at \(endpoint) is not \(id): it has the TLS key \(pin?.hex ?? "-"), and \(expecting.hex) is on chain."
        )
        return false
    }

    private func dialFailed(_ link: PeerLinkHandler, _ id: PeerID, _ error: PeerLinkError) {
        guard let record = records[id], record.dialing === link else { return }
        records[id]?.dialing = nil
        records[id]?.plan.failed(at: now, chance: chance())
        shared.statistics.update(id) { $0.failures += 1 }
        report(error, of: id)
        dialWhatIsDue()
    }

    private func chance() -> Double { Double(randomness.next() >> 11) / Double(1 << 53) }

    private func makeLink(_ role: LinkRole, expected: PeerID?) -> PeerLinkHandler {
        let words = (0..<4).map { _ in randomness.next() }
        let exchange = HelloExchange(
            role: role, me: me, nonce: Bytes32(words: words[0], words[1], words[2], words[3]),
            expected: expected)
        let setting = PeerLinkHandler.Setting(
            limits: shared.limits, timings: shared.timings, now: shared.now, statistics: shared.statistics,
            pin: TLSSetup.pin(of:))
        return PeerLinkHandler(exchange: exchange, setting: setting, owner: self)
    }

    // MARK: Accepting

    /// Prepares a connection that somebody has made to this node.
    func accept(_ channel: any Channel) throws {
        guard !isClosed else { throw PeerTransportError(.stopped, "The peer network is shut down.") }
        if strangers.count >= max(1, shared.limits.strangers), let oldest = strangers.first {
            oldest.close(because: PeerLinkError(.crowded, "too many connections have not said who they are"))
        }
        let board = NIOLoopBound(self, eventLoop: loop)
        let address = channel.remoteAddress.map { "\($0)" } ?? "an unknown address"
        let handler = tls.serverHandler { shown in board.value.accepted(from: address, shows: shown) }
        let link = makeLink(.acceptor, expected: nil)
        try channel.pipeline.syncOperations.addHandlers(handler, link)
        strangers.append(link)
    }

    private func accepted(from address: String, shows pin: Bytes32?) -> Bool {
        if let pin, permittedPins.contains(pin) { return true }
        warn("stranger", "Refused a connection from \(address): its TLS key \(pin?.hex ?? "-") is no peer's.")
        return false
    }

    // MARK: The log

    private func warn(_ kind: String, _ text: String) { say(.warning, kind, text) }

    private func say(_ level: Logger.Level, _ kind: String, _ text: String) {
        guard let suppressed = gate.admit(kind, at: now) else { return }
        logger.log(level: level, "\(text)", metadata: suppressed > 0 ? ["suppressed": "\(suppressed)"] : nil)
    }

    private func report(_ error: PeerLinkError, of id: PeerID) {
        if error.isRefusal {
            warn("\(error.code) \(id)", "Refused a connection to peer \(id): \(error).")
        } else {
            say(.info, "unreachable \(id)", "No connection to peer \(id) yet: \(error).")
        }
    }
}

extension Switchboard: PeerLinkOwner {
    func permits(_ id: PeerID, pin: Bytes32) -> Bool { records[id]?.peer.pin == pin }

    func opened(_ link: PeerLinkHandler, peer: Hello) -> Bool {
        strangers.removeAll { $0 === link }
        guard let record = records[peer.node], let outbox = link.outbox, !isClosed else { return false }
        if record.dialing === link { records[peer.node]?.dialing = nil }
        if let old = record.link, let oldPeer = old.peer {
            let mine = LinkChoice(
                dialer: old.role == .dialer ? me.node : peer.node, instance: oldPeer.instance)
            let new = LinkChoice(dialer: link.role == .dialer ? me.node : peer.node, instance: peer.instance)
            guard mine.yields(to: new, between: me.node, and: peer.node) else { return false }
            // In this order, so that the end of the old one does not look like a loss.
            records[peer.node]?.link = link
            old.close(because: PeerLinkError(.duplicate, "a newer connection took its place"))
        }
        records[peer.node]?.link = link
        records[peer.node]?.plan.connected(at: now)
        shared.routes.set(peer.node, outbox)
        shared.statistics.update(peer.node) { $0.isConnected = true }
        shared.board.update { $0.insert(peer.node) }
        logger.info("Connected to peer \(peer.node).")
        return true
    }

    func received(_ message: PeerMessage, from peer: PeerID) {
        guard !shared.mailboxes.put(ReceivedPeerMessage(sender: peer, message: message)) else { return }
        shared.statistics.update(peer) { $0.messagesLost += 1 }
        warn(
            "full \(message.service.rawValue)",
            "A message of \(peer) is lost: service \(message.service.rawValue) does not read what has arrived."
        )
    }

    func closed(_ link: PeerLinkHandler, because error: PeerLinkError) {
        strangers.removeAll { $0 === link }
        guard let id = link.peer?.node ?? records.first(where: { $0.value.dialing === link })?.key else {
            if error.isRefusal {
                warn("\(error.code)", "Refused a connection from \(link.remoteAddress): \(error).")
            }
            return
        }
        guard records[id]?.link === link else {
            dialFailed(link, id, error)
            return
        }
        records[id]?.link = nil
        records[id]?.plan.lost(at: now, chance: chance())
        shared.routes.remove(id)
        shared.statistics.update(id) {
            $0.isConnected = false
            $0.failures += 1
        }
        shared.board.update { $0.remove(id) }
        if error.isRefusal {
            report(error, of: id)
        } else {
            logger.info("Lost the connection to peer \(id): \(error).")
        }
        dialWhatIsDue()
    }
}
