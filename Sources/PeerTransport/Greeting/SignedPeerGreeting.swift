public import Primitives

/// A greeting and the node's signature: the body of the answer to `GET /connect/<nonce>`.
public struct SignedPeerGreeting: Hashable, Sendable {
    /// What is said; not verified.
    public let greeting: PeerGreeting
    /// r, s and v.
    public let signature: [UInt8]

    /// From its parts.
    public init(greeting: PeerGreeting, signature: [UInt8]) {
        self.greeting = greeting
        self.signature = signature
    }

    /// The body of the answer.
    public var json: JSON {
        [
            "version": .number(JSON.Number(PeerGreeting.formatVersion)),
            "network": .string(greeting.network.description),
            "node": .string(greeting.node.description),
            "host": .string(greeting.endpoint.host),
            "port": .number(JSON.Number(greeting.endpoint.port)),
            "pin": .string(greeting.pin.hex),
            "nonce": .string(greeting.nonce.hex),
            "signature": .string(signature.prefixedHex),
        ]
    }

    /// From the body of an answer; members that are not known are passed over.
    ///
    /// - Throws: ``PeerGreetingError`` with `malformed`, `version` or `endpoint`.
    public init(_ json: JSON) throws(PeerGreetingError) {
        guard let version = json["version"]?.int else {
            throw PeerGreetingError(
                .malformed, "The answer to /connect is not a greeting: it has no version.")
        }
        guard version == PeerGreeting.formatVersion else {
            throw PeerGreetingError(
                .version,
                "The greeting has format \(version), and this version reads format \(PeerGreeting.formatVersion):"
                    + " run the same version on all nodes.")
        }
        func bytes(_ name: String, _ count: Int) throws(PeerGreetingError) -> [UInt8] {
            guard let text = json[name]?.string, let bytes = try? Hex.decode(text, count: count) else {
                throw PeerGreetingError(
                    .malformed, "The greeting's \(name) is not \(count) bytes in hexadecimal.")
            }
            return bytes
        }
        guard let network = json["network"]?.string.flatMap({ PeerNetworkName($0) }),
            let node = PeerID(try bytes("node", 20)),
            let nonce = Bytes32(try bytes("nonce", 32)), let pin = Bytes32(try bytes("pin", 32)),
            let host = json["host"]?.string, let port = json["port"]?.number?.integer(as: UInt16.self)
        else {
            throw PeerGreetingError(.malformed, "The greeting's network, host or port is missing or invalid.")
        }
        greeting = try PeerGreeting(
            nonce: nonce, network: network, node: node, endpoint: PeerEndpoint(host: host, port: port),
            pin: pin)
        signature = try bytes("signature", 65)
    }

    /// Checks that it answers this question, for this node of this network with the key on chain.
    ///
    /// - Parameter recover: the address whose key signed a digest; nil if none did.
    /// - Returns: where to connect to.
    public func verify(
        nonce: Bytes32, network: PeerNetworkName, node: PeerID, pin: Bytes32,
        recover: (_ digest: Bytes32, _ signature: [UInt8]) -> PeerID?
    ) throws(PeerGreetingError) -> PermittedPeer {
        guard greeting.nonce == nonce else {
            throw PeerGreetingError(
                .nonce, "The greeting of \(node) answers another question: its nonce is not ours.")
        }
        guard greeting.network == network else {
            throw PeerGreetingError(
                .network,
                "The node that greets as \(greeting.node) is of network \(greeting.network), not \(network).")
        }
        guard greeting.node == node else {
            throw PeerGreetingError(
                .node, "At the place of \(node) greets \(greeting.node): the address on chain is another's.")
        }
        guard greeting.pin == pin else {
            throw PeerGreetingError(
                .pin,
                "The TLS key with which \(node) greets (\(greeting.pin.hex)) is not the one on chain (\(pin.hex)): it has"
                    + " to register its key.")
        }
        guard recover(greeting.digest, signature) == node else {
            throw PeerGreetingError(.signature, "The greeting of \(node) is not signed by that address.")
        }
        return PermittedPeer(id: node, pin: pin, endpoint: greeting.endpoint)
    }
}
