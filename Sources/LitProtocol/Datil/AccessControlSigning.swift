public import Primitives
public import ThresholdBLS

/// Asks a node for its share of a signature of a token that says that conditions hold.
public struct AccessControlSigningRequest: Hashable, Sendable {
    /// What must hold.
    public var conditions: AccessConditions
    /// The chain that the token names.
    public var chain: String?
    /// Who asks.
    public var authSig: AuthSigs
    /// When the token is issued and when it ends, in seconds since 1970.
    public var issuedAt, expiration: UInt64
    /// The epoch that the client knows.
    public var epoch: UInt64?

    /// How far clocks may be apart, and how long a token may hold, in seconds.
    public static let clockTolerance: UInt64 = 180, longest: UInt64 = 43_200

    /// From its parts.
    public init(
        conditions: AccessConditions, chain: String?, authSig: AuthSig, issuedAt: UInt64, expiration: UInt64,
        epoch: UInt64?
    ) {
        self.conditions = conditions
        self.chain = chain
        self.authSig = .single(authSig)
        self.issuedAt = issuedAt
        self.expiration = expiration
        self.epoch = epoch
    }

    /// From the wire.
    public init(_ json: JSON) throws(NodeError) {
        let members = try Members(json, of: "the request")
        conditions = try members.conditions()
        chain = try members.optionalString("chain")
        authSig = try AuthSigs(try members.value("authSig"))
        issuedAt = try members.integer("iat", as: UInt64.self)
        expiration = try members.integer("exp", as: UInt64.self)
        epoch = try members.epoch()
    }

    /// For the wire.
    public var json: JSON {
        var object = JSON.Object()
        object[conditions.form.rawValue] = conditions.json
        object.add("chain", chain)
        object["authSig"] = authSig.json
        object.add("iat", issuedAt)
        object.add("exp", expiration)
        object.add("epoch", epoch)
        return .object(object)
    }

    /// Throws unless the token would be issued about now, and end within twelve hours.
    ///
    /// - Throws: `NodeIatOutsideGracePeriod` or `NodeExpWrongOrTooLarge`.
    public func checkTimes(now: Timestamp) throws(NodeError) {
        let now = UInt64(clamping: now.seconds)
        let earliest = now - min(now, Self.clockTolerance)
        guard (earliest...now + Self.clockTolerance).contains(issuedAt) else {
            throw NodeError(
                .iatOutsideGracePeriod, "The member iat must be within \(Self.clockTolerance) s of now.")
        }
        guard (earliest...now + Self.clockTolerance + Self.longest).contains(expiration) else {
            throw NodeError(
                .expWrongOrTooLarge, "The member exp must be in the next \(Self.longest) s, not past.")
        }
    }

    /// What the token says.
    ///
    /// - Parameter subject: for whom: the address of the presented auth sig, which of a session is its public
    ///   key.
    public func claims(subject: String) -> AccessClaims {
        func list(_ form: AccessConditions.Form) -> JSON {
            conditions.form == form ? conditions.json : .null
        }
        return AccessClaims(
            subject: subject, chain: chain, issuedAt: issuedAt, expiration: expiration,
            conditions: AccessClaims.Conditions(
                accessControl: list(.evmBasic), evmContract: list(.evmContract), solRPC: list(.solana),
                unified: list(.unified)))
    }
}

/// A node's share of a signature of a token.
public struct AccessControlSigningResponse: Hashable, Sendable {
    /// The share.
    public var share: BLSSignatureShare
    /// The node's place among the nodes, from zero.
    public var shareIndex: Int
    /// The token without its signature: what is signed.
    public var unsignedToken: String

    /// From its parts.
    public init(share: BLSSignatureShare, shareIndex: Int, unsignedToken: String) {
        self.share = share
        self.shareIndex = shareIndex
        self.unsignedToken = unsignedToken
    }

    /// From the wire.
    public init(_ json: JSON) throws(NodeError) {
        let members = try Members(json, of: "the answer")
        share = try members.blsShare()
        shareIndex = try members.shareIndex()
        unsignedToken = try members.string("unsignedJwt")
    }

    /// For the wire, members in the order of the Datil nodes.
    public var json: JSON {
        [
            "result": "success", "signatureShare": share.json, "shareIndex": .number(.init(shareIndex)),
            "unsignedJwt": .string(unsignedToken),
        ]
    }
}
