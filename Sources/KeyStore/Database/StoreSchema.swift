internal import GRDB

/// The tables of a store, as the steps that made them: format n is what the first n steps leave.
///
/// The tables `meta` and `shares` keep, in every format, what is needed to unseal and back up the shares.
package struct StoreSchema: Sendable {
    /// Marks the file as one of ours: "LitK", in SQLite's header.
    static let applicationID: Int32 = 0x4c69_744b

    /// The format that this release writes.
    package static let current = StoreSchema(steps: [createTables])

    /// Statements of SQL. A step is never changed once it was released; a new format adds one.
    package let steps: [String]

    /// In the order in which they run.
    package init(steps: [String]) { self.steps = steps }

    /// The number of the format after all steps.
    package var format: Int { steps.count }

    /// The format of a database, zero for an empty one; throws unless it is known. Reads only.
    func check(_ db: Database, at path: String) throws -> Int {
        let application = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let found = max(0, try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0)
        let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0
        guard application == Self.applicationID || application == 0 && found == 0 && isEmpty else {
            throw KeyStoreError(
                .notAStore,
                "The database at \(path) is no key store: choose another folder, or move it away.")
        }
        guard found <= format else {
            throw KeyStoreError(
                .newerFormat,
                "The key store at \(path) has format \(found), which a newer release wrote; this one knows"
                    + " formats up to \(format). Run the newer release; to go back to this one, let this one"
                    + " restore a backup of the shares that it wrote (shares-format-n.backup) into an empty"
                    + " folder.")
        }
        return found
    }

    /// Brings a database of an older format to this one; inside a transaction.
    func migrate(_ db: Database, from found: Int) throws {
        for step in steps.dropFirst(found) { try db.execute(sql: step) }
        try db.execute(sql: "PRAGMA application_id = \(Self.applicationID)")
        try db.execute(sql: "PRAGMA user_version = \(format)")
    }

    private static let createTables = """
        CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE openings (number INTEGER PRIMARY KEY, tag BLOB NOT NULL);
        CREATE TABLE shares (
            curve TEXT NOT NULL, key_set TEXT NOT NULL, epoch INTEGER NOT NULL, key_index INTEGER NOT NULL,
            retired INTEGER NOT NULL, sealed BLOB NOT NULL,
            PRIMARY KEY (curve, key_set, epoch, key_index)) WITHOUT ROWID;
        CREATE TABLE pools (
            id INTEGER PRIMARY KEY, binding BLOB NOT NULL UNIQUE, key_set TEXT NOT NULL,
            epoch INTEGER NOT NULL, owner INTEGER NOT NULL);
        CREATE TABLE pairs (
            position INTEGER PRIMARY KEY AUTOINCREMENT,
            pool INTEGER NOT NULL REFERENCES pools (id) ON DELETE CASCADE,
            first BLOB NOT NULL UNIQUE, second BLOB NOT NULL UNIQUE, sealed BLOB NOT NULL);
        CREATE INDEX pairs_by_pool ON pairs (pool, position);
        CREATE TABLE used (
            triple BLOB PRIMARY KEY, pool INTEGER NOT NULL REFERENCES pools (id) ON DELETE CASCADE)
            WITHOUT ROWID;
        CREATE INDEX used_by_pool ON used (pool);
        CREATE TABLE voids (key_set TEXT PRIMARY KEY, below INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE peer_marks (
            peer TEXT NOT NULL, incarnation BLOB NOT NULL, mark BLOB NOT NULL, heard INTEGER NOT NULL,
            PRIMARY KEY (peer, incarnation)) WITHOUT ROWID;
        """
}
