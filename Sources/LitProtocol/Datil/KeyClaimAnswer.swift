public import Primitives

/// Asks a node for its word that a key belongs to whoever an auth method names.
public struct ClaimKeyRequest: Hashable, Sendable {
    /// Who.
    public var authMethod: AuthMethodProof
    /// The public key of a WebAuthn credential.
    public var credentialPublicKey: String?
    /// The epoch that the client knows.
    public var epoch: UInt64?

    /// From its parts.
    public init(authMethod: AuthMethodProof, credentialPublicKey: String? = nil, epoch: UInt64?) {
        self.authMethod = authMethod
        self.credentialPublicKey = credentialPublicKey
        self.epoch = epoch
    }

    /// From the wire.
    public init(_ json: JSON) throws(NodeError) {
        let members = try Members(json, of: "the request")
        authMethod = try AuthMethodProof(try members.value("authMethod"))
        credentialPublicKey = try members.optionalString("credentialPublicKey")
        epoch = try members.epoch()
    }

    /// For the wire, members in the order of the JavaScript SDK.
    public var json: JSON {
        var object = JSON.Object()
        object["authMethod"] = authMethod.json
        object.add("credentialPublicKey", credentialPublicKey)
        object.add("epoch", epoch)
        return .object(object)
    }
}

/// A node's word that a key belongs to somebody: its signature of the key's id.
///
/// Claims by auth method are answered so, and claims by actions, each under the name that the action gave.
public struct KeyClaimAnswer: Hashable, Sendable {
    /// r, s and v (27 or 28): 65 bytes.
    public var signature: [UInt8]
    /// What the key derives from.
    public var derivedKeyID: Bytes32

    /// From its parts.
    public init(signature: [UInt8], derivedKeyID: Bytes32) {
        self.signature = signature
        self.derivedKeyID = derivedKeyID
    }

    /// From the wire.
    public init(_ json: JSON) throws(NodeError) {
        let members = try Members(json, of: "the claim")
        signature = try members.hex("signature", count: 65)
        derivedKeyID = try members.bytes32("derivedKeyId")
    }

    /// For the wire.
    public var json: JSON {
        ["signature": .string(signature.hex), "derivedKeyId": .string(derivedKeyID.bytes.hex)]
    }
}
