package import LitProtocol
internal import Primitives

/// Gives the node's word that a key belongs to whoever an auth method names.
package struct ClaimEndpoint: NodeEndpoint {
    private let methods: any AuthMethodResolving
    private let claims: ClaimSigner

    package init(methods: any AuthMethodResolving, claims: ClaimSigner) {
        self.methods = methods
        self.claims = claims
    }

    package func answer(_ request: NodeRequest) async throws(NodeError) -> NodeResponse {
        let body = try ClaimKeyRequest(request.body)
        let user = try await methods.resolve(
            type: body.authMethod.type, accessToken: body.authMethod.accessToken, origin: request.origin,
            forSessionKey: false)
        return NodeResponse(status: DatilEndpoint.claimKey.successStatus, try await claims.answer(for: user))
    }
}
