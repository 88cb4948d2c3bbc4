public import Primitives

/// Who a node is to its peers: its address on chain.
public struct PeerID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Twenty bytes.
    public let bytes: [UInt8]

    /// Nil unless there are twenty bytes.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == 20 else { return nil }
        self.bytes = Array(bytes)
    }

    /// By the bytes, as big-endian numbers.
    public static func < (a: PeerID, b: PeerID) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }

    /// `0x` and forty hexadecimal digits.
    public var description: String { "0x" + bytes.hex }
}

/// The part of a node that a message is for.
public struct PeerService: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
}

/// What one node says to another.
public struct PeerMessage: Hashable, Sendable {
    /// Which part of the node it is for.
    public var service: PeerService
    /// Which conversation of that part it belongs to.
    public var session: Bytes32
    /// The content.
    public var body: [UInt8]

    /// From its parts.
    public init(service: PeerService, session: Bytes32, body: [UInt8]) {
        self.service = service
        self.session = session
        self.body = body
    }
}

/// A message and who sent it.
public struct ReceivedPeerMessage: Hashable, Sendable {
    /// The sender, authenticated.
    public var sender: PeerID
    /// What it says.
    public var message: PeerMessage

    /// From its parts.
    public init(sender: PeerID, message: PeerMessage) {
        self.sender = sender
        self.message = message
    }
}

/// Authenticated and encrypted messages between the nodes of a network.
///
/// Messages of one sender arrive in the order in which they were sent, once, or not at all: when a connection is lost,
/// so is what was on its way, and protocols find out by their own clocks.
public protocol PeerNetwork: Sendable {
    /// This node.
    var me: PeerID { get }

    /// Queues a message. It never waits.
    ///
    /// - Returns: false if there is no connection to the peer, or too much is queued: the message is lost.
    @discardableResult
    func send(_ message: PeerMessage, to peer: PeerID) -> Bool

    /// The messages to one part of this node. Each part has one reader; what arrives before it reads is kept, up to a
    /// limit.
    func messages(for service: PeerService) -> AsyncStream<ReceivedPeerMessage>

    /// The peers to which there is a connection now.
    var reachable: Set<PeerID> { get }

    /// The same, at the beginning and after each change.
    func reachability() -> AsyncStream<Set<PeerID>>
}
