package import NIOCore
internal import NIOTLS
package import Primitives

/// Whom a connection tells what happens to it. All calls are on its event loop.
package protocol PeerLinkOwner: AnyObject {
    /// Whether the id may use the TLS key.
    func permits(_ id: PeerID, pin: Bytes32) -> Bool
    /// Both sides know each other; false if the connection is not wanted after all.
    func opened(_ link: PeerLinkHandler, peer: Hello) -> Bool
    /// A message for this node.
    func received(_ message: PeerMessage, from peer: PeerID)
    /// The last call for this connection.
    func closed(_ link: PeerLinkHandler, because error: PeerLinkError)
}

/// Moves frames between a channel and the state machine of its connection.
package final class PeerLinkHandler: ChannelInboundHandler {
    package typealias InboundIn = ByteBuffer
    package typealias OutboundOut = ByteBuffer

    /// What does not change while the connection lives.
    package struct Setting {
        var limits: PeerTransportLimits
        var timings: PeerTransportTimings
        var now: @Sendable () -> Duration
        var statistics: StatisticsBoard
        /// The key that TLS has proven the peer to have.
        var pin: (ChannelHandlerContext) -> Bytes32?

        package init(
            limits: PeerTransportLimits, timings: PeerTransportTimings,
            now: @escaping @Sendable () -> Duration,
            statistics: StatisticsBoard, pin: @escaping (ChannelHandlerContext) -> Bytes32?
        ) {
            self.limits = limits
            self.timings = timings
            self.now = now
            self.statistics = statistics
            self.pin = pin
        }
    }

    /// About how much is handed to TLS at once.
    private static let batch = 256 << 10
    /// The most that may come before the peer is known.
    private static let helloLimit = 512

    private let setting: Setting
    private var machine: LinkStateMachine
    private var reader = FrameReader(limit: PeerLinkHandler.helloLimit)
    private let owner: any PeerLinkOwner
    private var context: ChannelHandlerContext?
    private var ticks: RepeatedTask?
    private var pin: Bytes32?
    private var isDone = false
    private var counts = PeerStatistics()

    /// What waits to be sent, from the opening on.
    package private(set) var outbox: Outbox?

    package init(exchange: HelloExchange, setting: Setting, owner: any PeerLinkOwner) {
        self.setting = setting
        self.owner = owner
        machine = LinkStateMachine(exchange: exchange, timings: setting.timings, now: setting.now())
    }

    package var role: LinkRole { machine.role }
    /// The peer, once it is known.
    package var peer: Hello? { machine.peer }
    package var remoteAddress: String {
        context?.channel.remoteAddress.map { "\($0)" } ?? "an unknown address"
    }

    // MARK: The channel

    package func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        let interval = TimeAmount(min(setting.timings.ping, setting.timings.silence) / 4)
        let link = NIOLoopBound(self, eventLoop: context.eventLoop)
        ticks = context.eventLoop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in
            link.value.tick()
        }
    }

    package func handlerRemoved(context: ChannelHandlerContext) {
        finish(PeerLinkError(.connection, "the connection was closed"))
        self.context = nil
    }

    package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted? = event as? TLSUserEvent {
            pin = setting.pin(context)
            if let first = machine.first { write([first]) }
        }
        context.fireUserInboundEventTriggered(event)
    }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isDone else { return }
        let bytes = unwrapInboundIn(data)
        let now = setting.now()
        counts.bytesReceived += UInt64(bytes.readableBytes)
        machine.heard(at: now)
        reader.append(bytes)
        do throws(PeerLinkError) {
            while !isDone, let (sequence, frame) = try reader.next() {
                try handle(
                    try machine.receive(frame, sequence: sequence, at: now) { id in
                        pin.map { owner.permits(id, pin: $0) } ?? false
                    })
            }
            machine.settled(isInsideFrame: reader.buffered > 0, at: now)
        } catch {
            close(because: error)
        }
    }

    package func channelReadComplete(context: ChannelHandlerContext) {
        count()
        context.fireChannelReadComplete()
    }

    package func channelWritabilityChanged(context: ChannelHandlerContext) {
        flushOutbox()
        context.fireChannelWritabilityChanged()
    }

    package func channelInactive(context: ChannelHandlerContext) {
        finish(PeerLinkError(.connection, "the connection was closed"))
        context.fireChannelInactive()
    }

    package func errorCaught(context: ChannelHandlerContext, error: any Error) {
        finish(PeerLinkError(.connection, "the connection failed: \(error)"))
        context.close(promise: nil)
    }

    // MARK: Frames

    private func handle(_ event: LinkStateMachine.Event) throws(PeerLinkError) {
        switch event {
        case .none: break
        case .reply(let frame): write([frame])
        case .opened(let peer, let reply):
            if let reply { write([reply]) }
            open(peer)
        case .message(let message):
            guard let peer = machine.peer else { return }
            counts.messagesReceived += 1
            owner.received(message, from: peer.node)
        }
    }

    private func open(_ peer: Hello) {
        guard let context else { return }
        reader.limit = setting.limits.frame
        let loop = context.eventLoop
        let link = NIOLoopBound(self, eventLoop: loop)
        outbox = Outbox(limits: setting.limits) { loop.execute { link.value.flushOutbox() } }
        if !owner.opened(self, peer: peer) {
            close(because: PeerLinkError(.duplicate, "there is another connection to \(peer.node)"))
        } else {
            counts.connections += 1
            tick()
        }
    }

    /// Sends what waits, as long as the channel takes it: all that was offered in the meantime goes out together.
    private func flushOutbox() {
        guard let outbox, let context, !isDone else { return }
        while context.channel.isWritable {
            let messages = outbox.take(upTo: Self.batch)
            guard !messages.isEmpty else { break }
            var bytes = context.channel.allocator.buffer(
                capacity: messages.reduce(0) { $0 + $1.body.count + Frame.headerSize + 64 })
            for message in messages {
                Frame.message(message).write(to: &bytes, sequence: machine.nextSequence())
            }
            counts.messagesSent += UInt64(messages.count)
            counts.bytesSent += UInt64(bytes.readableBytes)
            context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
        }
        count()
    }

    private func write(_ frames: [Frame]) {
        guard let context else { return }
        var bytes = context.channel.allocator.buffer(capacity: 256)
        for frame in frames { frame.write(to: &bytes, sequence: machine.nextSequence()) }
        counts.bytesSent += UInt64(bytes.readableBytes)
        context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
    }

    private func tick() {
        guard !isDone else { return }
        do throws(PeerLinkError) {
            if let ping = try machine.tick(at: setting.now()) { write([ping]) }
        } catch {
            close(because: error)
        }
    }

    /// Adds what was counted since the last time to the peer's statistics.
    private func count() {
        guard let peer = machine.peer else { return }
        let counted = counts
        let roundTrip = machine.roundTrip
        counts = PeerStatistics()
        setting.statistics.update(peer.node) { total in
            total.connections += counted.connections
            total.messagesSent += counted.messagesSent
            total.bytesSent += counted.bytesSent
            total.messagesReceived += counted.messagesReceived
            total.bytesReceived += counted.bytesReceived
            total.roundTrip = roundTrip ?? total.roundTrip
        }
    }

    // MARK: The end

    /// Tells the peer why, and closes.
    package func close(because error: PeerLinkError) {
        guard !isDone else { return }
        // A peer that has proven nothing is told nothing.
        if pin != nil { write([.goodbye(error.code)]) }
        finish(error)
        context?.close(promise: nil)
    }

    private func finish(_ error: PeerLinkError) {
        guard !isDone else { return }
        isDone = true
        ticks?.cancel()
        ticks = nil
        outbox?.close()
        owner.closed(self, because: error)
    }
}
