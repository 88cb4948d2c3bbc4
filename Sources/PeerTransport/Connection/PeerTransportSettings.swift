/// How much memory peers may take.
public struct PeerTransportLimits: Hashable, Sendable {
    /// The longest body of a message, in bytes, in both directions; must be the same at all nodes.
    public var body = 16 << 20
    /// How many messages wait for a connection that does not take them; more are not accepted.
    public var queuedMessages = 8192
    /// How many bytes of bodies wait, at most.
    public var queuedBytes = 32 << 20
    /// How many connections may be about to say who they are; when there are more, the oldest is closed.
    public var strangers = 64
    /// What is kept for a part of the node that does not read.
    public var mailbox = MailboxLimits()

    /// The values above.
    public init() {}

    /// What may follow a frame's length.
    package var frame: Int {
        Frame.headerSize + Frame.messageHeaderSize + max(0, min(body, Int(Int32.max) - 64))
    }
}

/// How long things may take.
public struct PeerTransportTimings: Hashable, Sendable {
    /// Until a TCP connection is made.
    public var connect = Duration.seconds(3)
    /// Until TLS is up and both have said who they are.
    public var handshake = Duration.seconds(5)
    /// Between two pings.
    public var ping = Duration.seconds(1)
    /// A connection on which nothing is heard for this long is dead.
    public var silence = Duration.seconds(4)
    /// Until a frame that has begun has to be whole.
    public var frame = Duration.seconds(60)
    /// The first pause before a peer is dialed again; it doubles each time, and chance takes up to half of it.
    public var shortestPause = Duration.milliseconds(50)
    /// The longest pause.
    public var longestPause = Duration.seconds(5)
    /// How much longer the node with the higher id waits: usually the other one has dialed by then.
    public var secondDial = Duration.seconds(2)

    /// The values above.
    public init() {}
}
