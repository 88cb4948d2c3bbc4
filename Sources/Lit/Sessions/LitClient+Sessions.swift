public import Ethereum
public import EthereumRPC
public import LitContracts
public import LitProtocol
internal import Primitives

extension LitClient {
    /// A session that a wallet allows, or whatever else signs for an account: a PKP's account too.
    ///
    /// The wallet signs one message (EIP-4361) that lists what is allowed (EIP-5573), to a key made for the session,
    /// and again when the session renews itself. On the hosted networks what signs with PKPs has to allow any action
    /// too, so there that is added.
    ///
    /// ```swift
    /// let session = try await lit.session(for: wallet, allowing: [.executeActions(), .sign(with: pkp)])
    /// ```
    /// - Parameters:
    ///   - signer: signs for the session's account.
    ///   - permissions: what the session is for.
    ///   - lifetime: how long it holds: 30 days at most.
    ///   - options: texts, delegations of capacity, renewal, a store.
    ///   - timeout: how long the network may take; the signer has all the time it wants.
    /// - Throws: ``LitError`` with `signInFailed` if the signer does not sign, or something else, or with
    ///   `invalidArgument`.
    public func session(
        for signer: any EthereumSigner, allowing permissions: [SessionPermission],
        lasting lifetime: SessionLifetime = .hours(24), options: SessionOptions = SessionOptions(),
        timeout: Duration? = nil
    ) async throws(LitError) -> Session {
        try await sessionMaker(timeout).session(
            for: signer, allowing: permissions, lasting: lifetime, options: options)
    }

    /// A session that a callback has allowed: by a wallet in a browser, on a telephone, anywhere.
    ///
    /// What the callback answers is verified: who signed, to what URI, until when, and that all that was asked for is
    /// granted.
    ///
    /// - Parameters:
    ///   - account: whose signature is needed; nil for any. With a store it opens that account's session, so it must
    ///     come from a source that is trusted.
    ///   - permissions: what the session is for.
    ///   - lifetime: how long it holds: 30 days at most.
    ///   - options: texts, delegations of capacity, renewal, a store.
    ///   - timeout: how long the network may take; the callback has all the time it wants.
    ///   - authNeeded: has the context's message signed; called again when the session renews itself.
    /// - Throws: ``LitError`` with `signInFailed`, saying what is wrong with the answer.
    public func session(
        account: Address? = nil, allowing permissions: [SessionPermission],
        lasting lifetime: SessionLifetime = .hours(24), options: SessionOptions = SessionOptions(),
        timeout: Duration? = nil, authNeeded: @escaping @Sendable (AuthNeeded) async throws -> AuthSig
    ) async throws(LitError) -> Session {
        try await sessionMaker(timeout).session(
            account: account, allowing: permissions, lasting: lifetime, options: options,
            signingIn: authNeeded)
    }

    /// A session that a PKP allows to those whom it permits: its account is the PKP's.
    ///
    /// The nodes check the proofs and sign for the PKP together; their answer is verified with the network's key.
    ///
    /// - Parameters:
    ///   - pkp: must permit each of the proofs to sign personal messages.
    ///   - proofs: who asks. With wallets' proofs alone the session can renew itself.
    ///   - permissions: what the session is for.
    ///   - lifetime: how long it holds: 30 days at most.
    ///   - options: texts, delegations of capacity to the PKP, renewal, a store.
    ///   - timeout: how long the network may take.
    /// - Throws: ``LitError`` with `authMethodRefused` or `notAuthorized` if nodes refuse.
    public func session(
        for pkp: PKP, authenticatedBy proofs: [AuthProof], allowing permissions: [SessionPermission],
        lasting lifetime: SessionLifetime = .hours(24), options: SessionOptions = SessionOptions(),
        timeout: Duration? = nil
    ) async throws(LitError) -> Session {
        try await sessionMaker(timeout).session(
            for: pkp, authenticatedBy: proofs, allowing: permissions, lasting: lifetime, options: options)
    }

    /// A session that a PKP allows if a Lit Action says so.
    ///
    /// - Parameters:
    ///   - pkp: must permit the action to sign personal messages.
    ///   - action: decides; its response has to be `true`.
    ///   - parameters: what the action finds by their names among its global variables.
    ///   - proofs: what the action may look at beside its parameters.
    ///   - permissions: what the session is for.
    ///   - lifetime: how long it holds: 30 days at most.
    ///   - options: texts, delegations of capacity to the PKP, renewal, a store.
    ///   - timeout: how long the network may take.
    /// - Throws: ``LitError`` with `notAuthorized` if the action says no, or if the PKP does not permit it.
    public func session(
        for pkp: PKP, decidedBy action: DecidingAction, parameters: ActionParameters = [:],
        authenticatedBy proofs: [AuthProof] = [], allowing permissions: [SessionPermission],
        lasting lifetime: SessionLifetime = .hours(24), options: SessionOptions = SessionOptions(),
        timeout: Duration? = nil
    ) async throws(LitError) -> Session {
        try await sessionMaker(timeout).session(
            for: pkp, decidedBy: action, parameters: parameters.members, authenticatedBy: proofs,
            allowing: permissions, lasting: lifetime, options: options)
    }

    /// The session that ``Session/export()`` wrote, or what the JavaScript SDK keeps: an object with the entries
    /// `lit-session-key` and `lit-wallet-sig`, each an object or JSON text.
    ///
    /// It is verified, and does not renew itself.
    ///
    /// - Throws: ``LitError`` with `invalidSession` or `sessionExpired`.
    public func importSession(_ text: String) throws(LitError) -> Session {
        try sessionMaker(nil).importSession(text)
    }

    /// Has the owner of capacity credits let others use them, by a message that the owner signs.
    ///
    /// - Parameters:
    ///   - owner: signs for the credits' account.
    ///   - terms: to whom, how often, which credit, how long.
    ///   - timeout: how long the network may take; the owner has all the time he wants.
    /// - Returns: what goes among the ``SessionOptions/capacity`` of those who may use the credits.
    /// - Throws: ``LitError`` with `signInFailed` or `invalidArgument`.
    public func delegateCapacity(
        of owner: any EthereumSigner, _ terms: DelegatedCapacity.Terms = DelegatedCapacity.Terms(),
        timeout: Duration? = nil
    ) async throws(LitError) -> DelegatedCapacity {
        try await sessionMaker(timeout).delegation(by: owner, terms)
    }

    /// What makes sessions on this client's network.
    func sessionMaker(_ timeout: Duration?) -> SessionMaker {
        let driver = driver
        let isHosted = [LitNetwork.datil, .datilTest, .datilDev].contains { $0.name == site.name }
        return SessionMaker(
            SessionSurroundings(
                networkName: site.name, signingNeedsActions: isHosted,
                networkKey: { driver.snapshot?.networkKey },
                nonce: { () async throws(LitError) in
                    try await driver.latestBlockhash(self.context("session", timeout: timeout))
                },
                allowSession: { order async throws(LitError) in
                    try await driver.allowSession(order, self.context("session", timeout: timeout))
                }))
    }
}
