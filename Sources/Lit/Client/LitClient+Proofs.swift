package import LitProtocol
package import Primitives
package import Secp256k1

/// For what stands between programs and the network: calls that are allowed by a session or by what somebody else's
/// session has signed, which is checked by the nodes alone.
extension LitClient {
    /// Runs an action.
    ///
    /// - Parameter hearing: told what the action has logged at each node, as soon as that node has answered.
    package func execute(
        _ source: ActionSource, parameters: JSON.Object, as proof: SessionProof,
        strategy: ActionResponseStrategy = .mostCommon, onSingleNode: Bool = false, timeout: Duration? = nil,
        hearing: (@Sendable (_ logs: String) -> Void)? = nil
    ) async throws(LitError) -> ActionResult {
        let order = ActionOrder(
            source: source, parameters: parameters, strategy: strategy, onSingleNode: onSingleNode,
            hearing: hearing)
        return ActionResult(
            try await driver.execute(order, as: proof, context("execute", timeout: timeout)))
    }

    /// Signs a digest with the key of a PKP.
    package func sign(
        _ digest: Bytes32, with key: PublicKey, as proof: SessionProof, timeout: Duration? = nil
    ) async throws(LitError) -> Signature {
        try await driver.sign(digest, with: key, as: proof, context("sign", timeout: timeout))
    }

    /// What a session shows nodes to have an action run.
    ///
    /// - Throws: ``LitError`` with `sessionLacksPermission` or `sessionExpired`.
    package func proof(
        toExecute source: ActionSource, by session: Session, timeout: Duration? = nil
    ) async throws(LitError) -> SessionProof {
        let permission = Self.permission(toExecute: source, with: session)
        return .session(
            try await session.credential(for: [permission], context("execute", timeout: timeout)))
    }
}
