import GRDB

/// The tables of a store, as the steps that made them: what the format with number n has is what the
/// first n steps leave.
package struct StoreSchema: Sendable {
    /// Marks the file as one of ours: "LitC", in SQLite's header.
    static let applicationID: Int32 = 0x4c69_7443

    /// The format that this program writes.
    package static let current = StoreSchema(steps: [createTables])

    /// Statements of SQL. A step is never changed once it was released; a new format adds one.
    package let steps: [String]

    /// In the order in which they run.
    package init(steps: [String]) { self.steps = steps }

    /// The number of the format after all steps.
    package var format: Int { steps.count }

    /// Throws unless the database is empty or of a format that is known; reads only.
    func check(_ db: Database, at path: String) throws {
        let application = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let found = try Self.format(of: db)
        let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0
        guard application == Self.applicationID || application == 0 && found == 0 && isEmpty else {
            throw StoreError(
                .unsupportedFormat,
                "The database at \(path) is not the store of a chain: choose another directory, or move it away."
            )
        }
        guard found <= format else {
            throw StoreError(
                .unsupportedFormat,
                "The store at \(path) has format \(found), which a newer version of this program wrote; this"
                    + " one knows formats up to \(format): use that version, or choose another directory.")
        }
    }

    /// Brings the database to this format, in one transaction.
    ///
    /// - Parameter backup: Called before an older format is changed, with its number.
    func migrate(_ writer: any DatabaseWriter, backup: (_ format: Int) throws -> Void) throws {
        let found = try writer.writeWithoutTransaction { try Self.format(of: $0) }
        guard found < format else { return }
        if found > 0 { try backup(found) }
        try writer.writeWithoutTransaction { db in
            try db.inTransaction(.immediate) {
                for step in steps[found...] { try db.execute(sql: step) }
                try db.execute(sql: "PRAGMA application_id = \(Self.applicationID)")
                try db.execute(sql: "PRAGMA user_version = \(format)")
                return .commit
            }
        }
    }

    private static func format(of db: Database) throws -> Int {
        max(0, try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0)
    }

    // A transaction can be in several blocks if its sender's nonce was set back in between.
    private static let createTables = """
        CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE blocks (
            number INTEGER PRIMARY KEY, hash BLOB NOT NULL, header BLOB NOT NULL, body BLOB, undo BLOB);
        CREATE UNIQUE INDEX blocks_by_hash ON blocks (hash);
        CREATE TABLE transactions (
            hash BLOB NOT NULL, number INTEGER NOT NULL, position INTEGER NOT NULL,
            PRIMARY KEY (hash, number)) WITHOUT ROWID;
        CREATE INDEX transactions_by_number ON transactions (number);
        CREATE TABLE nodes (
            owner BLOB NOT NULL, path BLOB NOT NULL, record BLOB NOT NULL,
            PRIMARY KEY (owner, path)) WITHOUT ROWID;
        CREATE TABLE codes (hash BLOB PRIMARY KEY, code BLOB NOT NULL) WITHOUT ROWID;
        """
}
