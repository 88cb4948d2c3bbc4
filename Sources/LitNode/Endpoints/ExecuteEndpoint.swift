package import ActionRuntime
internal import Ethereum
package import LitProtocol
internal import Primitives

/// Which actions may run, where not all may.
package protocol ActionAllowing: Sendable {
    /// Throws `NodeActionNotAllowed` unless the action of this CID may run.
    func require(_ cid: String) async throws(NodeError)
}

/// Runs actions for whoever has a session for them.
package struct ExecuteEndpoint: NodeEndpoint {
    private let sessions: SessionGate
    private let capacity: any CapacityChecking
    private let allowlist: (any ActionAllowing)?
    private let actions: any ActionRunning
    private let limits: @Sendable () -> ActionLimits
    private let metrics: NodeMetrics

    /// - Parameters:
    ///   - allowlist: nil to let every action run.
    ///   - limits: what an execution may use.
    package init(
        sessions: SessionGate, capacity: any CapacityChecking, allowlist: (any ActionAllowing)?,
        actions: any ActionRunning, limits: @escaping @Sendable () -> ActionLimits, metrics: NodeMetrics
    ) {
        self.sessions = sessions
        self.capacity = capacity
        self.allowlist = allowlist
        self.actions = actions
        self.limits = limits
        self.metrics = metrics
    }

    package func answer(_ request: NodeRequest) async throws(NodeError) -> NodeResponse {
        let body = try ExecuteRequest(request.body)
        let authSig = try body.session(isVersioned: request.isVersioned)
        let source = try body.source()
        // Nothing is fetched for whom the session does not permit it.
        let session = try sessions.verify(authSig, for: .actionExecution, on: source.resource)
        try await capacity.require(for: session.user, capabilities: session.capabilities)
        let code = try await actions.code(for: source)
        try await allowlist?.require(code.id)
        let start = ContinuousClock.now
        let result = await actions.run(
            ActionRequest(
                .code(code.text), parameters: .object(body.parameters ?? .init()),
                authentication: try AuthContext(session).authentication, headers: request.headers,
                owner: ActionOwner(session.user.checksummed), id: request.id, limits: limits()),
            signIn: session.message)
        metrics.ran(outcome: result.failure?.code.rawValue ?? "success", after: .now - start)
        if let failure = result.failure { throw failure.answer(logs: result.logs) }
        return NodeResponse(result.json)
    }
}

extension LitProtocol.ActionSource {
    /// What a session has to permit: the CID of version 0, where the source tells it.
    var resource: LitResource {
        switch self {
        case .code(let text): .action(ActionCode(text).cid)
        case .cid(let cid): .action((try? cid.asVersion0()) ?? cid)
        }
    }
}
