public import Primitives
public import Secp256k1
public import ThresholdBLS

/// Asks a node for the network's keys.
public struct HandshakeRequest: Hashable, Sendable {
    /// Not used; the SDK says `test`.
    public var clientPublicKey: String
    /// Thirty-two random bytes in hexadecimal digits, to be signed by an attestation; nil to ask for none.
    public var challenge: String?
    /// The epoch that the client knows.
    public var epoch: UInt64?

    /// A request with a challenge.
    public init(challenge: String?, epoch: UInt64?, clientPublicKey: String = "test") {
        self.clientPublicKey = clientPublicKey
        self.challenge = challenge
        self.epoch = epoch
    }

    /// From the wire.
    public init(_ json: JSON) throws(NodeError) {
        let members = try Members(json, of: "the request")
        clientPublicKey = try members.string("clientPublicKey")
        challenge = try members.optionalString("challenge")
        epoch = try members.epoch()
    }

    /// For the wire.
    public var json: JSON {
        var object = JSON.Object()
        object["clientPublicKey"] = .string(clientPublicKey)
        object.add("challenge", challenge)
        object.add("epoch", epoch)
        return .object(object)
    }
}

/// A node's view of the network, as text: clients vote on it before they believe it.
public struct HandshakeResponse: Hashable, Sendable {
    /// Empty at nodes that are ready.
    public var serverPublicKey: String
    /// Three names of the network's BLS key: 96 digits, or `ERR` while there is none.
    public var subnetPublicKey, networkPublicKey, networkPublicKeySet: String
    /// The version that the client said it has.
    public var clientSDKVersion: String
    /// The keys that PKPs derive from, compressed, in hexadecimal digits.
    public var rootPublicKeys: [String]
    /// What a secure processor says about the node; null where there is none.
    public var attestation: JSON
    /// `0x` and 64 digits.
    public var latestBlockhash: String

    /// What the key members hold while there is no key.
    public static let notReady = "ERR"

    /// A node's answer.
    ///
    /// - Parameters:
    ///   - networkKey: nil while there is none.
    ///   - rootKeys: in the order on chain.
    ///   - latestBlockhash: nil before the first block is known.
    public init(
        networkKey: BLSPublicKey?, rootKeys: [PublicKey], clientSDKVersion: String, latestBlockhash: Bytes32?
    ) {
        let key = networkKey?.hex ?? Self.notReady
        serverPublicKey = networkKey == nil ? Self.notReady : ""
        (subnetPublicKey, networkPublicKey, networkPublicKeySet) = (key, key, key)
        self.clientSDKVersion = clientSDKVersion
        rootPublicKeys = rootKeys.map { $0.compressed.hex }
        attestation = .null
        self.latestBlockhash = latestBlockhash?.bytes.prefixedHex ?? "0x"
    }

    /// From the wire.
    public init(_ json: JSON) throws(NodeError) {
        let members = try Members(json, of: "the handshake's answer")
        serverPublicKey = try members.string("serverPublicKey")
        subnetPublicKey = try members.string("subnetPublicKey")
        networkPublicKey = try members.string("networkPublicKey")
        networkPublicKeySet = try members.string("networkPublicKeySet")
        clientSDKVersion = try members.optionalString("clientSdkVersion") ?? ""
        rootPublicKeys = []
        for key in try members.array("hdRootPubkeys") {
            guard let text = key.string else {
                throw members.error("hdRootPubkeys", "must be an array of strings")
            }
            rootPublicKeys.append(text)
        }
        attestation = members["attestation"] ?? .null
        latestBlockhash = try members.string("latestBlockhash")
    }

    /// For the wire, members in the order of the Datil nodes.
    public var json: JSON {
        [
            "serverPublicKey": .string(serverPublicKey),
            "subnetPublicKey": .string(subnetPublicKey),
            "networkPublicKey": .string(networkPublicKey),
            "networkPublicKeySet": .string(networkPublicKeySet),
            "clientSdkVersion": .string(clientSDKVersion),
            "hdRootPubkeys": .array(rootPublicKeys.map { .string($0) }),
            "attestation": attestation,
            "latestBlockhash": .string(latestBlockhash),
        ]
    }
}
