package import KeyService
internal import LitContracts
package import LitProtocol
internal import Logging
internal import Primitives
internal import Secp256k1

/// Signs with a PKP, together with the other nodes.
package struct PKPSignEndpoint: NodeEndpoint {
    private let sessions: SessionGate
    private let capacity: any CapacityChecking
    private let authorization: any PKPAuthorization
    private let registry: any PKPRegistry
    private let keys: any KeyOperations
    private let metrics: NodeMetrics

    package init(
        sessions: SessionGate, capacity: any CapacityChecking, authorization: any PKPAuthorization,
        registry: any PKPRegistry, keys: any KeyOperations, metrics: NodeMetrics
    ) {
        self.sessions = sessions
        self.capacity = capacity
        self.authorization = authorization
        self.registry = registry
        self.keys = keys
        self.metrics = metrics
    }

    package func answer(_ request: NodeRequest) async throws(NodeError) -> NodeResponse {
        let body = try PKPSignRequest(request.body)
        let authSig = try body.session(isVersioned: request.isVersioned)
        let digest = try body.digest()
        let (publicKey, tokenID) = try body.key()
        let session = try sessions.verify(authSig, for: .pkpSigning, on: .pkp(tokenID))
        try await capacity.require(for: session.user, capabilities: session.capabilities)
        try await authorization.require(.signAnything, of: tokenID, for: try AuthContext(session))
        guard let routing = try await registry.routing(of: tokenID), routing.publicKey == publicKey,
            let key = try? PublicKey(publicKey)
        else {
            throw NodeError(.pkpTokenIDNotFound, "There is no PKP with this public key.")
        }
        let order = SigningOrder(
            digest: digest, derivedKeyID: routing.derivedKeyID, publicKey: key, requestID: request.id,
            purpose: "pkp-sign")
        let answer = try await sign(order, log: request.log)
        let share = ECDSAShareAnswer(
            share: try answer.part.map { part throws(NodeError) in
                guard let bigR = try? PublicKey(part.bigR) else {
                    throw NodeError(.systemFault, "The nodes could not sign together. Try again.")
                }
                return ECDSAShare(digest: digest, publicKey: key, bigR: bigR, share: part.share)
            }, verifiedSignature: answer.signature)
        return NodeResponse(PKPSignResponse(signedData: body.toSign, share: share).json)
    }

    private func sign(_ order: SigningOrder, log: Logger) async throws(NodeError) -> SigningAnswer {
        let start = ContinuousClock.now
        do {
            let answer = try await keys.sign(order)
            metrics.signed("pkp-sign", outcome: "success", after: .now - start)
            return answer
        } catch {
            metrics.signed("pkp-sign", outcome: error.code.rawValue, after: .now - start)
            error.log(to: log)
            throw error.answer
        }
    }
}
