internal import Ethereum
public import Primitives
public import ThresholdBLS

/// Verifies session signatures as a node does, on every route alike.
///
/// Beyond what the nodes of the Datil generation check, the ability of the request must be the one needed,
/// the key that signed must be the one in the message, and the identity is the address in the signed text.
public struct SessionVerifier: Sendable {
    /// This node.
    public var nodeAddress: NodeAddress
    /// The network's key; nil while there is none.
    public var networkKey: BLSPublicKey?
    /// The time.
    public var now: Timestamp

    /// How far clocks may be apart.
    public static let clockTolerance = Duration.seconds(60)
    /// The longest that a session may hold.
    public static let longestSession = Duration.seconds(30 * 86_400)

    /// A node's verifier at a moment.
    public init(nodeAddress: NodeAddress, networkKey: BLSPublicKey?, now: Timestamp) {
        self.nodeAddress = nodeAddress
        self.networkKey = networkKey
        self.now = now
    }

    /// Throws unless the session is good here and now, and permits the ability on the resource.
    public func verify(
        _ authSig: AuthSig, for ability: LitAbility, on resource: LitResource
    ) throws(NodeError) -> VerifiedSession {
        try checkSignature(authSig)
        let grant = try SessionGrant(parsing: authSig.signedMessage)
        guard Self.digits(grant.sessionKey) == Self.digits(authSig.address) else {
            throw NodeError(
                .invalidAuthSigSessionKeySignature,
                "The session message names another key than the one that signed it.")
        }
        try checkRequests(grant, ability, resource)
        try checkTimes(grant)
        guard NodeAddress(grant.nodeAddress) == nodeAddress else {
            throw NodeError(
                .notAuthorized, "The session signature is for another node. Sign one for each node.")
        }
        return try verifyCapabilities(grant, ability, resource)
    }

    private func checkSignature(_ authSig: AuthSig) throws(NodeError) {
        guard authSig.kind == .session else {
            throw NodeError(
                .cannotProvideAuthSigForEndpoint,
                "This endpoint takes session signatures (derivedVia \(AuthSig.sessionDerivation), algo "
                    + "\(AuthSig.sessionAlgorithm)).")
        }
        guard let key = try? Hex.decode(authSig.address, count: 32) else {
            throw NodeError(
                .authSigSessionKeyConversionError, "The session key must be 64 hexadecimal digits.")
        }
        guard let signature = try? Hex.decode(authSig.sig, prefix: .forbidden), signature.count == 64 else {
            throw NodeError(
                .authSigSignatureConversionError,
                "The session signature must be 128 hexadecimal digits without 0x.")
        }
        guard
            Ed25519Strict.isValid(signature: signature, of: Array(authSig.signedMessage.utf8), by: key)
        else {
            throw NodeError(.invalidAuthSigSessionKeySignature, "The session key did not sign this message.")
        }
    }

    private func checkRequests(
        _ grant: SessionGrant, _ ability: LitAbility, _ resource: LitResource
    ) throws(NodeError) {
        let asks = grant.requests.contains { request in
            request.ability == ability && request.resource.kind == resource.kind
                && (request.resource.id == "*" || request.resource.id == resource.id)
        }
        guard asks else {
            throw NodeError(
                .resourceIDNotFound, "The session does not ask for \(ability.rawValue) on \(resource).")
        }
    }

    private func checkTimes(_ grant: SessionGrant) throws(NodeError) {
        func time(_ name: String, _ text: String) throws(NodeError) -> Timestamp {
            do { return try Timestamp(rfc3339: text) } catch {
                throw NodeError(.timestampConversionError, "The session's \(name) cannot be read: \(error)")
            }
        }
        let issued = try time("issuedAt", grant.issuedAt)
        let expiration = try time("expiration", grant.expiration)
        guard issued <= now + Self.clockTolerance else {
            throw NodeError(
                .iatOutsideGracePeriod, "The session was issued in the future; is the clock right?")
        }
        guard expiration >= issued, expiration >= now - Self.clockTolerance else {
            throw NodeError(.expWrongOrTooLarge, "The session has expired, at \(grant.expiration).")
        }
        guard expiration <= issued + Self.longestSession else {
            throw NodeError(.siweMessageError, "A session may hold for 30 days at most.")
        }
    }

    private func verifyCapabilities(
        _ grant: SessionGrant, _ ability: LitAbility, _ resource: LitResource
    ) throws(NodeError) -> VerifiedSession {
        guard !grant.capabilities.isEmpty else {
            throw NodeError(.siweCapabilityInvalid, "Empty capabilities array.")
        }
        let verifier = CapabilityVerifier(networkKey: networkKey, now: now)
        let uri = SessionKey.uriPrefix + Self.digits(grant.sessionKey)
        var reasons: [String] = []
        for (index, capability) in grant.capabilities.enumerated() {
            let verified: VerifiedCapability
            do { verified = try verifier.verify(capability, uri: uri, longest: Self.longestSession) } catch {
                reasons.append("Capability \(index): \(error.details.joined(separator: " "))")
                continue
            }
            guard verified.recap?.covers(ability, on: resource) == true else {
                reasons.append("Capability \(index): it does not grant \(ability.rawValue) on \(resource).")
                continue
            }
            return VerifiedSession(
                sessionKey: Self.digits(grant.sessionKey), user: verified.message.address,
                isPKP: verified.isNetworkSigned, message: verified.message,
                authContext: verified.authContext, capabilities: grant.capabilities)
        }
        throw NodeError(.siweCapabilityInvalid, details: ["Could not find valid capability."] + reasons)
    }

    /// Hexadecimal digits in one spelling.
    private static func digits(_ text: String) -> String {
        (text.hasPrefix("0x") ? String(text.dropFirst(2)) : text).lowercased()
    }
}
