public import Primitives

/// Where a node can be connected to.
public struct PeerEndpoint: Hashable, Sendable, CustomStringConvertible {
    /// A name or address.
    public var host: String
    /// The TCP port.
    public var port: UInt16

    /// From its parts.
    public init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }

    /// `host:port`, with brackets around an IPv6 address.
    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// A node that this node may talk to.
public struct PermittedPeer: Hashable, Sendable {
    /// Who it is.
    public var id: PeerID
    /// SHA-256 of its TLS key's SubjectPublicKeyInfo: `senderPubKey` on chain.
    public var pin: Bytes32
    /// Where it can be connected to; nil if that is not known: then only it can connect to this node.
    public var endpoint: PeerEndpoint?

    /// From its parts.
    public init(id: PeerID, pin: Bytes32, endpoint: PeerEndpoint?) {
        self.id = id
        self.pin = pin
        self.endpoint = endpoint
    }
}
