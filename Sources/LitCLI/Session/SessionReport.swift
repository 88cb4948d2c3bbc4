import Ethereum
import Lit
import Primitives
import Synchronization

/// What is told of a session: everything but what would let somebody use it.
struct SessionReport {
    let session: StoredSession

    init(_ session: StoredSession) { self.session = session }

    func lines(style: Style) -> [String] {
        let isOver = session.expiration <= .now()
        func row(_ name: String, _ value: String) -> String { style.dim(name.padded(to: 12)) + value }
        var lines = [
            row("Account", session.account.checksummed), row("Network", session.network),
            row("Until", session.expiration.rfc3339(.seconds) + (isOver ? style.yellow("  it is over") : "")),
        ]
        for (index, permission) in session.permissions.enumerated() {
            lines.append(row(index == 0 ? "Allows" : "", "to \(permission)"))
        }
        return lines
    }

    var json: JSON {
        [
            "id": .string(session.id), "account": .string(session.account.checksummed),
            "network": .string(session.network), "issuedAt": .string(session.issuedAt.rfc3339(.seconds)),
            "expiration": .string(session.expiration.rfc3339(.seconds)),
            "permissions": .array(
                session.permissions.map { permission in
                    ["resource": .string(permission.resource), "ability": .string(permission.ability)]
                }),
        ]
    }
}

/// Has a new session made, whatever is kept, and catches it.
final class SessionCatcher: SessionStore {
    private let session = Mutex<StoredSession?>(nil)

    var caught: StoredSession? { session.withLock { $0 } }

    func save(_ session: StoredSession) async throws(LitError) { self.session.withLock { $0 = session } }
    func session(_ id: StoredSession.ID) async throws(LitError) -> StoredSession? { nil }
    func all() async throws(LitError) -> [StoredSession] { [] }
    func remove(_ id: StoredSession.ID) async throws(LitError) {}
    func removeAll() async throws(LitError) {}
}
