internal import Ethereum
internal import LitProtocol
internal import Primitives

extension LitError {
    static func lacksPermission(
        _ missing: [SessionPermission], account: Address, allowed: [SessionPermission]
    ) -> LitError {
        let what = missing.map { "\($0) (\($0.ability) on \($0.resource))" }.joined(separator: ", ")
        let spelled = missing.map(\.spelling).joined(separator: ", ")
        return LitError(
            .sessionLacksPermission, "The session of \(account) does not allow to \(what).",
            hint: "Make a session that asks for it too: allowing: [\(spelled), …]. "
                + "This one allows to: \(allowed.list).")
    }

    static func sessionExpired(account: Address, at end: Timestamp) -> LitError {
        LitError(
            .sessionExpired, "The session of \(account) ended at \(end).",
            hint: "Make a new one. A session of a wallet or of a wallet's PKP renews itself ahead of its end."
        )
    }

    /// Somebody asked for a session of whom is known what was wrong.
    static func signInFailed(
        _ reason: String, hint: String? = nil, cause: (any Error)? = nil
    ) -> LitError {
        LitError(.signInFailed, "The sign-in was not accepted: \(reason)", hint: hint, cause: cause)
    }

    /// A sign-in message that the caller's values do not make.
    static func messageNotMade(_ error: any Error) -> LitError {
        LitError(
            .invalidArgument, "The sign-in message cannot be made: \(error)",
            hint:
                "Domain, statement and nonce must fit EIP-4361: a host, one line of plain ASCII, and letters "
                + "and digits.",
            cause: error)
    }

    /// What was thrown by somebody else's code while a message was to be signed.
    static func whileSigning(_ error: any Error, for account: Address?) -> LitError {
        if let error = error as? LitError { return error }
        if error is CancellationError {
            return LitError(.cancelled, "The task was cancelled while a sign-in message was being signed.")
        }
        let who = account.map { "\($0)" } ?? "The account"
        return LitError(
            .signInFailed, "\(who) did not sign the sign-in message: \(error)",
            hint: "See that the wallet is unlocked and that its user agrees.", cause: error)
    }
}

extension NodeError {
    /// What is wrong, in one text.
    var reason: String { details.isEmpty ? "\(self)" : details.joined(separator: " ") }
}
