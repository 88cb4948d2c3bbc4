internal import GRDB

/// The store of a chain in an SQLite database: blocks, transactions, and the nodes of one state.
///
/// ```swift
/// let store = try SQLiteStore(directory: "/var/lib/chain")
/// defer { store.close() }
/// ```
/// A batch that was written is on the disk, and whatever ends the process leaves whole batches. Any
/// number of threads may read while one writes.
public final class SQLiteStore: ChainStore {
    /// The path of the database for messages.
    let path: String
    let database: any DatabaseWriter
    let gate = StoreGate()
    private let lock: StoreLock?

    /// Opens the store in `directory`, which is made for its owner only if it is not there.
    ///
    /// A store of an older format is brought to the present one after its file was copied to
    /// `chain.sqlite.format-n` beside it.
    /// - Throws: ``StoreError``: `locked` while another store has the directory, in whatever process;
    ///   `unsupportedFormat` for what a newer version or another program wrote; `io` if the system refuses.
    public convenience init(directory: String) throws(StoreError) {
        try self.init(directory: directory, schema: .current)
    }

    /// - Parameter pageLimit: How many pages of 4 KiB the database may have.
    package init(directory: String, schema: StoreSchema, pageLimit: Int? = nil) throws(StoreError) {
        let directory = try StoreDirectory(creating: directory)
        let lock = try StoreLock(directory.lock)
        do {
            let pool = try StoreDatabase.durable(
                at: directory.database, schema: schema, pageLimit: pageLimit)
            try schema.migrate(pool) { format in try StoreDatabase.backUp(pool, format: format) }
            database = pool
            try directory.sync()
        } catch {
            throw StoreError("Opening the chain's store", at: directory.database, error)
        }
        self.lock = lock
        path = directory.database
    }

    private init(_ queue: DatabaseQueue) {
        database = queue
        path = "a temporary place"
        lock = nil
    }

    /// A store that ends with the process: SQLite's private database, which goes to a nameless file in
    /// the system's temporary directory when memory runs short. Nothing is synced.
    ///
    /// Readers wait while a batch is written.
    public static func temporary() throws(StoreError) -> SQLiteStore {
        do {
            let queue = try StoreDatabase.temporary()
            try StoreSchema.current.migrate(queue) { _ in }
            return SQLiteStore(queue)
        } catch {
            throw StoreError("Opening the chain's store", at: "a temporary place", error)
        }
    }

    deinit { close() }

    /// Waits for those who read or write, and closes the files; what comes later is refused.
    public func close() {
        guard gate.close() else { return }
        // Only to leave one tidy file: what is in the log is read from there as well.
        if lock != nil {
            _ = try? database.writeWithoutTransaction { db in try db.checkpoint(.truncate) }
        }
        try? database.close()
        lock?.release()
    }
}

extension SQLiteStore {
    /// What `body` reads; a single statement, which sees whole batches only.
    func read<T>(_ what: String, _ body: (Database) throws -> T) throws(StoreError) -> T {
        try gate.enter()
        defer { gate.leave() }
        do { return try database.unsafeRead(body) } catch { throw StoreError(what, at: path, error) }
    }

    /// Writes all that `body` does, or nothing of it.
    func transaction(_ what: String, _ body: (Database) throws -> Void) throws(StoreError) {
        try gate.enter()
        defer { gate.leave() }
        do {
            try database.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    try body(db)
                    return .commit
                }
            }
        } catch {
            throw StoreError(what, at: path, error)
        }
    }

    /// What the connection that writes answers to `PRAGMA name`.
    package func pragma(_ name: String) throws(StoreError) -> String? {
        try gate.enter()
        defer { gate.leave() }
        do {
            return try database.writeWithoutTransaction { db in
                try Row.fetchOne(db, sql: "PRAGMA \(name)").map { row in
                    let value: DatabaseValue = row[0]
                    return value.storage.value.map { "\($0)" } ?? ""
                }
            }
        } catch {
            throw StoreError("Reading the setting \(name)", at: path, error)
        }
    }
}
