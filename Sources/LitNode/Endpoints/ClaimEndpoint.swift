package import LitProtocol
internal import Primitives

/// Gives the node's word that a key belongs to whoever an auth method names.
package struct ClaimEndpoint: NodeEndpoint {
    private let methods: any AuthMethodResolving
    private let claims: ClaimSigner
    private let meter: RequestMeter

    package init(methods: any AuthMethodResolving, claims: ClaimSigner, meter: RequestMeter) {
        self.methods = methods
        self.claims = claims
        self.meter = meter
    }

    package func answer(_ request: NodeRequest) async throws(NodeError) -> NodeResponse {
        try meter.admit(request.source)
        let body = try ClaimKeyRequest(request.body)
        let user = try await methods.resolve(
            type: body.authMethod.type, accessToken: body.authMethod.accessToken, origin: request.origin,
            forSessionKey: false)
        try meter.admit(key: Keccak256.hash(Array("\(user.userID):\(user.appID)".utf8)))
        return NodeResponse(status: DatilEndpoint.claimKey.successStatus, try await claims.answer(for: user))
    }
}
