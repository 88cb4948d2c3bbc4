package import Ethereum
package import LitProtocol
package import Primitives
package import ThresholdBLS

/// What a sign-in message must be before a session relies on it: what nodes will check, checked first here.
package struct SignInCheck: Sendable {
    /// `lit:session:` and the session's public key.
    var uri: String
    /// Who has to have signed; nil for any account.
    var account: Address?
    /// What has to be granted.
    var permissions: [SessionPermission]
    var now: Timestamp

    /// From its parts.
    package init(uri: String, account: Address?, permissions: [SessionPermission], now: Timestamp) {
        self.uri = uri
        self.account = account
        self.permissions = permissions
        self.now = now
    }

    /// Throws unless a text that is to be signed has the URI, the account, the times and the capabilities.
    package func check(_ text: String) throws(LitError) -> SIWEMessage {
        let message: SIWEMessage
        do { message = try SIWEMessage(parsing: text) } catch {
            throw .signInFailed(
                "the text is no sign-in message (EIP-4361): \(error)",
                hint: "Begin with the message of the context, context.message(for:).", cause: error)
        }
        try check(message)
        return message
    }

    /// The same of a message.
    package func check(_ message: SIWEMessage) throws(LitError) {
        guard message.uri == uri else {
            throw .signInFailed(
                "the message is to the URI \(message.uri), but has to be to \(uri).",
                hint: "Take the URI of the context: another one allows nothing.")
        }
        try checkAccount(message)
        try checkTimes(message)
        let recap: ReCap?
        do { recap = try message.recap() } catch {
            throw .signInFailed(
                "its capabilities cannot be read: \(error)", hint: Self.recapHint, cause: error)
        }
        try checkCoverage(recap)
    }

    /// Throws unless the network's nodes will take it for a permission of the session.
    ///
    /// - Parameter networkKey: verifies what PKPs allow.
    package func verify(_ authSig: AuthSig, networkKey: BLSPublicKey?) throws(LitError) -> VerifiedCapability
    {
        let verified: VerifiedCapability
        do {
            verified = try CapabilityVerifier(networkKey: networkKey, now: now)
                .verify(authSig, uri: uri, longest: SessionVerifier.longestSession)
        } catch {
            throw .signInFailed(error.reason, hint: Self.hint(for: authSig), cause: error)
        }
        try checkAccount(verified.message)
        try checkTimes(verified.message)
        try checkCoverage(verified.recap)
        return verified
    }

    private func checkAccount(_ message: SIWEMessage) throws(LitError) {
        guard let account, message.address != account else { return }
        throw .signInFailed(
            "the message is for \(message.address), but the session is to be of \(account).",
            hint: "Have \(account) sign.")
    }

    private func checkTimes(_ message: SIWEMessage) throws(LitError) {
        let hint = "Take the times of the context, and see that the clock is right (it says \(now))."
        guard let end = message.expirationTime?.instant else {
            throw .signInFailed("the message has no expiration time, which nodes insist on.", hint: hint)
        }
        guard end > now else { throw .signInFailed("the message has expired, at \(end).", hint: hint) }
        let issued = message.issuedAt.instant
        guard issued <= now + SessionVerifier.clockTolerance else {
            throw .signInFailed("the message is of the future: issued at \(issued).", hint: hint)
        }
        guard end <= issued + SessionVerifier.longestSession else {
            throw .signInFailed("the message holds for longer than 30 days, until \(end).", hint: hint)
        }
        if let start = message.notBefore?.instant, now < start {
            throw .signInFailed("the message is not valid before \(start).", hint: hint)
        }
    }

    private func checkCoverage(_ recap: ReCap?) throws(LitError) {
        guard let recap else {
            throw .signInFailed(
                "the message grants nothing: none of its resources is a ReCap (EIP-5573).",
                hint: Self.recapHint)
        }
        let missing = permissions.filter { !recap.covers($0.request.ability, on: $0.request.resource) }
        guard missing.isEmpty else {
            let what = missing.map { "\($0) (\($0.ability) on \($0.resource))" }.joined(separator: ", ")
            throw .signInFailed("the message does not grant to \(what).", hint: Self.recapHint)
        }
    }

    private static let recapHint =
        "Put the context's resources last among the message's, and its statement, unchanged, at the "
        + "end of the message's."

    private static func hint(for authSig: AuthSig) -> String? {
        switch authSig.kind {
        case .wallet: "The account in the message has to sign its exact text with personal_sign (EIP-191)."
        case .contract: "Have a key's own account sign; accounts that are contracts cannot allow sessions."
        case .session: "A session cannot allow another one: have a wallet or a PKP sign."
        case .network: "Connect again if the network has other keys now."
        }
    }
}
