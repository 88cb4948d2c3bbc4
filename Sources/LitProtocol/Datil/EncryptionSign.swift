public import Primitives
public import ThresholdBLS

/// Asks a node for its share of a decryption key.
public struct EncryptionSignRequest: Hashable, Sendable {
    /// What must hold.
    public var conditions: AccessConditions
    /// The chain that an auth sig without a family is for.
    public var chain: String?
    /// SHA-256 of the plaintext.
    public var dataHash: Bytes32
    /// Who asks: a session, or a wallet.
    public var authSig: AuthSigs
    /// The epoch that the client knows.
    public var epoch: UInt64?

    /// From its parts.
    public init(
        conditions: AccessConditions, chain: String?, dataHash: Bytes32, authSig: AuthSig, epoch: UInt64?
    ) {
        self.conditions = conditions
        self.chain = chain
        self.dataHash = dataHash
        self.authSig = .single(authSig)
        self.epoch = epoch
    }

    /// From the wire.
    public init(_ json: JSON) throws(NodeError) {
        let members = try Members(json, of: "the request")
        conditions = try members.conditions()
        chain = try members.optionalString("chain")
        // The digits become part of what is signed, so there is one spelling only.
        dataHash = try members.bytes32("dataToEncryptHash")
        guard try members.string("dataToEncryptHash") == dataHash.bytes.hex else {
            throw members.error("dataToEncryptHash", "must be 64 lowercase hexadecimal digits without 0x")
        }
        authSig = try AuthSigs(try members.value("authSig"))
        epoch = try members.epoch()
    }

    /// For the wire, members in the order of the JavaScript SDK.
    public var json: JSON {
        var object = JSON.Object()
        object[conditions.form.rawValue] = conditions.json
        object["dataToEncryptHash"] = .string(dataHash.bytes.hex)
        object.add("chain", chain)
        object["authSig"] = authSig.json
        object.add("epoch", epoch)
        return .object(object)
    }

    /// What a session needs.
    public var resource: LitResource { conditions.resource(data: dataHash) }

    /// What is signed: the network's signature of it decrypts.
    public var identity: DecryptionIdentity {
        DecryptionIdentity(conditionsHash: conditions.hash, dataHash: dataHash)
    }
}

/// A node's share of a decryption key.
public struct EncryptionSignResponse: Hashable, Sendable {
    /// The share.
    public var share: BLSSignatureShare
    /// The node's place among the nodes, from zero.
    public var shareIndex: Int

    /// From its parts.
    public init(share: BLSSignatureShare, shareIndex: Int) {
        self.share = share
        self.shareIndex = shareIndex
    }

    /// From the wire.
    public init(_ json: JSON) throws(NodeError) {
        let members = try Members(json, of: "the answer")
        share = try members.blsShare()
        shareIndex = try members.shareIndex()
    }

    /// For the wire, members in the order of the Datil nodes.
    public var json: JSON {
        ["result": "success", "signatureShare": share.json, "shareIndex": .number(.init(shareIndex))]
    }
}
