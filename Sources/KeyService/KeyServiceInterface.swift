public import PeerTransport
public import Primitives
public import Secp256k1
public import ThresholdBLS

/// The nodes that hold the keys in an epoch. A node's place in the list is its number among the parties.
public struct KeyEpoch: Hashable, Sendable {
    /// The number on chain.
    public var number: UInt64
    /// In the order in which everybody counts them.
    public var members: [PeerID]
    /// How many shares determine a key.
    public var threshold: Int

    /// From its parts.
    public init(number: UInt64, members: [PeerID], threshold: Int) {
        self.number = number
        self.members = members
        self.threshold = threshold
    }
}

/// The public keys of a network, from which everything derives.
public struct RootKeySet: Hashable, Sendable {
    /// The key of session signatures and encryption.
    public var bls: BLSPublicKey
    /// The keys that PKPs derive from, in the order that is on chain.
    public var k256: [PublicKey]

    /// From its parts.
    public init(bls: BLSPublicKey, k256: [PublicKey]) {
        self.bls = bls
        self.k256 = k256
    }
}

/// A digest that somebody may have signed: this node has verified that.
public struct SigningOrder: Hashable, Sendable {
    /// What is signed.
    public var digest: Bytes32
    /// What the key derives from (HD key derivation): the id that the contract keeps for the token.
    public var derivedKeyID: [UInt8]
    /// The key that has to come out of it.
    public var publicKey: PublicKey
    /// The id of the client's request, the same at all nodes.
    public var requestID: String
    /// Which signature of the request it is, such as the name that an action gave it.
    public var purpose: String

    /// From its parts.
    public init(
        digest: Bytes32, derivedKeyID: [UInt8], publicKey: PublicKey, requestID: String, purpose: String
    ) {
        self.digest = digest
        self.derivedKeyID = derivedKeyID
        self.publicKey = publicKey
        self.requestID = requestID
        self.purpose = purpose
    }
}

/// What a node has to answer to a client that asked for a signature.
public struct SigningAnswer: Hashable, Sendable {
    /// The signature, verified; the same at all nodes.
    public var signature: Signature
    /// This node's part of it; nil if it was not among the signers. The parts of all signers sum to s.
    public var part: SignaturePart?

    /// From its parts.
    public init(signature: Signature, part: SignaturePart?) {
        self.signature = signature
        self.part = part
    }
}

/// One signer's additive share of s.
public struct SignaturePart: Hashable, Sendable {
    /// The point R, compressed: 33 bytes.
    public var bigR: [UInt8]
    /// The share.
    public var share: Bytes32

    /// From its parts.
    public init(bigR: [UInt8], share: Bytes32) {
        self.bigR = bigR
        self.share = share
    }
}

/// What a node can do with its shares, alone and with the others. ``KeyService`` is the one; tests have others.
public protocol KeyOperations: Sendable {
    /// The keys, once there are some.
    var rootKeys: RootKeySet? { get }

    /// Signs with the other nodes. All nodes that take part call this with the same order.
    ///
    /// - Throws: ``KeyServiceError``.
    func sign(_ order: SigningOrder) async throws(KeyServiceError) -> SigningAnswer

    /// This node's share of a BLS signature.
    ///
    /// - Parameter epoch: whose shares; nil for the current ones. Older than the previous: the current ones.
    func blsShare(of message: [UInt8], epoch: UInt64?) throws(KeyServiceError) -> BLSSignatureShare

    /// Sends a value to the others that serve the request, and collects theirs, in the order of the members, this
    /// node's among them. Values of nodes that stay silent until the deadline are missing.
    func exchange(
        _ value: [UInt8], named name: String, of requestID: String, timeout: Duration
    ) async throws(KeyServiceError) -> [PeerID: [UInt8]]

    /// The member that leads a request: the same at every node.
    func leader(of requestID: String) throws(KeyServiceError) -> PeerID

    /// Sends a value to the others without waiting.
    func broadcast(_ value: [UInt8], named name: String, of requestID: String) throws(KeyServiceError)

    /// The value of that name that the leader sends.
    func collectFromLeader(
        named name: String, of requestID: String, timeout: Duration
    ) async throws(KeyServiceError) -> [UInt8]
}

/// What went wrong among the shares.
public struct KeyServiceError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// There are no keys yet, or this node has no share of them.
        case notReady
        /// Not enough nodes took part in time.
        case notEnoughPeers
        /// The nodes were given different orders under the same name.
        case conflictingOrders
        /// A check of the protocol failed at every attempt.
        case protocolFailure
        /// The derived key is not the one on chain.
        case keyMismatch
        /// What was asked for makes no sense: a digest of zero, an unknown epoch.
        case invalidOrder
        /// The store failed.
        case store
        /// The node is shutting down.
        case stopped
    }

    /// The kind.
    public let code: Code
    /// What, where, why, and what to do.
    public let description: String

    /// From its parts.
    public init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
