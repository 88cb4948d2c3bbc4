internal import LitProtocol

/// What shows nodes that a request is allowed.
package enum SessionProof: Sendable {
    /// A session's key signs for each node.
    case session(SessionCredential)
    /// What a session has signed for each node, by the node's URL: somebody else has its key.
    case signatures([String: AuthSig])
}

extension SessionCredential {
    /// What the session signs for nodes, by their URLs, as the JavaScript SDK's `getSessionSigs` gives it.
    ///
    /// - Throws: ``LitError`` with `invalidSession`.
    package func signatures(for nodes: [String]) throws(LitError) -> [String: AuthSig] {
        do {
            return try SessionGrant.signatures(
                with: key, for: nodes, requests: requests, capabilities: capabilities, issuedAt: issuedAt,
                expiration: expiration)
        } catch {
            let list = nodes.joined(separator: ", ")
            throw LitError(
                .invalidSession, "The session cannot sign for \(list): \(error)", hint: "Make a new session.")
        }
    }
}
