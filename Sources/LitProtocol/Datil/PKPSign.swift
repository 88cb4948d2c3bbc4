public import Primitives

/// Asks a node for its share of a PKP's signature.
public struct PKPSignRequest: Hashable, Sendable {
    /// What is to be signed: usually a hash.
    public var toSign: [UInt8]
    /// The PKP's public key in hexadecimal digits: 65 bytes, `0x` optional.
    public var publicKey: String
    /// Who asks.
    public var authSig: AuthSigs
    /// Whether auth methods were sent, which is not allowed, not even an empty list.
    public var hasAuthMethods: Bool
    /// The epoch that the client knows.
    public var epoch: UInt64?

    /// A request for a 32-byte digest.
    public init(toSign: [UInt8], publicKey: String, authSig: AuthSig, epoch: UInt64?) {
        self.toSign = toSign
        self.publicKey = publicKey
        self.authSig = .single(authSig)
        self.hasAuthMethods = false
        self.epoch = epoch
    }

    /// From the wire.
    public init(_ json: JSON) throws(NodeError) {
        let members = try Members(json, of: "the request")
        hasAuthMethods = members.has("authMethods")
        toSign = []
        let bytes = try members.array("toSign")
        toSign.reserveCapacity(min(bytes.count, 1024))
        for byte in bytes {
            guard let byte = byte.number?.integer(as: UInt8.self) else {
                throw members.error("toSign", "must be an array of numbers from 0 to 255")
            }
            toSign.append(byte)
        }
        publicKey = try members.string("pubkey")
        authSig = try AuthSigs(try members.value("authSig"))
        epoch = try members.epoch()
    }

    /// For the wire, members in the order of the JavaScript SDK.
    public var json: JSON {
        var object = JSON.Object()
        object["toSign"] = .array(toSign.map { .number(.init($0)) })
        object["pubkey"] = .string(publicKey)
        object["authSig"] = authSig.json
        object.add("epoch", epoch)
        return .object(object)
    }

    /// The session signature, if nothing else was sent.
    ///
    /// - Throws: `NodeCannotProvideAuthMethodForEndpoint`, and as ``AuthSigs/session(isVersioned:)``.
    public func session(isVersioned: Bool) throws(NodeError) -> AuthSig {
        guard !hasAuthMethods else { throw .authMethodsNotAllowed }
        return try authSig.session(isVersioned: isVersioned)
    }

    /// The digest, which must have 32 bytes.
    public func digest() throws(NodeError) -> Bytes32 {
        guard let digest = Bytes32(toSign) else {
            throw NodeError(
                .badInput,
                "Message length to be signed is not 32 bytes. Please hash it before sending it to the node to "
                    + "sign. You can use SHA256 or Keccak256 for example")
        }
        return digest
    }

    /// The key's 65 bytes, and the token's id: their Keccak-256.
    public func key() throws(NodeError) -> (publicKey: [UInt8], tokenID: UInt256) {
        guard let bytes = try? Hex.decode(publicKey, count: 65) else {
            throw NodeError(.badInput, "The member pubkey of the request must be 130 hexadecimal digits.")
        }
        return (bytes, UInt256(Keccak256.hash(bytes)))
    }
}

/// A node's share of a PKP's signature.
public struct PKPSignResponse: Hashable, Sendable {
    /// What was to be signed.
    public var signedData: [UInt8]
    /// The share.
    public var share: ECDSAShareAnswer

    /// From its parts.
    public init(signedData: [UInt8], share: ECDSAShareAnswer) {
        self.signedData = signedData
        self.share = share
    }

    /// From the wire.
    public init(_ json: JSON) throws(NodeError) {
        let members = try Members(json, of: "the answer")
        signedData = []
        for byte in try members.array("signedData") {
            guard let byte = byte.number?.integer(as: UInt8.self) else {
                throw members.error("signedData", "must be an array of numbers from 0 to 255")
            }
            signedData.append(byte)
        }
        share = try ECDSAShareAnswer(try members.value("signatureShare"))
    }

    /// For the wire, members in the order of the Datil nodes.
    public var json: JSON {
        [
            "success": true, "signedData": .array(signedData.map { .number(.init($0)) }),
            "signatureShare": share.snakeCaseJSON,
        ]
    }
}
