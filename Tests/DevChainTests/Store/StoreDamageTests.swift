import DevChain
import EVM
import Ethereum
import Foundation
import GRDB
import Primitives
import TestSupport
import Testing

@Suite("Damage and want of room")
struct StoreDamageTests {
    /// A chain of five blocks on disk, whose database `change` has had in hand.
    private static func damaged(
        _ change: (DatabaseQueue) throws -> Void, _ body: (SQLiteStore, ChainMaker) throws -> Void
    ) throws {
        let place = try TemporaryDirectory()
        var chain = try ChainMaker(accounts: 200)
        for _ in 0..<4 { try chain.transfer(2, among: 200) }
        let first = try SQLiteStore(directory: place.path)
        try chain.write(to: first)
        first.close()
        let queue = try DatabaseQueue(path: place.database)
        try change(queue)
        try queue.close()
        let store = try SQLiteStore(directory: place.path)
        defer { store.close() }
        try body(store, chain)
    }

    @Test(
        "A damaged block is an error that names it, and the others are read",
        arguments: [
            "UPDATE blocks SET body = x'02c0' WHERE number = 2",
            "UPDATE blocks SET body = x'' WHERE number = 2",
            "UPDATE blocks SET body = x'01c3c0c0c000' WHERE number = 2",
            "UPDATE blocks SET body = 'text' WHERE number = 2",
            "UPDATE blocks SET body = 5 WHERE number = 2",
            "UPDATE blocks SET undo = NULL WHERE number = 2",
            "UPDATE blocks SET undo = x'01c1c0' WHERE number = 2",
            "UPDATE blocks SET header = (SELECT header FROM blocks WHERE number = 1) WHERE number = 2",
            "UPDATE blocks SET header = x'01' || substr(header, 3) WHERE number = 2",
            "UPDATE blocks SET hash = x'00' WHERE number = 2",
        ])
    func block(_ sql: String) throws {
        try Self.damaged({ try $0.write { try $0.execute(sql: sql) } }) { (store, chain) throws in
            let error = #expect(throws: StoreError.self) { try store.block(number: 2) }
            #expect(error?.code == .corrupt)
            #expect(error?.description.contains("block 2 in the table blocks") == true)
            for number in [0, 1, 3, 4] as [UInt64] {
                #expect(try store.block(number: number)?.hash == chain.blocks[Int(number)].hash)
            }
            #expect(try store.load() == chain.stored)
        }
    }

