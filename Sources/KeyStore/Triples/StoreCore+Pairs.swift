internal import Foundation
internal import GRDB
internal import Primitives
internal import Threshold

/// Storing, counting and destroying pairs.
extension StoreCore {
    func putPairs(
        _ entries: [TripleBatch.Entry], binding: TripleBinding, owner: PartyID
    ) throws(KeyStoreError) {
        let sealer = tripleSealer
        try database.transaction("Storing triples") { db in
            try Self.requireNotVoid(binding, db)
            let pool = try PoolRow.make(binding, owner: owner, db)
            guard pool.owner == owner else { throw Self.otherOwner(pool, owner) }
            for entry in entries {
                try Self.requireNew(entry.id, db)
                let sealed = try sealer.seal(entry.record, as: pool.identity(of: entry.id, in: store))
                try db.execute(
                    sql: "INSERT INTO pairs (pool, first, second, sealed) VALUES (?, ?, ?, ?)",
                    arguments: [
                        pool.id, Data(entry.id.first.value.bytes), Data(entry.id.second.value.bytes),
                        Data(sealed),
                    ])
            }
        }
    }

    /// Refuses a triple that is here in whatever role, or was.
    private static func requireNew(_ id: PairID, _ db: Database) throws {
        for triple in [id.first, id.second] {
            let name = Data(triple.value.bytes)
            if try Bool.fetchOne(db, sql: "SELECT 1 FROM used WHERE triple = ?", arguments: [name]) != nil {
                throw KeyStoreError(
                    .alreadyTaken, "The triple \(triple) was used before; it is not stored again.")
            }
            let isStored = try Bool.fetchOne(
                db, sql: "SELECT 1 FROM pairs WHERE first = ?1 OR second = ?1", arguments: [name])
            if isStored != nil {
                throw KeyStoreError(.alreadyStored, "The triple \(triple) is stored already.")
            }
        }
    }

    /// Refuses a set that is void, or whose pool has another owner.
    func requireValid(_ binding: TripleBinding, owner: PartyID) throws(KeyStoreError) {
        try Limits.check(keySet: binding.keySet, epoch: binding.epoch)
        try database.access("Looking a signer set up") { db in
            try Self.requireNotVoid(binding, db)
            if let pool = try PoolRow.find(binding, db), pool.owner != owner {
                throw Self.otherOwner(pool, owner)
            }
        }
    }

    private static func otherOwner(_ pool: PoolRow, _ owner: PartyID) -> KeyStoreError {
        KeyStoreError(
            .mismatched,
            "The triples of these signers belong to party \(pool.owner) here, not to party \(owner).")
    }

    private static func requireNotVoid(_ binding: TripleBinding, _ db: Database) throws {
        let below = try Int64.fetchOne(
            db, sql: "SELECT below FROM voids WHERE key_set = ?", arguments: [binding.keySet])
        if let below, Int64(clamping: binding.epoch) < below {
            throw KeyStoreError(
                .void, "Triples of \(binding.keySet) in epoch \(binding.epoch) have been declared void.")
        }
    }

    func pairIDs(of binding: TripleBinding) throws(KeyStoreError) -> [PairID] {
        try database.access("Listing triples") { db in
            guard let pool = try PoolRow.find(binding, db) else { return [] }
            return try Row.fetchAll(
                db, sql: "SELECT first, second FROM pairs WHERE pool = ? ORDER BY position",
                arguments: [pool.id]
            ).map { try Self.pairID($0) }
        }
    }

    /// From the first two columns.
    static func pairID(_ row: Row) throws -> PairID {
        let (first, second) = (try row.decode(Data.self, atIndex: 0), try row.decode(Data.self, atIndex: 1))
        return try PairID(encoded: Array(first + second))
    }

    func discard(_ ids: [PairID], of binding: TripleBinding) throws(KeyStoreError) -> Int {
        let count = try database.transaction("Discarding triples") { db in
            guard let pool = try PoolRow.find(binding, db) else { return 0 }
            var count = 0
            for id in ids {
                try db.execute(
                    sql: "DELETE FROM pairs WHERE pool = ? AND first = ? AND second = ?",
                    arguments: [pool.id, Data(id.first.value.bytes), Data(id.second.value.bytes)])
                guard db.changesCount == 1 else { continue }
                count += 1
                try Self.markUsed(id, of: pool, db)
            }
            return count
        }
        try database.emptyLog()
        return count
    }

    /// Both triples are never stored again.
    static func markUsed(_ id: PairID, of pool: PoolRow, _ db: Database) throws {
        for triple in [id.first, id.second] {
            try db.execute(
                sql: "INSERT INTO used (triple, pool) VALUES (?, ?)",
                arguments: [Data(triple.value.bytes), pool.id])
        }
    }

    func voidTriples(of keySet: String, before end: UInt64) throws(KeyStoreError) -> Int {
        let end = Int64(clamping: end)
        let count = try database.transaction("Destroying void triples") { db in
            try db.execute(
                sql: """
                    INSERT INTO voids (key_set, below) VALUES (?, ?)
                    ON CONFLICT (key_set) DO UPDATE SET below = max(below, excluded.below)
                    """,
                arguments: [keySet, end])
            let count = try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM pairs WHERE pool IN
                        (SELECT id FROM pools WHERE key_set = ? AND epoch < ?)
                    """,
                arguments: [keySet, end])
            // What was used of these sets goes too: nothing is ever stored for them again.
            try db.execute(
                sql: "DELETE FROM pools WHERE key_set = ? AND epoch < ?", arguments: [keySet, end])
            return count ?? 0
        }
        try database.emptyLog()
        return count
    }

    func storedCounts() throws(KeyStoreError) -> [(TripleBinding, Int)] {
        try database.access("Counting triples") { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT pools.binding, count(pairs.position) FROM pools
                    LEFT JOIN pairs ON pairs.pool = pools.id GROUP BY pools.id ORDER BY pools.id
                    """
            ).map { row in
                let (binding, count) = (
                    try row.decode(Data.self, atIndex: 0), try row.decode(Int.self, atIndex: 1)
                )
                return (try PoolRow.decode(Array(binding)), count)
            }
        }
    }
}
