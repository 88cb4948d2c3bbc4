/// One connection, from the end of the TLS handshake: hellos, numbers of frames, pings, and time limits.
///
/// Time is a duration since any fixed moment.
package struct LinkStateMachine: Sendable {
    /// What a frame that came means for the rest of the node.
    package enum Event: Hashable, Sendable {
        /// Nothing.
        case none
        /// To be sent in return.
        case reply(Frame)
        /// The peer is known and messages may go; first send this.
        case opened(Hello, reply: Frame?)
        /// For a part of the node.
        case message(PeerMessage)
    }

    private var exchange: HelloExchange
    private let timings: PeerTransportTimings
    private var incoming: UInt64 = 0
    private var outgoing: UInt64 = 0

    private let began: Duration
    private var lastHeard: Duration
    private var lastTick: Duration
    /// When the frame began of which a part is there.
    private var frameBegan: Duration?
    private var ping: (number: UInt64, sent: Duration)?
    private var pings: UInt64 = 0
    private var lastPing: Duration?

    /// The last time that a ping took to come back.
    package private(set) var roundTrip: Duration?

    package init(exchange: HelloExchange, timings: PeerTransportTimings, now: Duration) {
        self.exchange = exchange
        self.timings = timings
        began = now
        lastHeard = now
        lastTick = now
    }

    /// The peer, once it is known.
    package var peer: Hello? { exchange.peer }
    package var role: LinkRole { exchange.role }

    /// What is to be sent when TLS is up.
    package var first: Frame? { exchange.first }

    /// The number of the next frame that is sent.
    package mutating func nextSequence() -> UInt64 {
        defer { outgoing += 1 }
        return outgoing
    }

    /// Bytes have come; whole frames follow by ``receive(_:sequence:at:permits:)``.
    package mutating func heard(at now: Duration) { lastHeard = now }

    /// All whole frames have been taken from what came.
    ///
    /// - Parameter isInside: whether a part of another one is left.
    package mutating func settled(isInsideFrame isInside: Bool, at now: Duration) {
        frameBegan = isInside ? frameBegan ?? now : nil
    }

    package mutating func receive(
        _ frame: Frame, sequence: UInt64, at now: Duration, permits: (PeerID) -> Bool
    ) throws(PeerLinkError) -> Event {
        guard sequence == incoming else {
            throw PeerLinkError(.sequence, "frame \(sequence) came where frame \(incoming) was due")
        }
        incoming += 1
        frameBegan = nil
        if case .goodbye(let code) = frame {
            throw PeerLinkError(
                code ?? .connection, "it closed the connection: \(code.map { "\($0)" } ?? "unknown")")
        }
        guard exchange.peer != nil else {
            let reply = try exchange.receive(frame, permits: permits)
            if let peer = exchange.peer { return .opened(peer, reply: reply) }
            return reply.map { .reply($0) } ?? .none
        }
        switch frame {
        case .message(let message): return .message(message)
        case .ping(let number): return .reply(.pong(number))
        case .pong(let number):
            guard let sent = ping, sent.number == number else {
                throw PeerLinkError(.unexpected, "it answered a ping that was not sent")
            }
            roundTrip = now - sent.sent
            ping = nil
            return .none
        case .hello, .ready, .goodbye:
            throw PeerLinkError(.unexpected, "a frame of the hellos came after them")
        }
    }

    /// To be called several times in a ping's interval; returns a ping when one is due.
    package mutating func tick(at now: Duration) throws(PeerLinkError) -> Frame? {
        // If this process was stopped for a while, the silence may be its own: peers get another chance.
        if now - lastTick > timings.silence / 2 { lastHeard = max(lastHeard, now - timings.silence / 2) }
        lastTick = now
        guard exchange.peer != nil else {
            guard now - began <= timings.handshake else {
                throw PeerLinkError(.handshakeTimeout, "it did not say who it is within \(timings.handshake)")
            }
            return nil
        }
        guard now - lastHeard <= timings.silence else {
            throw PeerLinkError(.silence, "nothing was heard for \(timings.silence)")
        }
        if let frameBegan, now - frameBegan > timings.frame {
            throw PeerLinkError(.slowFrame, "one frame took longer than \(timings.frame)")
        }
        guard ping == nil, now - (lastPing ?? now - timings.ping) >= timings.ping else { return nil }
        pings += 1
        ping = (pings, now)
        lastPing = now
        return .ping(pings)
    }
}
