package import KeyService
package import LitProtocol
package import Primitives
internal import Synchronization

/// The one verification of sessions, which every endpoint that takes one goes through.
package final class SessionGate: Sendable {
    private let nodeAddress: @Sendable () -> NodeAddress
    private let keys: any KeyOperations
    private let network: any NetworkView
    private let now: @Sendable () -> Timestamp
    private let memory = Mutex(SessionMemory())

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
        let (node, now) = (nodeAddress(), now())
        let question = SessionMemory.Question(
            authSig, for: ability, on: resource, at: node, under: networkKey)
        if let question, let session = memory.withLock({ $0.session(question, now: now) }) { return session }
        let verifier = SessionVerifier(nodeAddress: node, networkKey: networkKey, now: now)
        let session = try verifier.verify(authSig, for: ability, on: resource)
        if let question, let grant = try? SessionGrant(parsing: authSig.signedMessage) {
            memory.withLock { $0.note(question, session, grant) }
        }
        return session
    }
}
