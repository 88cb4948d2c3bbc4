internal import Ethereum
public import Primitives
public import ThresholdBLS

/// Verifies the sign-in messages by which wallets and PKPs allow sessions (EIP-4361, EIP-5573).
public struct CapabilityVerifier: Sendable {
    /// The network's key, by which messages of PKPs are signed; nil while there is none.
    public var networkKey: BLSPublicKey?
    /// The time.
    public var now: Timestamp

    /// A verifier at a moment.
    public init(networkKey: BLSPublicKey?, now: Timestamp) {
        self.networkKey = networkKey
        self.now = now
    }

    /// Throws unless whoever is named in the message signed it, it is in time, and meant for the URI.
    ///
    /// The `address` beside the message must be the one in it: others read it.
    ///
    /// - Parameters:
    ///   - uri: what the message must be to, such as `lit:session:` and a session's public key.
    ///   - longest: how long after its issue the message may hold; nil for no end.
    public func verify(
        _ authSig: AuthSig, uri: String, longest: Duration? = nil
    ) throws(NodeError) -> VerifiedCapability {
        let message = try authSig.signInMessage()
        guard message.uri == uri else {
            throw NodeError(
                .siweMessageError, "The sign-in message is to the URI \(message.uri), not to \(uri).")
        }
        do { try message.checkTime(at: now) } catch {
            throw NodeError(.siweMessageError, "The sign-in message is not in time: \(error)")
        }
        guard message.issuedAt.instant <= now + SessionVerifier.clockTolerance else {
            throw NodeError(.siweMessageError, "The sign-in message was issued in the future.")
        }
        guard let end = message.expirationTime else {
            throw NodeError(.siweMessageError, "The sign-in message has no expiration time.")
        }
        if let longest, end.instant > message.issuedAt.instant + longest {
            throw NodeError(
                .siweMessageError,
                "The sign-in message may hold for \(longest.components.seconds / 86_400) days at most.")
        }
        let isNetworkSigned = try checkSignature(authSig, message)
        let recap: ReCap?
        do { recap = try message.recap() } catch {
            throw NodeError(
                .siweCapabilityInvalid, "The sign-in message's capabilities cannot be read: \(error)")
        }
        // Only nodes write what they found out about a user, and they sign it.
        if !isNetworkSigned, let recap, recap.resources.contains(where: Self.isAuthContext) {
            throw NodeError(
                .invalidAuthContextResource,
                "Only the network may say who the user is: \(LitResource.Kind.resolvedAuthContext.rawValue) is not "
                    + "allowed in a message that a wallet signs.")
        }
        return VerifiedCapability(message: message, recap: recap, isNetworkSigned: isNetworkSigned)
    }

    /// Whether it was the network that signed.
    private func checkSignature(_ authSig: AuthSig, _ message: SIWEMessage) throws(NodeError) -> Bool {
        switch authSig.kind {
        case .wallet:
            try authSig.checkWallet(message)
            return false
        case .network:
            guard let networkKey else {
                throw NodeError(
                    .blsRootKeyNotFound, "The network has no key yet to verify a PKP's session with.")
            }
            do { try SessionAuthSig(authSig.json).verify(with: networkKey) } catch {
                throw NodeError(.invalidAuthSig, "The network did not sign this message: \(error)")
            }
            return true
        case .contract:
            throw NodeError(
                .authSigNotSupported, "Accounts that are contracts cannot allow sessions (EIP-1271).")
        case .session:
            throw NodeError(.authSigNotSupported, "A session cannot allow another session.")
        }
    }

    static func isAuthContext(_ key: String) -> Bool {
        key.hasPrefix("\(LitResource.Kind.resolvedAuthContext.rawValue)://")
    }
}
