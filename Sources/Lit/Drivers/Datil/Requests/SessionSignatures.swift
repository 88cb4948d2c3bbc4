internal import LitProtocol
internal import Primitives
internal import Synchronization

/// What a session signs for each node, kept as long as it serves: making it costs more than all the rest of a
/// request.
package final class SessionSignatures: Sendable {
    private struct Key: Hashable {
        var publicKey: [UInt8]
        var requests: [ResourceAbilityRequest]
        var capabilities: [AuthSig]
        var issuedAt, expiration: Timestamp
    }

    private struct Store {
        var signatures: [Key: [String: [UInt8]]] = [:]
        /// The one used last at the end.
        var order: [Key] = []
    }

    private let store = Mutex(Store())
    private let limit: Int

    /// - Parameter limit: how many sessions' are kept.
    package init(limit: Int) { self.limit = max(1, limit) }

    /// The session's auth sig for a node, as JSON.
    ///
    /// - Throws: ``LitError`` with `invalidSession`.
    package func json(of session: SessionProof, for node: String) throws(LitError) -> [UInt8] {
        switch session {
        case .session(let credential): return try json(of: credential, for: node)
        case .signatures(let given):
            guard let signature = given[node] else {
                let made = given.keys.sorted().joined(separator: ", ")
                throw LitError(
                    .invalidSession,
                    "The session signatures have none for \(node): they are for \(made.isEmpty ? "no node" : made).",
                    hint: "Sign for the network's nodes as they are now.")
            }
            return signature.json.utf8
        }
    }

    private func json(of session: SessionCredential, for node: String) throws(LitError) -> [UInt8] {
        let key = Key(
            publicKey: session.key.publicKey, requests: session.requests,
            capabilities: session.capabilities,
            issuedAt: session.issuedAt, expiration: session.expiration)
        if let found = store.withLock({ $0.signatures[key]?[node] }) { return found }
        let made = try session.signatures(for: [node])[node]?.json.utf8 ?? []
        store.withLock { store in
            if store.signatures[key] == nil {
                store.order.append(key)
                if store.order.count > limit {
                    store.signatures[store.order.removeFirst()] = nil
                }
            }
            store.signatures[key, default: [:]][node] = made
        }
        return made
    }
}
