internal import Foundation
internal import GRDB
internal import Primitives
public import Threshold

/// Shares of keys. What was put stays until it is retired and then erased, each by a call of its own.
extension KeyStore {
    /// Seals and stores a share; when this returns, it is on the disk.
    ///
    /// Storing the same share again is no error; storing another under its name is refused.
    ///
    /// - Throws: ``KeyStoreError`` with `mismatched` for a share of another curve, `alreadyStored`, `io` or
    ///   `closed`.
    public func put<Group: ThresholdGroup>(
        _ share: KeyShare<Group>, as name: ShareName
    ) async throws(KeyStoreError) {
        try name.requireGroup(Group.self)
        let record = share.record
        try await work { core throws(KeyStoreError) in try core.putShare(record, as: name) }
    }

    /// A stored share, retired or not.
    ///
    /// - Throws: ``KeyStoreError`` with `notFound`, `mismatched`, `damaged`, `io` or `closed`.
    public func share<Group: ThresholdGroup>(
        _ name: ShareName, in group: Group.Type
    ) async throws(KeyStoreError) -> KeyShare<Group> {
        try name.requireGroup(Group.self)
        let record = try await work { core throws(KeyStoreError) in try core.shareRecord(name) }
        do { return try KeyShare(record: record) } catch {
            throw KeyStoreError(.damaged, "The stored share of the \(name) cannot be used: \(error).")
        }
    }

    /// All shares, or those of a key set or epoch, by curve, key set, epoch and index.
    public func shares(
        of keySet: String? = nil, epoch: UInt64? = nil
    ) async throws(KeyStoreError) -> [ShareEntry] {
        let all = try await work { core throws(KeyStoreError) in try core.shareEntries() }
        return all.filter {
            (keySet == nil || $0.name.keySet == keySet) && (epoch == nil || $0.name.epoch == epoch)
        }
    }

    /// Puts a share out of use; it can still be read, and is in backups.
    public func retire(_ name: ShareName) async throws(KeyStoreError) {
        try await work { core throws(KeyStoreError) in try core.retireShare(name) }
    }

    /// Destroys a share that was retired, once the sharing that follows it is confirmed.
    ///
    /// - Throws: ``KeyStoreError`` with `notFound` for a share that is not there, or is in use.
    public func erase(_ name: ShareName) async throws(KeyStoreError) {
        try await work { core throws(KeyStoreError) in try core.eraseShare(name) }
    }
}

extension StoreCore {
    func putShare(_ record: Secret, as name: ShareName) throws(KeyStoreError) {
        let identity = name.identity(in: store)
        let sealed = try shareSealer.seal(record, as: identity)
        try database.transaction("Storing the share of the \(name)") { db in
            if let stored = try Self.sealedShare(name, db) {
                guard let opened = shareSealer.open(stored, as: identity) else {
                    throw Self.damaged(name)
                }
                guard opened == record else {
                    throw KeyStoreError(
                        .alreadyStored,
                        "Another share of the \(name) is stored; retire and erase it first if it is to go.")
                }
                return
            }
            try Self.insert(sealed, ShareEntry(name: name, isRetired: false), db)
        }
    }

    static func insert(_ sealed: [UInt8], _ entry: ShareEntry, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO shares (curve, key_set, epoch, key_index, retired, sealed)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: key(entry.name) + [entry.isRetired, Data(sealed)])
    }

    func shareRecord(_ name: ShareName) throws(KeyStoreError) -> Secret {
        let sealed = try database.access("Reading the share of the \(name)") { db in
            try Self.sealedShare(name, db)
        }
        guard let sealed else { throw Self.notFound(name) }
        guard let record = shareSealer.open(sealed, as: name.identity(in: store)) else {
            throw Self.damaged(name)
        }
        return record
    }

    func shareEntries() throws(KeyStoreError) -> [ShareEntry] {
        try database.access("Listing the shares") { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT curve, key_set, epoch, key_index, retired FROM shares
                    ORDER BY curve, key_set, epoch, key_index
                    """)
            return try rows.map { row in
                let (curve, keySet) = (
                    try row.decode(String.self, atIndex: 0), try row.decode(String.self, atIndex: 1)
                )
                let (epoch, index, isRetired) = (
                    try row.decode(Int64.self, atIndex: 2), try row.decode(Int64.self, atIndex: 3),
                    try row.decode(Bool.self, atIndex: 4)
                )
                guard let curve = ShareCurve(rawValue: curve), let epoch = UInt64(exactly: epoch),
                    let index = UInt32(exactly: index)
                else { throw KeyStoreError(.damaged, "A row of the table of shares has no sense.") }
                let name = try ShareName(curve: curve, keySet: keySet, epoch: epoch, index: index)
                return ShareEntry(name: name, isRetired: isRetired)
            }
        }
    }

    func retireShare(_ name: ShareName) throws(KeyStoreError) {
        try change(name, "UPDATE shares SET retired = 1", condition: "")
    }

    func eraseShare(_ name: ShareName) throws(KeyStoreError) {
        try change(name, "DELETE FROM shares", condition: " AND retired = 1")
        try database.emptyLog()
    }

    private func change(_ name: ShareName, _ statement: String, condition: String) throws(KeyStoreError) {
        try database.transaction("Changing the share of the \(name)") { db in
            try db.execute(
                sql: statement + Self.keyCondition + condition, arguments: Self.key(name))
            guard db.changesCount == 1 else { throw Self.notFound(name) }
        }
    }

    private static let keyCondition = " WHERE curve = ? AND key_set = ? AND epoch = ? AND key_index = ?"

    private static func key(_ name: ShareName) -> StatementArguments {
        [name.curve.rawValue, name.keySet, Int64(clamping: name.epoch), Int64(name.index)]
    }

    private static func sealedShare(_ name: ShareName, _ db: Database) throws -> [UInt8]? {
        try Data.fetchOne(db, sql: "SELECT sealed FROM shares" + keyCondition, arguments: key(name))
            .map { Array($0) }
    }

    private static func notFound(_ name: ShareName) -> KeyStoreError {
        KeyStoreError(.notFound, "There is no share of the \(name), or it is not in the state for this.")
    }

    private static func damaged(_ name: ShareName) -> KeyStoreError {
        KeyStoreError(
            .damaged,
            "The sealed share of the \(name) does not open: it was changed, or is of another store or name."
                + " Restore a backup of the shares.")
    }
}
