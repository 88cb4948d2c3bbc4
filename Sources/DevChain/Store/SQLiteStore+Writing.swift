import EVM
import Ethereum
import Foundation
import GRDB
import Primitives

extension SQLiteStore {
    /// Writes all of a batch in one transaction; a durable store has synced it when this returns.
    ///
    /// A batch that begins with a block 0 begins the chain anew: the blocks before it go.
    /// - Throws: ``StoreError``, after which the store has what it had before: `corrupt` if the blocks
    ///   don't continue the stored ones, `io` if there is no room.
    public func write(_ batch: StoreBatch) throws(StoreError) {
        try transaction("Writing a batch up to block \(batch.chain.headNumber)") { db in
            let stored = try Self.stored(db)
            var head = stored?.headNumber
            var prunedBelow = stored?.prunedBelow ?? 0
            if batch.blocks.first?.number == 0 {
                try Self.remove(from: 0, in: db)
                (head, prunedBelow) = (nil, 0)
            } else if let last = batch.removedAbove, let old = head, last < old {
                try Self.remove(from: last + 1, in: db)
                head = last
                prunedBelow = min(prunedBelow, last + 1)
            }
            try Self.insert(batch.difference, in: db)
            for block in batch.blocks {
                guard block.number == (head.map { $0 &+ 1 } ?? 0) else {
                    throw Self.discontinuous(block.number, after: head)
                }
                try Self.insert(block, in: db)
                head = block.number
            }
            guard head == batch.chain.headNumber else {
                throw Self.discontinuous(batch.chain.headNumber, after: head)
            }
            // The head stays whole whatever is asked for.
            if let limit = batch.pruneBelow.map({ min($0, batch.chain.headNumber) }), limit > prunedBelow {
                try Self.prune(prunedBelow..<limit, in: db)
                prunedBelow = limit
            }
            let record = ChainRecord(batch.chain, prunedBelow: prunedBelow)
            try Self.set(Self.chainName, record.encoded, in: db)
            try Self.set(Self.settingsName, batch.chain.settings, in: db)
        }
    }

    private static func stored(_ db: Database) throws -> ChainRecord? {
        let select = try db.cachedStatement(sql: "SELECT value FROM meta WHERE name = ?")
        guard let row = try Row.fetchOne(select, arguments: [chainName]) else { return nil }
        return try chain(try bytes(row, 0, "meta", chainName))
    }

    private static func discontinuous(_ number: UInt64, after head: UInt64?) -> StoreError {
        StoreError(
            .corrupt,
            "Block \(number) cannot be written after "
                + (head.map { "block \($0)." } ?? "no block: the first one must be block 0."))
    }

    private static func insert(_ difference: StateDifference, in db: Database) throws {
        let node = try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO nodes (owner, path, record) VALUES (?, ?, ?)")
        for record in difference.nodes {
            let key = NodeKey(owner: record.owner, path: record.path)
            try node.execute(arguments: [key.owner, key.path, Data(record.record)])
        }
        // A code never changes, so one that is there already stays as it is.
        let code = try db.cachedStatement(sql: "INSERT OR IGNORE INTO codes (hash, code) VALUES (?, ?)")
        for bytecode in difference.codes {
            try code.execute(arguments: [Data(bytecode.hash.bytes), try blob(bytecode.bytes, "a code")])
        }
    }

    private static func insert(_ block: SealedBlock, in db: Database) throws {
        let key = try integer(block.number)
        let insert = try db.cachedStatement(
            sql: "INSERT INTO blocks (number, hash, header, body, undo) VALUES (?, ?, ?, ?, ?)")
        try insert.execute(
            arguments: [
                key, Data(block.hash.bytes), Data([headerVersion] + block.header.encoded),
                try blob(BlockBodyRecord.encode(block), "the body of block \(block.number)"),
                try blob(UndoRecord.encode(block.undo), "the undo record of block \(block.number)"),
            ])
        let place = try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO transactions (hash, number, position) VALUES (?, ?, ?)")
        for (position, transaction) in block.transactions.enumerated() {
            try place.execute(arguments: [Data(transaction.hash.bytes), key, position])
        }
    }

    private static func remove(from number: UInt64, in db: Database) throws {
        let key = try integer(number)
        try db.cachedStatement(sql: "DELETE FROM transactions WHERE number >= ?").execute(arguments: [key])
        try db.cachedStatement(sql: "DELETE FROM blocks WHERE number >= ?").execute(arguments: [key])
    }

    /// Leaves only the headers of these blocks, but all of block 0.
    private static func prune(_ numbers: Range<UInt64>, in db: Database) throws {
        let range = [Int64(clamping: max(1, numbers.lowerBound)), Int64(clamping: numbers.upperBound)]
        try db.cachedStatement(sql: "DELETE FROM transactions WHERE number >= ? AND number < ?")
            .execute(arguments: StatementArguments(range))
        try db.cachedStatement(
            sql: "UPDATE blocks SET body = NULL, undo = NULL WHERE number >= ? AND number < ?"
        ).execute(arguments: StatementArguments(range))
    }

    private static func set(_ name: String, _ value: [UInt8], in db: Database) throws {
        let set = try db.cachedStatement(
            sql: """
                INSERT INTO meta (name, value) VALUES (?, ?)
                ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value
                """)
        try set.execute(arguments: [name, try blob(value, "the row \(name)")])
    }

    private static func integer(_ number: UInt64) throws -> Int64 {
        guard let integer = Int64(exactly: number) else {
            throw StoreError(.io, "Block \(number) cannot be stored: its number has more than 63 bits.")
        }
        return integer
    }

    /// SQLite keeps up to 10^9 bytes in a row; more would end the process where they are bound.
    private static func blob(_ bytes: [UInt8], _ what: String) throws -> Data {
        guard bytes.count <= 1 << 28 else {
            throw StoreError(.io, "\(what) cannot be stored: \(bytes.count) bytes are more than 256 MiB.")
        }
        return Data(bytes)
    }
}
