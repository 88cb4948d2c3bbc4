internal import Ethereum
package import KeyService
package import LitProtocol
internal import Logging
package import Primitives
internal import ThresholdBLS

/// What both endpoints that judge access conditions do before they sign.
package struct ConditionGate: Sendable {
    private let sessions: SessionGate
    private let capacity: any CapacityChecking
    private let now: @Sendable () -> Timestamp

    package init(
        sessions: SessionGate, capacity: any CapacityChecking,
        now: @escaping @Sendable () -> Timestamp = { .now() }
    ) {
        self.sessions = sessions
        self.capacity = capacity
        self.now = now
    }

    var time: Timestamp { now() }

    /// Throws unless whoever asks may, and the conditions hold for them.
    ///
    /// A session must permit the ability on the resource; without `/v1` a wallet may also sign for itself, by a message
    /// that is verified as strictly.
    ///
    /// - Returns: who asks: the wallet or PKP that stands behind a session, not its key.
    func require(
        _ conditions: AccessConditions, _ authSigs: AuthSigs, _ ability: LitAbility, _ resource: LitResource,
        isVersioned: Bool
    ) async throws(NodeError) -> Address {
        try conditions.checkCount()
        let user: Address
        let message: SIWEMessage
        if case .single(let wallet) = authSigs, wallet.kind == .wallet, !isVersioned {
            message = try WalletVerifier(now: now()).verify(wallet)
            user = message.address
            try await capacity.require(for: user, capabilities: [])
        } else {
            let session = try sessions.verify(
                authSigs.session(isVersioned: isVersioned), for: ability, on: resource)
            (message, user) = (session.message, session.user)
            try await capacity.require(for: user, capabilities: session.capabilities)
        }
        try LocalConditionEvaluator(message: message).require(conditions)
        return user
    }
}

/// Gives this node's share of a decryption key, where the conditions hold.
package struct EncryptionSignEndpoint: NodeEndpoint {
    private let gate: ConditionGate
    private let keys: any KeyOperations

    package init(gate: ConditionGate, keys: any KeyOperations) {
        self.gate = gate
        self.keys = keys
    }

    package func answer(_ request: NodeRequest) async throws(NodeError) -> NodeResponse {
        let body = try EncryptionSignRequest(request.body)
        _ = try await gate.require(
            body.conditions, body.authSig, .accessControlConditionDecryption, body.resource,
            isVersioned: request.isVersioned)
        let share = try keys.share(of: body.identity.bytes, epoch: body.epoch, log: request.log)
        return NodeResponse(
            EncryptionSignResponse(share: share, shareIndex: Int(share.identifier) - 1).json)
    }
}

/// Gives this node's share of a signed token that says that conditions hold.
package struct AccessTokenEndpoint: NodeEndpoint {
    private let gate: ConditionGate
    private let keys: any KeyOperations

    package init(gate: ConditionGate, keys: any KeyOperations) {
        self.gate = gate
        self.keys = keys
    }

    package func answer(_ request: NodeRequest) async throws(NodeError) -> NodeResponse {
        let body = try AccessControlSigningRequest(request.body)
        try body.checkTimes(now: gate.time)
        let resource = LitResource(kind: .accessControlCondition, id: body.conditions.hash.hex)
        let user = try await gate.require(
            body.conditions, body.authSig, .accessControlConditionSigning, resource,
            isVersioned: request.isVersioned)
        let token = AccessToken.unsigned(body.claims(subject: user.checksummed))
        let share = try keys.share(of: Array(token.utf8), epoch: body.epoch, log: request.log)
        return NodeResponse(
            AccessControlSigningResponse(
                share: share, shareIndex: Int(share.identifier) - 1, unsignedToken: token
            ).json)
    }
}

extension KeyOperations {
    /// This node's share, or what a client is told instead.
    ///
    /// - Parameters:
    ///   - epoch: which one the client knows; a later one than the node knows means the current one.
    ///   - log: hears why there is none, which no client does.
    func share(of message: [UInt8], epoch: UInt64?, log: Logger) throws(NodeError) -> BLSSignatureShare {
        do throws(KeyServiceError) {
            do throws(KeyServiceError) { return try blsShare(of: message, epoch: epoch) } catch {
                guard epoch != nil, error.code == .invalidOrder else { throw error }
                return try blsShare(of: message, epoch: nil)
            }
        } catch {
            error.log(to: log)
            throw error.answer
        }
    }
}
