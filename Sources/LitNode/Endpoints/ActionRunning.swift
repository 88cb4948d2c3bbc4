package import ActionRuntime
package import Ethereum
package import LitProtocol
internal import Primitives

/// Finds the code of actions, and runs it. ``ActionRunner`` is the one; tests have others.
package protocol ActionRunning: Sendable {
    /// The code, with its CID.
    func code(for source: LitProtocol.ActionSource) async throws(NodeError) -> ActionCode

    /// Runs an action to its end, on behalf of whoever the request says.
    ///
    /// - Parameter signIn: the message by which a wallet or a PKP allowed the session, by which conditions in the
    ///   action know their user; nil when there is no session.
    func run(_ request: ActionRequest, signIn: SIWEMessage?) async -> ActionResult
}

/// Runs actions by a runtime, each with a host of its own.
package struct ActionRunner: ActionRunning {
    private let runtime: ActionRuntime
    private let store: CodeStore
    private let host: @Sendable (SIWEMessage?) -> any ActionHost

    /// - Parameter host: makes the host of one execution, of a session with this message.
    package init(
        runtime: ActionRuntime, store: CodeStore,
        host: @escaping @Sendable (_ signIn: SIWEMessage?) -> any ActionHost
    ) {
        self.runtime = runtime
        self.store = store
        self.host = host
    }

    package func code(for source: LitProtocol.ActionSource) async throws(NodeError) -> ActionCode {
        switch source {
        case .code(let text): return ActionCode(text)
        case .cid(let cid):
            do { return try await store.code(for: cid.description) } catch {
                throw error.answer(logs: nil)
            }
        }
    }

    package func run(_ request: ActionRequest, signIn: SIWEMessage?) async -> ActionResult {
        await runtime.run(request, for: host(signIn))
    }
}

extension ActionFailure {
    /// What a client is told of an execution that failed.
    func answer(logs: String?) -> NodeError {
        if isScriptFailure { return .action(message, logs: logs ?? "") }
        var error = NodeError(
            nodeErrorCode.flatMap(NodeErrorCode.init(rawValue:)) ?? .unknownError,
            kind: NodeErrorKind(rawValue: nodeErrorKind), details: [message], logs: logs)
        if nodeErrorCode == nil { (error.code, error.codeName) = (nil, nil) }
        error.status = httpStatus
        return error
    }
}
