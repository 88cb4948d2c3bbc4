public import Primitives
public import ThresholdBLS

/// Asks a node for its share of a signature by which a PKP allows a session.
public struct SignSessionKeyRequest: Hashable, Sendable {
    /// The session's URI: `lit:session:` and its public key.
    public var sessionKey: String
    /// How the user proves who they are; may be empty where an action decides.
    public var authMethods: [AuthMethodProof]
    /// The PKP's public key in hexadecimal digits; nil to take the first that permits the first auth method.
    public var pkpPublicKey: String?
    /// An auth sig beside the auth methods, which the first generation had; refused.
    public var authSig: AuthSig?
    /// The sign-in message, which nodes complete before they sign it.
    public var siweMessage: String
    /// The kind of signature: `BLS`.
    public var curveType: String
    /// An action that decides: its JavaScript.
    public var code: String?
    /// An action that decides: its CID.
    public var litActionIPFSID: String?
    /// What the action finds in `jsParams`.
    public var parameters: JSON.Object?
    /// The epoch that the client knows.
    public var epoch: UInt64?

    /// What ``curveType`` says of the only kind of signature there is.
    public static let bls = "BLS"

    /// From its parts.
    public init(
        sessionKey: String, authMethods: [AuthMethodProof], pkpPublicKey: String?, siweMessage: String,
        code: String? = nil, litActionIPFSID: String? = nil, parameters: JSON.Object? = nil, epoch: UInt64?
    ) {
        self.sessionKey = sessionKey
        self.authMethods = authMethods
        self.pkpPublicKey = pkpPublicKey
        self.siweMessage = siweMessage
        self.curveType = Self.bls
        self.code = code
        self.litActionIPFSID = litActionIPFSID
        self.parameters = parameters
        self.epoch = epoch
    }

    /// From the wire.
    public init(_ json: JSON) throws(NodeError) {
        let members = try Members(json, of: "the request")
        sessionKey = try members.string("sessionKey")
        authMethods = []
        for value in try members.array("authMethods") { authMethods.append(try AuthMethodProof(value)) }
        pkpPublicKey = try members.optionalString("pkpPublicKey")
        authSig = try members["authSig"].map { value throws(NodeError) in try AuthSig(value) }
        siweMessage = try members.string("siweMessage")
        curveType = try members.optionalString("curveType") ?? ""
        code = try members.code("code")
        litActionIPFSID = try members.optionalString("litActionIpfsId")
        parameters = try members.optionalObject("jsParams")
        epoch = try members.epoch()
    }

    /// For the wire, members in the order of the JavaScript SDK.
    public var json: JSON {
        var object = JSON.Object()
        object["sessionKey"] = .string(sessionKey)
        object["authMethods"] = .array(authMethods.map(\.json))
        object.add("pkpPublicKey", pkpPublicKey)
        object.add("authSig", authSig?.json)
        object["siweMessage"] = .string(siweMessage)
        object["curveType"] = .string(curveType)
        object.add("litActionIpfsId", litActionIPFSID)
        object.add("code", code.map { Base64.encode(Array($0.utf8)) })
        object.add("jsParams", parameters.map { JSON.object($0) })
        object.add("epoch", epoch)
        return .object(object)
    }

    /// Throws unless the request is of the second generation: a BLS signature, and no auth sig beside the
    /// methods.
    ///
    /// The first generation's form, a signature by the PKP itself, gives sessions that no node of this
    /// network takes, so it is refused on both paths.
    ///
    /// - Throws: `NodeInvalidCurveType` or `NodeInvalidAuthSigForSessionKey`.
    public func checkForm(isVersioned: Bool) throws(NodeError) {
        guard isVersioned else {
            throw NodeError(
                .invalidCurveType,
                "Session keys are signed with BLS: send this request to \(DatilEndpoint.signSessionKey.sdkPath)."
            )
        }
        guard curveType == Self.bls else {
            throw NodeError(.invalidCurveType, "The member curveType must be \(Self.bls).")
        }
        guard authSig == nil else {
            throw NodeError(
                .invalidAuthSigForSessionKey,
                "You can't provide an AuthSig on this endpoint.  Instead, send it as an AuthMethod in the "
                    + "authMethods array.")
        }
    }

    /// The action that decides, if there is one.
    public func source() throws(NodeError) -> ActionSource? {
        switch (code, litActionIPFSID) {
        case (nil, nil): return nil
        case (let code?, nil): return .code(code)
        case (nil, let id?): return .cid(try ActionSource.cid(id))
        case (_?, _?):
            throw NodeError(.badInput, "Can't provide both code & lit_action_ipfs_id")
        }
    }
}

/// A node's share of a signature by which a PKP allows a session.
public struct SignSessionKeyResponse: Hashable, Sendable {
    /// The share.
    public var share: BLSSignatureShare
    /// The node's place among the nodes, from zero.
    public var shareIndex: Int
    /// The completed message, the same at all nodes.
    public var siweMessage: String
    /// What was signed: the message's session hash.
    public var dataSigned: Bytes32
    /// The network's key.
    public var networkKey: BLSPublicKey

    /// A node's answer for a completed message.
    public init(share: BLSSignatureShare, shareIndex: Int, siweMessage: String, networkKey: BLSPublicKey) {
        self.share = share
        self.shareIndex = shareIndex
        self.siweMessage = siweMessage
        self.dataSigned = SessionMessage.hash(siweMessage)
        self.networkKey = networkKey
    }

    /// From the wire.
    public init(_ json: JSON) throws(NodeError) {
        let members = try Members(json, of: "the answer")
        guard try members.string("curveType") == SignSessionKeyRequest.bls else {
            throw members.error("curveType", "must be \(SignSessionKeyRequest.bls)")
        }
        share = try members.blsShare()
        shareIndex = try members.shareIndex()
        siweMessage = try members.string("siweMessage")
        dataSigned = try members.bytes32("dataSigned")
        do { networkKey = try BLSPublicKey(hex: members.string("blsRootPubkey")) } catch {
            throw members.error("blsRootPubkey", "must be a public key: \(error)")
        }
    }

    /// For the wire, members in the order of the Datil nodes.
    public var json: JSON {
        [
            "result": "success", "signatureShare": share.json, "shareIndex": .number(.init(shareIndex)),
            "curveType": .string(SignSessionKeyRequest.bls), "siweMessage": .string(siweMessage),
            "dataSigned": .string(dataSigned.bytes.hex), "blsRootPubkey": .string(networkKey.hex),
        ]
    }
}

extension Members {
    func blsShare() throws(NodeError) -> BLSSignatureShare {
        do { return try BLSSignatureShare(try value("signatureShare")) } catch let error as NodeError {
            throw error
        } catch {
            throw self.error("signatureShare", "is no share of a BLS signature: \(error)")
        }
    }

    /// A place among the nodes, of which there are fewer than 256.
    func shareIndex() throws(NodeError) -> Int { Int(try integer("shareIndex", as: UInt8.self)) }
}
