public import Primitives

/// What a node says at `GET /connect/<nonce>` of its public HTTP port: where its peers connect to, and with which key.
///
/// The node's wallet signs it as a personal message (EIP-191, version 0x45), so that any wallet tool can check it, and
/// with the nonce of whoever asks, so that an old answer cannot be given for a new one.
public struct PeerGreeting: Hashable, Sendable {
    /// The format that this version writes and reads.
    public static let formatVersion = 1

    /// What the one who asks has chosen.
    public let nonce: Bytes32
    /// The network of the node.
    public let network: PeerNetworkName
    /// The node's address.
    public let node: PeerID
    /// Where it listens for its peers.
    public let endpoint: PeerEndpoint
    /// SHA-256 of its TLS key's SubjectPublicKeyInfo.
    public let pin: Bytes32

    /// From its parts.
    ///
    /// - Throws: ``PeerGreetingError/Code/endpoint`` unless the host consists of 1 to 253 letters, digits, dots, colons
    ///   and hyphens, and the port is not zero.
    public init(
        nonce: Bytes32, network: PeerNetworkName, node: PeerID, endpoint: PeerEndpoint, pin: Bytes32
    ) throws(PeerGreetingError) {
        let host = endpoint.host.utf8
        guard endpoint.port != 0, (1...253).contains(host.count), host.allSatisfy(Self.isPermitted) else {
            throw PeerGreetingError(
                .endpoint, "The peer endpoint has no port, or its host is not a name or address.")
        }
        self.nonce = nonce
        self.network = network
        self.node = node
        self.endpoint = endpoint
        self.pin = pin
    }

    private static func isPermitted(_ character: UInt8) -> Bool {
        switch character {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// What is signed.
    public var text: String {
        """
        Lit node: where my peers connect to
        Format: \(Self.formatVersion)
        Network: \(network)
        Node: \(node)
        Endpoint: \(endpoint)
        Pin: \(pin.hex)
        Nonce: \(nonce.hex)
        """
    }

    /// Keccak-256 of the text with the prefix of EIP-191, version 0x45: what the wallet's key signs.
    public var digest: Bytes32 {
        let text = Array(text.utf8)
        let prefix = Array("\u{19}Ethereum Signed Message:\n\(text.count)".utf8)
        return Keccak256.hash(prefix + text)
    }

    /// Signs with the node's wallet.
    ///
    /// - Parameter sign: signs a digest and returns 65 bytes: r, s, and v (27 or 28).
    public func signed<E: Error>(by sign: (Bytes32) throws(E) -> [UInt8]) throws(E) -> SignedPeerGreeting {
        SignedPeerGreeting(greeting: self, signature: try sign(digest))
    }
}

/// What is wrong with a greeting.
public struct PeerGreetingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of failure, in the order in which they are looked for.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// Not the JSON of a greeting.
        case malformed
        /// A format that this version does not know.
        case version
        /// A host or port that cannot be one.
        case endpoint
        /// Not the nonce that was asked with.
        case nonce
        /// A node of another network.
        case network
        /// Another node than the one expected.
        case node
        /// Another TLS key than the one on chain.
        case pin
        /// The signature is not the node's.
        case signature
    }

    /// The kind.
    public let code: Code
    /// What, where, why, and what to do.
    public let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
