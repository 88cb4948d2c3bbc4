internal import ActionRuntime
internal import Ethereum
package import KeyService
internal import LitContracts
package import LitProtocol
package import Primitives
internal import Secp256k1
internal import ThresholdBLS

/// Gives this node's share of the signature by which a PKP allows a session.
package struct SignSessionKeyEndpoint: NodeEndpoint {
    private let methods: any AuthMethodResolving
    private let authorization: any PKPAuthorization
    private let registry: any PKPRegistry
    private let network: any NetworkView
    private let keys: any KeyOperations
    private let actions: any ActionRunning
    private let metrics: NodeMetrics
    private let meter: RequestMeter
    private let now: @Sendable () -> Timestamp

    /// Each costs a verification, some a request to somebody else.
    private static let methodLimit = 8

    package init(
        methods: any AuthMethodResolving, authorization: any PKPAuthorization, registry: any PKPRegistry,
        network: any NetworkView, keys: any KeyOperations, actions: any ActionRunning, metrics: NodeMetrics,
        meter: RequestMeter,
        now: @escaping @Sendable () -> Timestamp = { .now() }
    ) {
        self.methods = methods
        self.authorization = authorization
        self.registry = registry
        self.network = network
        self.keys = keys
        self.actions = actions
        self.metrics = metrics
        self.meter = meter
        self.now = now
    }

    /// A PKP, as it is on chain.
    private struct PKP {
        var tokenID: UInt256
        var address: Address
    }

    package func answer(_ request: NodeRequest) async throws(NodeError) -> NodeResponse {
        try meter.admit(request.source)
        let body = try SignSessionKeyRequest(request.body)
        try body.checkForm(isVersioned: request.isVersioned)
        let message = try SessionKeyMessage(parsing: body.siweMessage)
        try message.check(sessionKey: body.sessionKey, now: now())
        let source = try body.source()
        guard let networkKey = network.state?.rootKeys?.bls else {
            throw NodeError(.blsRootKeyNotFound, "The network has no keys yet.")
        }
        var context = AuthContext(methods: try await resolve(body.authMethods, origin: request.origin))
        let pkp = try await pkp(body, message, context.methods)
        if let source {
            let (cid, response) = try await approval(of: source, body, request, context, pkp)
            context.actionStack = [cid]
            context.customAuthResource = response
        }
        try await authorization.require(.personalSign, of: pkp.tokenID, for: context)
        try meter.admit(key: pkp.tokenID.bytes32)
        let completed = try message.completed(for: pkp.address, context: context.json)
        let share = try keys.share(
            of: SessionMessage.hash(completed.text).bytes, epoch: body.epoch, log: request.log)
        metrics.signed("session-key", outcome: "success", after: .zero)
        return NodeResponse(
            SignSessionKeyResponse(
                share: share, shareIndex: Int(share.identifier) - 1, siweMessage: completed.text,
                networkKey: networkKey
            ).json)
    }

    private func resolve(
        _ proofs: [AuthMethodProof], origin: String?
    ) async throws(NodeError) -> [AuthMethodContext] {
        guard proofs.count <= Self.methodLimit else {
            throw NodeError(.badInput, "There can be at most \(Self.methodLimit) auth methods.")
        }
        var contexts: [AuthMethodContext] = []
        for proof in proofs {
            contexts.append(
                try await methods.resolve(
                    type: proof.type, accessToken: proof.accessToken, origin: origin ?? "http://localhost",
                    forSessionKey: true))
        }
        return contexts
    }

    /// The key that the request names, or else the first that permits the first auth method.
    private func pkp(
        _ body: SignSessionKeyRequest, _ message: SessionKeyMessage, _ methods: [AuthMethodContext]
    ) async throws(NodeError) -> PKP {
        let missing = NodeError(.pkpTokenIDNotFound, "There is no such PKP.")
        if let text = body.pkpPublicKey {
            guard let bytes = try? Hex.decode(text, count: 65), let key = try? PublicKey(bytes) else {
                throw NodeError(
                    .badInput,
                    "The member pkpPublicKey of the request must be a public key in 130 hexadecimal digits.")
            }
            let address = Address(key)
            try message.check(address: address)
            let tokenID = UInt256(Keccak256.hash(bytes))
            guard try await registry.routing(of: tokenID)?.publicKey == bytes else { throw missing }
            return PKP(tokenID: tokenID, address: address)
        }
        guard let first = methods.first else {
            throw NodeError(.pkpTokenIDNotFound, "No auth methods provided")
        }
        let id = Keccak256.hash(Array("\(first.userID):\(first.appID)".utf8)).bytes
        let tokens = try await registry.tokens(type: UInt256(UInt64(first.type)), id: id)
        guard let tokenID = tokens.first, let routing = try await registry.routing(of: tokenID),
            let key = try? PublicKey(routing.publicKey)
        else { throw missing }
        return PKP(tokenID: tokenID, address: Address(key))
    }

    /// Runs the action that decides.
    ///
    /// - Returns: its CID and what it responded.
    private func approval(
        of source: LitProtocol.ActionSource, _ body: SignSessionKeyRequest, _ request: NodeRequest,
        _ context: AuthContext, _ pkp: PKP
    ) async throws(NodeError) -> (cid: String, response: String) {
        let code = try await actions.code(for: source)
        var authentication = context.authentication
        // Whoever asks has proved nothing yet that would let the action sign.
        authentication.hasAuthSig = false
        let result = await actions.run(
            ActionRequest(
                .code(code.text), parameters: .object(body.parameters ?? .init()),
                authentication: authentication, headers: request.headers,
                // Not the PKP's: anybody may have any action run here.
                owner: ActionOwner("session key \(pkp.address.checksummed) \(code.id)"), id: request.id),
            signIn: nil)
        if let failure = result.failure { throw failure.answer(logs: result.logs) }
        guard ActionApproval.isGranted(by: result.response) else {
            throw NodeError(
                .litActionsSessionSigAuthenticationFailed,
                "The action did not respond true, which is how it lets a session key be signed.")
        }
        return (code.id, result.response)
    }
}
