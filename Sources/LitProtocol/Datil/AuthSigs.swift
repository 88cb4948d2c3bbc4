public import Primitives

/// The member `authSig` of a request: one auth sig, or one for each of several kinds of chain.
public enum AuthSigs: Hashable, Sendable {
    /// One: a session's, or on some endpoints a wallet's.
    case single(AuthSig)
    /// Several, by kind of chain.
    case several([Family: AuthSig])

    /// The kinds of chain that the form with several has; raw values are its members, in their order.
    public enum Family: String, Hashable, Sendable, CaseIterable {
        case ethereum, solana, cosmos, kyve, cheqd, juno
    }

    /// From the wire: what has one of the families' names as a member is several, and else one.
    public init(_ json: JSON) throws(NodeError) {
        let members = try Members(json, of: "the member authSig")
        guard !members.has("sig"), !members.has("signedMessage") else {
            self = .single(try AuthSig(json))
            return
        }
        var sigs: [Family: AuthSig] = [:]
        for family in Family.allCases {
            if let value = members[family.rawValue] { sigs[family] = try AuthSig(value) }
        }
        let names = Set(Family.allCases.map(\.rawValue))
        guard members.object.keys.allSatisfy(names.contains) else {
            // The errors of the single form say what is wrong with it.
            self = .single(try AuthSig(json))
            return
        }
        guard !sigs.isEmpty else { throw NodeError(.invalidMultipleAuthSigs, "No auth sig detected") }
        self = .several(sigs)
    }

    /// For the wire.
    public var json: JSON {
        switch self {
        case .single(let authSig): return authSig.json
        case .several(let sigs):
            var object = JSON.Object()
            for family in Family.allCases { object.add(family.rawValue, sigs[family]?.json) }
            return .object(object)
        }
    }

    /// The session signature that endpoints of the second generation insist on.
    ///
    /// - Parameter isVersioned: whether the path had `/v1`, which decides how several are refused.
    /// - Throws: `NodeInvalidMultipleAuthSigs` or `NodeCannotProvideAuthSigForEndpoint`.
    public func session(isVersioned: Bool) throws(NodeError) -> AuthSig {
        switch self {
        case .several: throw isVersioned ? NodeError(.invalidMultipleAuthSigs) : .multipleAuthSigs
        case .single(let authSig) where authSig.kind == .session: return authSig
        case .single:
            throw NodeError(
                .cannotProvideAuthSigForEndpoint,
                "This endpoint takes session signatures (derivedVia \(AuthSig.sessionDerivation), algo "
                    + "\(AuthSig.sessionAlgorithm)).")
        }
    }
}
