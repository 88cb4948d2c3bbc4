internal import Foundation
internal import GRDB

/// The values of the table `meta`, and the table of openings.
enum StoreMeta {
    enum Name: String {
        case store, keyOrigin, keyCheck, incarnation, opening, sequence
    }

    static func bytes(_ name: Name, _ db: Database) throws -> [UInt8] {
        let value = try Data.fetchOne(
            db, sql: "SELECT value FROM meta WHERE name = ?", arguments: [name.rawValue])
        guard let value else {
            throw KeyStoreError(
                .damaged, "The key store lacks its \(name.rawValue): restore a backup of the shares.")
        }
        return Array(value)
    }

    static func set(_ name: Name, _ value: [UInt8], _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO meta (name, value) VALUES (?, ?)
                ON CONFLICT (name) DO UPDATE SET value = excluded.value
                """,
            arguments: [name.rawValue, Data(value)])
    }

    static func number(_ name: Name, _ db: Database) throws -> UInt64 {
        let bytes = try bytes(name, db)
        guard bytes.count == 8 else {
            throw KeyStoreError(
                .damaged, "The key store's \(name.rawValue) is no number: restore a backup of the shares.")
        }
        return bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    static func set(_ name: Name, _ value: UInt64, _ db: Database) throws {
        try set(name, (0..<8).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }, db)
    }

    static func store(_ db: Database) throws -> StoreID {
        guard let store = StoreID(try bytes(.store, db)) else {
            throw KeyStoreError(
                .damaged, "The key store's name is damaged: restore a backup of the shares.")
        }
        return store
    }

    static func lineage(_ db: Database) throws -> Lineage {
        var tags: [UInt64: [UInt8]] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT number, tag FROM openings") {
            let (number, tag) = (
                try row.decode(Int64.self, atIndex: 0), try row.decode(Data.self, atIndex: 1)
            )
            tags[UInt64(clamping: number)] = Array(tag)
        }
        return Lineage(
            incarnation: try bytes(.incarnation, db), opening: try number(.opening, db), tags: tags,
            sequence: try number(.sequence, db))
    }

    /// Writes what changes with an opening.
    static func setOpening(_ lineage: Lineage, _ db: Database) throws {
        try set(.incarnation, lineage.incarnation, db)
        try set(.opening, lineage.opening, db)
        try set(.sequence, lineage.sequence, db)
        let oldest = lineage.tags.keys.min() ?? lineage.opening
        try db.execute(sql: "DELETE FROM openings WHERE number < ?", arguments: [Int64(clamping: oldest)])
        try db.execute(
            sql: "INSERT INTO openings (number, tag) VALUES (?, ?)",
            arguments: [Int64(clamping: lineage.opening), Data(lineage.mark.tag)])
    }
}
