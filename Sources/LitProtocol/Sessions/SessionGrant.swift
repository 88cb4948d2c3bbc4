public import Primitives

/// What a session key signs for one node: what it wants to do there, until when, and who allowed it.
public struct SessionGrant: Hashable, Sendable {
    /// The session's public key: 64 digits.
    public var sessionKey: String
    /// What is asked for.
    public var requests: [ResourceAbilityRequest]
    /// Who allowed it: sign-in messages to the session's URI, and delegations of capacity in front of them.
    public var capabilities: [AuthSig]
    /// Since when it holds: RFC 3339.
    public var issuedAt: String
    /// Until when it holds: RFC 3339.
    public var expiration: String
    /// The node it is for: its URL without a path, such as `http://127.0.0.1:7470`.
    public var nodeAddress: String

    /// From its parts.
    public init(
        sessionKey: String, requests: [ResourceAbilityRequest], capabilities: [AuthSig], issuedAt: String,
        expiration: String, nodeAddress: String
    ) {
        self.sessionKey = sessionKey
        self.requests = requests
        self.capabilities = capabilities
        self.issuedAt = issuedAt
        self.expiration = expiration
        self.nodeAddress = nodeAddress
    }

    /// The text that is signed: members in the order of the JavaScript SDK, no white space.
    public var text: String {
        let json: JSON = [
            "sessionKey": .string(sessionKey),
            "resourceAbilityRequests": .array(requests.map(\.json)),
            "capabilities": .array(capabilities.map(\.json)),
            "issuedAt": .string(issuedAt),
            "expiration": .string(expiration),
            "nodeAddress": .string(nodeAddress),
        ]
        return json.text
    }

    /// From the text that was signed. Requests that name nothing known are left out: they permit nothing.
    public init(parsing text: String) throws(NodeError) {
        func invalid(_ what: String) -> NodeError {
            NodeError(.authSigSignedMessageConversionError, "The session message \(what).")
        }
        let json: JSON
        do { json = try JSON(parsing: text) } catch { throw invalid("is no JSON: \(error)") }
        func string(_ name: String) throws(NodeError) -> String {
            guard let value = json[name]?.string else { throw invalid("has no text \(name)") }
            return value
        }
        guard let requests = json["resourceAbilityRequests"]?.array else {
            throw invalid("has no list resourceAbilityRequests")
        }
        guard let capabilities = json["capabilities"]?.array else {
            throw invalid("has no list capabilities")
        }
        guard requests.count <= Self.listLimit, capabilities.count <= Self.listLimit else {
            throw invalid("has more than \(Self.listLimit) requests or capabilities")
        }
        var authSigs: [AuthSig] = []
        for capability in capabilities { authSigs.append(try AuthSig(capability)) }
        self.init(
            sessionKey: try string("sessionKey"), requests: requests.compactMap(ResourceAbilityRequest.init),
            capabilities: authSigs, issuedAt: try string("issuedAt"), expiration: try string("expiration"),
            nodeAddress: try string("nodeAddress"))
    }

    /// Session signatures, one for each node: a session is asked for anew at each.
    ///
    /// - Parameters:
    ///   - nodes: their URLs without a path.
    ///   - capabilities: delegations of capacity first, what allowed the session last.
    ///   - expiration: as it will be written.
    /// - Returns: by node.
    public static func signatures(
        with key: SessionKey, for nodes: [String], requests: [ResourceAbilityRequest],
        capabilities: [AuthSig], issuedAt: Timestamp, expiration: Timestamp
    ) throws(SessionError) -> [String: AuthSig] {
        let years = Timestamp.epoch - .seconds(62_167_219_200)..<Timestamp.epoch + .seconds(253_402_300_800)
        guard years.contains(issuedAt), years.contains(expiration) else { throw SessionError(.badTime) }
        var signatures: [String: AuthSig] = [:]
        for node in nodes {
            let grant = SessionGrant(
                sessionKey: key.publicKeyHex, requests: requests, capabilities: capabilities,
                issuedAt: issuedAt.rfc3339(), expiration: expiration.rfc3339(), nodeAddress: node)
            signatures[node] = try grant.signed(with: key)
        }
        return signatures
    }

    /// Each capability costs a verification, so there is an end to them.
    static let listLimit = 64

    /// The grant, signed: what goes into a request as its `authSig`.
    public func signed(with key: SessionKey) throws(SessionError) -> AuthSig {
        let text = text
        return AuthSig(
            sig: try key.sign(Array(text.utf8)).hex, derivedVia: AuthSig.sessionDerivation,
            signedMessage: text,
            address: key.publicKeyHex, algo: AuthSig.sessionAlgorithm)
    }
}
