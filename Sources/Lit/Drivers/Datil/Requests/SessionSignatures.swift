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
    package func json(of session: SessionCredential, for node: String) throws(LitError) -> [UInt8] {
        let key = Key(
            publicKey: session.key.publicKey, requests: session.requests,
            capabilities: session.capabilities,
            issuedAt: session.issuedAt, expiration: session.expiration)
        if let found = store.withLock({ $0.signatures[key]?[node] }) { return found }
        let made: [UInt8]
        do {
            let signatures = try SessionGrant.signatures(
                with: session.key, for: [node], requests: session.requests,
                capabilities: session.capabilities, issuedAt: session.issuedAt, expiration: session.expiration
            )
            made = signatures[node]?.json.utf8 ?? []
        } catch {
            throw LitError(
                .invalidSession, "The session cannot sign for \(node): \(error)",
                hint: "Make a new session.")
        }
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