    @Test("Wrong types in the index and in the row of the chain are errors")
    func types() throws {
        let hash = try ChainMaker(accounts: 200).blocks[0].hash
        let change: (DatabaseQueue) throws -> Void = { queue in
            try queue.write { db in
                try db.execute(sql: "UPDATE transactions SET position = 'x'")
                try db.execute(sql: "UPDATE meta SET value = x'01c0' WHERE name = 'chain'")
            }
        }
        try Self.damaged(change) { (store, chain) throws in
            let transaction = chain.blocks[1].transactions[0]
            let place = #expect(throws: StoreError.self) {
                try store.transactionPlace(hash: transaction.hash)
            }
            #expect(place?.description.contains("\(transaction.hash)") == true)
            let load = #expect(throws: StoreError.self) { try store.load() }
            #expect(load?.description.contains("chain in the table meta") == true)
            #expect(try store.blockNumber(hash: hash) == 0)
        }
    }

    @Test("A damaged or missing node is an error only for what lies below it")
    func nodes() throws {
        // The record of the trie of accounts at the path "3".
        let change: (DatabaseQueue) throws -> Void = { queue in
            try queue.write { db in
                try db.execute(sql: "UPDATE nodes SET record = x'0180' WHERE owner = x'' AND path = x'3001'")
                #expect(db.changesCount == 1)
                try db.execute(sql: "DELETE FROM nodes WHERE owner = x'' AND path = x'5001'")
                #expect(db.changesCount == 1)
            }
        }
        try Self.damaged(change) { (store, chain) throws in
            let state = try WorldState(root: chain.state.root, source: store)
            for index in 0..<200 {
                let address = ChainMaker.address(index)
                let first = Keccak256.hash(address.bytes).bytes[0] >> 4
                if first == 3 || first == 5 {
                    let error = #expect(throws: StateError.self) { try state.account(address) }
                    #expect(error?.description.contains("path \(first)") == true)
                } else {
                    #expect(try state.account(address) == chain.state.account(address))
                }
            }
        }
    }

    @Test("A file with a page overwritten gives errors and no crash")
    func pages() throws {
        var pagesNoticed = 0
        for page in 1..<12 {
            let place = try TemporaryDirectory()
            var chain = try ChainMaker(accounts: 100)
            for _ in 0..<20 { try chain.transfer(3, among: 100) }
            let first = try SQLiteStore(directory: place.path)
            try chain.write(to: first)
            first.close()
            var content = try Data(contentsOf: URL(fileURLWithPath: place.database))
            for offset in 0..<4096 { content[page * 4096 + offset] = UInt8(truncatingIfNeeded: offset &* 31) }
            try content.write(to: URL(fileURLWithPath: place.database))
            let store: SQLiteStore
            do { store = try SQLiteStore(directory: place.path) } catch {
                pagesNoticed += 1
                continue
            }
            var failures = 0
            func attempt(_ body: () throws -> Void) throws {
                do { try body() } catch is StoreError { failures += 1 } catch is StateError { failures += 1 }
            }
            for block in chain.blocks {
                try attempt { _ = try store.block(number: block.number) }
                try attempt { _ = try store.blockNumber(hash: block.hash) }
                for transaction in block.transactions {
                    try attempt { _ = try store.transactionPlace(hash: transaction.hash) }
                }
            }
            try attempt { _ = try WorldState(root: chain.state.root, source: store).contents() }
            try attempt { try chain.transfer(among: 100) }
            try attempt { try chain.write(to: store) }
            if failures > 0 { pagesNoticed += 1 }
            store.close()
        }
        // Free pages and an index that is not asked are not noticed.
        #expect(pagesNoticed >= 6)
    }

    @Test("A full disk refuses a batch in words, keeps what was there and takes smaller batches")
    func full() throws {
        let place = try TemporaryDirectory()
        let store = try SQLiteStore(directory: place.path, schema: .current, pageLimit: 60)
        defer { store.close() }
        var chain = try ChainMaker(accounts: 30)
        try chain.write(to: store)
        let stored = chain.stored
        var large = chain
        for _ in 0..<60 { try large.transfer(20, among: 30) }
        let batch = try large.batch()
        let error = #expect(throws: StoreError.self) { try store.write(batch) }
        #expect(error?.code == .io)
        #expect(error?.description.contains("no room left") == true)
        #expect(error?.description.contains(place.database) == true)
        #expect(try store.load() == stored)
        #expect(try store.block(number: 1) == nil)
        #expect(
            try WorldState(root: stored.stateRoot, source: store).contents() == chain.state.contents())
        try chain.transfer(among: 30)
        try chain.write(to: store)
        #expect(try store.load()?.headNumber == 1)
    }
}

@Suite("Records of a store under mutation")
struct StoreRecordFuzzTests {
    @Test("Fuzz: a changed record is read or is an error that names the block")
    func mutation() throws {
        let place = try TemporaryDirectory()
        let block = try SampleBlock.make(number: 0)
        let store = try SQLiteStore(directory: place.path)
        defer { store.close() }
        let chain = StoredChain(
            chainID: 1, genesisHash: block.hash, headNumber: 0, stateRoot: emptyTrieRoot, settings: [])
        try store.write(StoreBatch(chain: chain, blocks: [block]))
        let queue = try DatabaseQueue(path: place.database)
        let columns = ["header", "body", "undo"]
        let records = try columns.map { column in
            try queue.read { [UInt8](try Data.fetchOne($0, sql: "SELECT \(column) FROM blocks") ?? Data()) }
        }
        var random = SplitMix64(seed: fuzzSeed &+ 71)
        var refused = 0
        for turn in 0..<(fuzzIterations / 10) {
            let column = turn % 3
            let mutated = random.mutated(records[column])
            try queue.inDatabase { db in
                for (index, name) in columns.enumerated() {
                    try db.execute(
                        sql: "UPDATE blocks SET \(name) = ?",
                        arguments: [Data(index == column ? mutated : records[index])])
                }
            }
            do {
                let read = try store.block(number: 0)
                if column == 0 { #expect(read?.header == block.header) }
            } catch {
                refused += 1
                #expect(error.code == .corrupt)
                #expect(error.description.contains("block 0 in the table blocks"))
            }
        }
        #expect(refused > fuzzIterations / 40)
        try queue.close()
    }
}
