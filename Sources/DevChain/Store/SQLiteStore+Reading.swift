import EVM
public import Ethereum
import Foundation
import GRDB
public import Primitives

extension SQLiteStore {
    public func load() throws(StoreError) -> StoredChain? {
        try read("Reading what the chain is") { db in
            // One statement, so that a batch in between cannot part what belongs together.
            var values: [String: [UInt8]] = [:]
            let rows = try Row.fetchCursor(db, sql: "SELECT name, value FROM meta")
            while let row = try rows.next() {
                guard let name = String.fromDatabaseValue(row[0]) else { continue }
                values[name] = try Self.bytes(row, 1, "meta", name)
            }
            guard let record = values[Self.chainName] else { return nil }
            let chain = try Self.chain(record)
            return StoredChain(
                chainID: chain.chainID, genesisHash: chain.genesisHash, headNumber: chain.headNumber,
                stateRoot: chain.stateRoot, settings: values[Self.settingsName] ?? [])
        }
    }

    public func block(number: UInt64) throws(StoreError) -> SealedBlock? {
        guard let key = Int64(exactly: number) else { return nil }
        let parts: [[UInt8]]? = try read("Reading block \(number)") { db in
            let select = try db.cachedStatement(
                sql: "SELECT hash, header, body, undo FROM blocks WHERE number = ? AND body IS NOT NULL")
            guard let row = try Row.fetchOne(select, arguments: [key]) else { return nil }
            return try (0..<4).map { try Self.bytes(row, $0, "blocks", "block \(number)") }
        }
        // Decoded where nobody waits for the connection.
        guard let parts else { return nil }
        let (header, hash) = try Self.header(parts[1], hash: parts[0], number: number)
        do {
            let body = try BlockBodyRecord(decoding: parts[2])
            return SealedBlock(
                header: header, hash: hash, transactions: body.transactions, receipts: body.receipts,
                withdrawals: body.withdrawals, prelude: body.prelude,
                undo: try UndoRecord.decode(parts[3]))
        } catch {
            throw StoreError(damaged: "blocks", "block \(number)", error)
        }
    }

    /// The header of the block of this number, which pruning leaves; nil beyond the head.
    public func header(number: UInt64) throws(StoreError) -> BlockHeader? {
        guard let key = Int64(exactly: number) else { return nil }
        let parts: [[UInt8]]? = try read("Reading the header of block \(number)") { db in
            let select = try db.cachedStatement(sql: "SELECT hash, header FROM blocks WHERE number = ?")
            guard let row = try Row.fetchOne(select, arguments: [key]) else { return nil }
            return try (0..<2).map { try Self.bytes(row, $0, "blocks", "block \(number)") }
        }
        guard let parts else { return nil }
        return try Self.header(parts[1], hash: parts[0], number: number).header
    }

    public func blockNumber(hash: Bytes32) throws(StoreError) -> UInt64? {
        try read("Looking for a block by its hash") { db in
            let select = try db.cachedStatement(sql: "SELECT number FROM blocks WHERE hash = ?")
            guard let row = try Row.fetchOne(select, arguments: [Data(hash.bytes)]) else { return nil }
            return try Self.number(row, 0, "blocks", "block \(hash)")
        }
    }

    public func transactionPlace(hash: Bytes32) throws(StoreError) -> TransactionPlace? {
        try read("Looking for a transaction by its hash") { db in
            let select = try db.cachedStatement(
                sql: "SELECT number, position FROM transactions WHERE hash = ? ORDER BY number DESC LIMIT 1")
            guard let row = try Row.fetchOne(select, arguments: [Data(hash.bytes)]) else { return nil }
            let key = "transaction \(hash)"
            let index = try Self.number(row, 1, "transactions", key)
            return TransactionPlace(
                number: try Self.number(row, 0, "transactions", key), index: Int(clamping: index))
        }
    }
}

extension SQLiteStore {
    /// The row of ``ChainRecord``.
    static let chainName = "chain"
    /// The row of the engine's record.
    static let settingsName = "settings"
    /// The first byte of a header's record.
    static let headerVersion: UInt8 = 1

    static func chain(_ record: [UInt8]) throws(StoreError) -> ChainRecord {
        do { return try ChainRecord(decoding: record) } catch {
            throw StoreError(damaged: "meta", chainName, error)
        }
    }

    private static func header(
        _ record: [UInt8], hash: [UInt8], number: UInt64
    ) throws(StoreError) -> (header: BlockHeader, hash: Bytes32) {
        do {
            guard record.first == headerVersion else {
                throw RecordError("its header is not of version \(headerVersion)")
            }
            let header = try BlockHeader(decoding: Array(record.dropFirst()))
            let hash = Bytes32(hash)
            guard header.number == number, let hash, header.hash == hash else {
                throw RecordError("its header is not the one of its number and hash")
            }
            return (header, hash)
        } catch {
            throw StoreError(damaged: "blocks", "block \(number)", error)
        }
    }

    /// A blob; a damaged file can have anything in a column.
    static func bytes(_ row: Row, _ column: Int, _ table: String, _ key: String) throws -> [UInt8] {
        let value: DatabaseValue = row[column]
        guard case .blob(let data) = value.storage else {
            throw StoreError(damaged: table, key, RecordError("column \(column) is not a blob"))
        }
        return [UInt8](data)
    }

    static func number(_ row: Row, _ column: Int, _ table: String, _ key: String) throws -> UInt64 {
        let value: DatabaseValue = row[column]
        guard case .int64(let number) = value.storage, let number = UInt64(exactly: number) else {
            throw StoreError(damaged: table, key, RecordError("column \(column) is not a natural number"))
        }
        return number
    }
}
