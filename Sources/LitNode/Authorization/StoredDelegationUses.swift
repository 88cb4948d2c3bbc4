internal import Foundation
internal import GRDB
package import Primitives

/// A ledger that outlives the process: a small SQLite database in the node's folder.
///
/// A use is in the database before its request is served, so that no kill of the process gives it back. The disk
/// itself is not waited for: who takes the power away gets back what was used in the last moments, no more.
package final class StoredDelegationUses: DelegationLedger {
    private let queue: DatabaseQueue
    private let limit: Int

    /// Opens the database at a path, or makes it, for the owner only.
    ///
    /// - Parameter limit: how many delegations are counted at a time; beyond that new ones do not pay.
    /// - Throws: ``NodeStartError`` with `state`.
    package init(path: String, limit: Int = 65_536) throws(NodeStartError) {
        self.limit = limit
        var configuration = Configuration()
        configuration.label = "delegations"
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
        }
        do {
            let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
            guard file >= 0 else { throw CocoaError(.fileWriteUnknown) }
            close(file)
            queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA journal_mode = WAL")
                try db.execute(sql: "PRAGMA synchronous = NORMAL")
                try db.execute(
                    sql: """
                        CREATE TABLE IF NOT EXISTS uses (
                            delegation BLOB PRIMARY KEY NOT NULL, count INTEGER NOT NULL,
                            expiration INTEGER NOT NULL
                        ) WITHOUT ROWID
                        """)
            }
        } catch {
            throw NodeStartError(
                .state,
                "The uses of capacity delegations cannot be counted in \(path): \(error). Make the file writable for "
                    + "this user, or remove it: delegations are counted from zero then.")
        }
    }

    package func take(
        _ delegation: Bytes32, of allowed: UInt64, until expiration: Timestamp, now: Timestamp
    ) async throws -> Bool {
        let (id, limit) = (Data(delegation.bytes), limit)
        let (end, time) = (expiration.seconds, now.seconds)
        return try await queue.write { db in
            let row = try Row.fetchOne(
                db, sql: "SELECT count FROM uses WHERE delegation = ?", arguments: [id])
            guard let row else {
                guard allowed > 0, try Self.makeRoom(in: db, limit: limit, now: time) else { return false }
                try db.execute(
                    sql: "INSERT INTO uses (delegation, count, expiration) VALUES (?, 1, ?)",
                    arguments: [id, end])
                return true
            }
            guard let used: Int64 = row["count"], let count = UInt64(exactly: used), count < allowed else {
                return false
            }
            try db.execute(
                sql: "UPDATE uses SET count = count + 1, expiration = ? WHERE delegation = ?",
                arguments: [end, id])
            return true
        }
    }

    /// Forgets what has ended, where there is no room for another.
    private static func makeRoom(in db: Database, limit: Int, now: Int64) throws -> Bool {
        let count = { try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM uses") ?? 0 }
        if try count() < limit { return true }
        try db.execute(sql: "DELETE FROM uses WHERE expiration < ?", arguments: [now])
        return try count() < limit
    }
}
