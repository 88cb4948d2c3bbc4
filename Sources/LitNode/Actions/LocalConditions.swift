package import ActionRuntime
package import Ethereum
package import LitProtocol
package import Primitives

/// Decides conditions by what is known of who stands behind an execution, without asking a chain.
///
/// What needs a chain is refused, unless the outcome does not depend on it.
package struct LocalConditions: ConditionChecking {
    private let signIn: SIWEMessage?
    private let now: @Sendable () -> Timestamp

    /// - Parameter signIn: the message by which a wallet or a PKP allowed the session; nil to know no more of
    ///   the user than the execution does, which knows no account of a PKP's session.
    package init(
        signIn: SIWEMessage? = nil, now: @escaping @Sendable () -> Timestamp = { Timestamp.now() }
    ) {
        self.signIn = signIn
        self.now = now
    }

    package func hold(
        _ request: ConditionsRequest, in context: OperationContext
    ) async throws(NodeError) -> Bool {
        let conditions = try AccessConditions(form: .unified, request.conditions)
        return try evaluator(request, context).evaluate(conditions)
    }

    package func hash(_ conditions: JSON) throws(NodeError) -> Bytes32 {
        try AccessConditions(form: .unified, conditions).hash
    }

    /// The user of the auth sig that the script shows, or else of the request.
    ///
    /// An auth sig of another kind than a wallet's is refused: scripts have no session of their own.
    private func evaluator(
        _ request: ConditionsRequest, _ context: OperationContext
    ) throws(NodeError) -> LocalConditionEvaluator {
        guard let authSig = request.authSig, !authSig.isNull else {
            if let signIn { return LocalConditionEvaluator(message: signIn, actionCID: context.actionID) }
            return LocalConditionEvaluator(
                user: context.authentication.address.flatMap { try? Address($0) },
                actionCID: context.actionID, resources: context.authentication.resources)
        }
        let message = try WalletVerifier(now: now()).verify(AuthSig(authSig))
        return LocalConditionEvaluator(message: message, actionCID: context.actionID)
    }
}
