internal import Foundation
internal import GRDB

/// The database behind a store: one connection, which no other process can join, with a write-ahead log of
/// which every transaction is on the disk before it is answered.
struct StoreDatabase: Sendable {
    let path: String
    private let queue: DatabaseQueue

    init(path: String) throws(KeyStoreError) {
        self.path = path
        var configuration = Configuration()
        configuration.label = "keystore"
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { db in
            // An exclusive connection keeps the index of its log in memory: there is no file that is shared.
            try db.execute(
                sql: """
                    PRAGMA locking_mode = EXCLUSIVE;
                    PRAGMA secure_delete = ON;
                    PRAGMA temp_store = MEMORY;
                    PRAGMA fullfsync = ON;
                    PRAGMA checkpoint_fullfsync = ON;
                    """)
        }
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
        } catch {
            throw KeyStoreError("Opening the key store", at: path, error)
        }
    }

    /// Turns on what durability rests on, and reads back whether it is on; after the file was found to be ours.
    func makeDurable() throws(KeyStoreError) {
        try access("Setting up the key store") { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL")
            try db.execute(sql: "PRAGMA synchronous = FULL")
            for (pragma, expected) in [
                ("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1"), ("secure_delete", "1"),
                ("locking_mode", "exclusive"),
            ] {
                let value = try DatabaseValue.fetchOne(db, sql: "PRAGMA \(pragma)")
                let found =
                    switch value?.storage {
                    case .string(let text): text
                    case .int64(let number): String(number)
                    default: "unset"
                    }
                guard found == expected else {
                    throw KeyStoreError(
                        .io,
                        "The key store at \(path) cannot be kept durable: PRAGMA \(pragma) is \(found) instead"
                            + " of \(expected).")
                }
            }
        }
    }

    /// Reads.
    func access<Value>(
        _ what: String, _ body: (Database) throws -> Value
    ) throws(KeyStoreError) -> Value {
        do { return try queue.writeWithoutTransaction(body) } catch {
            throw KeyStoreError(what, at: path, error)
        }
    }

    /// Writes in one transaction; when this returns, it is on the disk, and if it throws, nothing was changed.
    func transaction<Value>(
        _ what: String, _ body: (Database) throws -> Value
    ) throws(KeyStoreError) -> Value {
        try access(what) { db in
            var value: Value?
            try db.inTransaction(.immediate) {
                value = try body(db)
                return .commit
            }
            guard let value else { throw KeyStoreError(.io, "\(what) did not end at \(path).") }
            return value
        }
    }

    /// Takes all of the log into the database and empties it, so that no file has a deleted row any more.
    func emptyLog() throws(KeyStoreError) {
        try access("Emptying the key store's log") { db in _ = try db.checkpoint(.truncate) }
    }

    func close() throws(KeyStoreError) {
        do { try queue.close() } catch { throw KeyStoreError("Closing the key store", at: path, error) }
    }
}

extension KeyStoreError {
    /// What the database threw while doing `what`, such as "Storing a share".
    init(_ what: String, at path: String, _ error: any Error) {
        if let error = error as? KeyStoreError {
            self = error
            return
        }
        if error is RowDecodingError {
            self.init(
                .damaged,
                "\(what) failed: a row of the database at \(path) has no sense. Restore a backup of the shares."
            )
            return
        }
        guard let error = error as? DatabaseError else {
            self.init(.io, "\(what) failed at \(path): \(type(of: error)).")
            return
        }
        let reason = "\(error.message ?? "no reason given") (SQLite \(error.extendedResultCode.rawValue))"
        switch error.resultCode {
        case .SQLITE_FULL:
            self.init(
                .io, "\(what) failed at \(path): there is no room left, \(reason). Nothing was changed.")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(.locked, "\(what) failed: another program has \(path) open, \(reason). Close it there.")
        case .SQLITE_NOTADB:
            self.init(.notAStore, "\(what) failed: \(path) is not a database, \(reason).")
        case .SQLITE_CORRUPT, .SQLITE_FORMAT:
            self.init(
                .damaged,
                "\(what) failed: the database at \(path) is damaged, \(reason). Restore a backup of the shares."
            )
        default: self.init(.io, "\(what) failed at \(path): \(reason).")
        }
    }
}
