package import KeyService
package import LitProtocol
package import Primitives

/// The one verification of sessions, which every endpoint that takes one goes through.
package struct SessionGate: Sendable {
    private let nodeAddress: @Sendable () -> NodeAddress
    private let keys: any KeyOperations
    private let network: any NetworkView
    private let now: @Sendable () -> Timestamp

    /// - Parameter nodeAddress: what sessions have to name, once it is known where the node listens.
    package init(
        nodeAddress: @escaping @Sendable () -> NodeAddress, keys: any KeyOperations, network: any NetworkView,
        now: @escaping @Sendable () -> Timestamp = { .now() }
    ) {
        self.nodeAddress = nodeAddress
        self.keys = keys
        self.network = network
        self.now = now
    }

    /// Throws unless the session is good here and now, and permits the ability on the resource.
    func verify(
        _ authSig: AuthSig, for ability: LitAbility, on resource: LitResource
    ) throws(NodeError) -> VerifiedSession {
        let networkKey = keys.rootKeys?.bls ?? network.state?.rootKeys?.bls
        let verifier = SessionVerifier(nodeAddress: nodeAddress(), networkKey: networkKey, now: now())
        return try verifier.verify(authSig, for: ability, on: resource)
    }
}
