import Foundation
import GRDB

/// Opening the database behind a store.
enum StoreDatabase {
    /// A file with a write-ahead log, of which every transaction is on the disk before it is answered.
    ///
    /// - Parameter pageLimit: How many pages of 4 KiB the file may have; nil for as many as there is room.
    static func durable(at path: String, schema: StoreSchema, pageLimit: Int?) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.label = "chain"
        configuration.maximumReaderCount = 8
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA cache_size = -4096")
            // Before the pool turns a file that may be somebody else's into one with a log.
            if !db.configuration.readonly { try schema.check(db, at: path) }
        }
        let pool = try DatabasePool(path: path, configuration: configuration)
        // The pool chooses NORMAL after it has prepared the connection, which would lose the last
        // transactions with the power; only the connection that writes has to sync. The upper nodes of
        // tries change in every batch: a log of 16 MiB takes them many times before the file does once.
        try pool.writeWithoutTransaction { db in
            try db.execute(
                sql: """
                    PRAGMA synchronous = FULL;
                    PRAGMA fullfsync = ON;
                    PRAGMA checkpoint_fullfsync = ON;
                    PRAGMA wal_autocheckpoint = 4096;
                    PRAGMA journal_size_limit = 67108864;
                    PRAGMA cache_size = -32768;
                    """)
            if let pageLimit { try db.execute(sql: "PRAGMA max_page_count = \(pageLimit)") }
            let level = try Int.fetchOne(db, sql: "PRAGMA synchronous")
            guard level == 2 else {
                throw StoreError(
                    .io,
                    "The database at \(path) does not sync what it writes: PRAGMA synchronous is"
                        + " \(level.map(String.init) ?? "unset") instead of 2.")
            }
        }
        return pool
    }

    /// SQLite's private database of one connection: a file without a name, made when memory runs short,
    /// and gone with the connection or the process.
    static func temporary() throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = "chain"
        configuration.prepareDatabase { db in
            // Room to roll back a transaction, but none for a crash: then it is gone anyway.
            try db.execute(
                sql: """
                    PRAGMA journal_mode = MEMORY;
                    PRAGMA synchronous = OFF;
                    PRAGMA cache_size = -65536;
                    """)
        }
        return try DatabaseQueue(path: "", configuration: configuration)
    }

    /// Copies the file of a database whose format is about to change, as `chain.sqlite.format-n` beside it.
    static func backUp(_ pool: DatabasePool, format: Int) throws {
        let copy = "\(pool.path).format-\(format)"
        let unfinished = copy + ".unfinished"
        // All of the log goes into the file, which then is the whole database.
        try pool.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
        try? FileManager.default.removeItem(atPath: unfinished)
        try FileManager.default.copyItem(atPath: pool.path, toPath: unfinished)
        try StoreDirectory.sync(unfinished)
        guard rename(unfinished, copy) == 0 else {
            throw StoreError("The copy of the older store cannot be named", at: copy, errno: errno)
        }
        try StoreDirectory.sync(StoreDirectory.parent(of: copy))
    }
}
