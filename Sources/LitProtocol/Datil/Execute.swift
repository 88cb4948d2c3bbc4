public import Primitives

/// Asks a node to run an action.
public struct ExecuteRequest: Hashable, Sendable {
    /// The JavaScript; nil to have it fetched. Where both are sent, the code counts.
    public var code: String?
    /// Where the code is: a CID.
    public var ipfsID: String?
    /// What the action finds in `jsParams` and among its global names.
    public var parameters: JSON.Object?
    /// Who asks.
    public var authSig: AuthSigs
    /// Whether auth methods were sent, which is not allowed, not even an empty list.
    public var hasAuthMethods: Bool
    /// The epoch that the client knows.
    public var epoch: UInt64?
    /// What else the caller passed to the SDK, which sends it along: `responseStrategy`, `useSingleNode`.
    public var others: JSON.Object

    /// From its parts; code or id.
    public init(
        code: String? = nil, ipfsID: String? = nil, parameters: JSON.Object? = nil, authSig: AuthSig,
        epoch: UInt64?, others: JSON.Object = .init()
    ) {
        self.code = code
        self.ipfsID = ipfsID
        self.parameters = parameters
        self.authSig = .single(authSig)
        self.hasAuthMethods = false
        self.epoch = epoch
        self.others = others
    }

    private static let known: Set = [
        "code", "ipfsId", "jsParams", "authSig", "authMethods", "epoch", "sessionSigs",
    ]

    /// From the wire.
    public init(_ json: JSON) throws(NodeError) {
        let members = try Members(json, of: "the request")
        hasAuthMethods = members.has("authMethods")
        code = try members.code("code")
        ipfsID = try members.optionalString("ipfsId")
        parameters = try members.optionalObject("jsParams")
        authSig = try AuthSigs(try members.value("authSig"))
        epoch = try members.epoch()
        others = JSON.Object()
        for (name, value) in members.object where !Self.known.contains(name) { others[name] = value }
    }

    /// For the wire, members in the order in which the JavaScript SDK's users usually give them.
    public var json: JSON {
        var object = JSON.Object()
        object.add("code", code.map { Base64.encode(Array($0.utf8)) })
        object.add("ipfsId", ipfsID)
        object.add("jsParams", parameters.map { JSON.object($0) })
        for (name, value) in others where !Self.known.contains(name) { object[name] = value }
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

    /// The code, or the id of what has to be fetched.
    ///
    /// - Throws: `NodeInvalidIPFSID` for neither, or an id that is no CID.
    public func source() throws(NodeError) -> ActionSource {
        if let code { return .code(code) }
        guard let ipfsID else { throw NodeError(.invalidIPFSID, "No code or ipfs hash provided") }
        return .cid(try ActionSource.cid(ipfsID))
    }
}

/// Where an action's code is.
public enum ActionSource: Hashable, Sendable {
    /// Here.
    case code(String)
    /// On IPFS.
    case cid(CID)

    static func cid(_ text: String) throws(NodeError) -> CID {
        do { return try CID(text) } catch {
            throw NodeError(.invalidIPFSID, "The action's id is no CID: \(error)")
        }
    }
}

extension Members {
    /// Base64 of a text in UTF-8.
    func code(_ name: String) throws(NodeError) -> String? {
        guard let text = try optionalString(name) else { return nil }
        guard let bytes = try? Base64.decode(text, padding: .optional),
            let code = String(validating: bytes, as: UTF8.self)
        else { throw error(name, "must be a text in UTF-8 and base64") }
        return code
    }
}

/// What an action did at a node.
public struct ExecuteResponse: Hashable, Sendable {
    /// Whether it ran to its end.
    public var success: Bool
    /// Its signatures, each with the name that it gave.
    public var signatures: [ECDSAShareAnswer]
    /// Kept for old clients.
    public var decryptedData: JSON.Object
    /// Its claims, by the names that it gave.
    public var claims: [(name: String, claim: KeyClaimAnswer)]
    /// What it passed to `setResponse`; empty for nothing.
    public var response: String
    /// What it wrote to the console.
    public var logs: String

    /// From its parts.
    public init(
        success: Bool = true, signatures: [ECDSAShareAnswer] = [], decryptedData: JSON.Object = .init(),
        claims: [(name: String, claim: KeyClaimAnswer)] = [], response: String, logs: String
    ) {
        self.success = success
        self.signatures = signatures
        self.decryptedData = decryptedData
        self.claims = claims
        self.response = response
        self.logs = logs
    }

    /// From the wire.
    public init(_ json: JSON) throws(NodeError) {
        let members = try Members(json, of: "the answer")
        success = try members.bool("success")
        signatures = []
        for (name, value) in try members.optionalObject("signedData") ?? .init() {
            var answer = try ECDSAShareAnswer(value)
            answer.name = name
            signatures.append(answer)
        }
        decryptedData = try members.optionalObject("decryptedData") ?? .init()
        claims = []
        for (name, value) in try members.optionalObject("claimData") ?? .init() {
            claims.append((name, try KeyClaimAnswer(value)))
        }
        response = try members.optionalString("response") ?? ""
        logs = try members.optionalString("logs") ?? ""
    }

    /// For the wire, with every member that the JavaScript SDK insists on.
    public var json: JSON {
        var signedData = JSON.Object()
        for answer in signatures { signedData[answer.name ?? ""] = answer.camelCaseJSON }
        var claimData = JSON.Object()
        for (name, claim) in claims { claimData[name] = claim.json }
        return [
            "success": .bool(success), "signedData": .object(signedData),
            "decryptedData": .object(decryptedData), "claimData": .object(claimData),
            "response": .string(response), "logs": .string(logs),
        ]
    }

    public static func == (a: Self, b: Self) -> Bool { a.json == b.json }
    public func hash(into hasher: inout Hasher) { hasher.combine(json) }
}
