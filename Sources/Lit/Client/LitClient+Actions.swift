internal import LitProtocol
public import Primitives

extension LitClient {
    /// Runs a Lit Action on every node.
    ///
    /// ```swift
    /// let result = try await lit.execute(
    ///     "Lit.Actions.setResponse({ response: `hello ${name}` })",
    ///     parameters: ["name": "world"], session: session)
    /// ```
    /// - Parameters:
    ///   - code: JavaScript. Its signatures are made by all nodes together and come combined.
    ///   - parameters: what the code finds by their names among its global variables.
    ///   - session: has to allow the action, and signing with each key that it signs with.
    ///   - strategy: which response counts where nodes differ;
    ///     ``ActionResult/differingResponses`` tells whether they did.
    ///   - onSingleNode: one node is enough, for an action that needs neither signatures nor agreement.
    ///   - timeout: how long to try; ``Configuration/requestTimeout`` unless given.
    /// - Throws: ``LitError``: with `actionFailed` if the code threw, and then what it had logged in `logs`;
    ///   `sessionLacksPermission` before anything is sent; `notAuthorized` if a PKP does not permit it.
    public func execute(
        _ code: String, parameters: ActionParameters = [:], session: Session,
        strategy: ActionResponseStrategy = .mostCommon, onSingleNode: Bool = false, timeout: Duration? = nil
    ) async throws(LitError) -> ActionResult {
        if let cid = Self.cid(insteadOfCode: code) {
            throw LitError(
                .invalidArgument, "The code of the action is the content identifier \(cid), not JavaScript.",
                hint: "Run what is stored under it with execute(cid:).",
                context: .init(operation: "execute"))
        }
        return try await execute(
            .code(code), parameters, session, strategy, onSingleNode: onSingleNode, timeout: timeout)
    }

    /// Runs the Lit Action that nodes find under a content identifier; otherwise as
    /// ``execute(_:parameters:session:strategy:onSingleNode:timeout:)``.
    ///
    /// - Throws: ``LitError`` with `actionNotFound` if nodes cannot fetch it.
    public func execute(
        cid: CID, parameters: ActionParameters = [:], session: Session,
        strategy: ActionResponseStrategy = .mostCommon, onSingleNode: Bool = false, timeout: Duration? = nil
    ) async throws(LitError) -> ActionResult {
        try await execute(
            .cid(cid), parameters, session, strategy, onSingleNode: onSingleNode, timeout: timeout)
    }

    private func execute(
        _ source: ActionSource, _ parameters: ActionParameters, _ session: Session,
        _ strategy: ActionResponseStrategy, onSingleNode: Bool, timeout: Duration?
    ) async throws(LitError) -> ActionResult {
        try parameters.check()
        let context = try context("execute", timeout: timeout)
        let permission = Self.permission(toExecute: source, with: session)
        let credential = try await session.credential(for: [permission], context)
        let order = ActionOrder(
            source: source, parameters: parameters.members, strategy: strategy, onSingleNode: onSingleNode)
        return ActionResult(try await driver.execute(order, as: .session(credential), context))
    }

    /// What the session needs: sessions for any action spare the hashing of the code.
    static func permission(toExecute source: ActionSource, with session: Session) -> SessionPermission {
        if session.allows(.executeActions()) { return .executeActions() }
        return switch source {
        case .code(let code): .executeAction(CID.ofFile(content: Array(code.utf8)))
        case .cid(let cid): .executeAction(cid)
        }
    }

    /// The identifier, where somebody has passed one as code.
    static func cid(insteadOfCode code: String) -> CID? {
        guard code.utf8.count > 40, code.utf8.count < 120 else { return nil }
        return try? CID(code.trimmingPrefix("ipfs://"))
    }
}
