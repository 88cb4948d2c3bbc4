import DevChain
import EVM
import Ethereum
import Foundation
import Primitives
import Synchronization
import TestSupport
import Testing

/// What a kill leaves behind is what stands in the files at that moment: copies of the files, taken
/// while batches are being written, must be whole.
@Suite("Files copied while they are written", .timeLimit(.minutes(2)))
struct StoreCrashTests {
    private static let accounts = 50

    /// What the writer and the one who copies tell each other.
    private final class Progress: Sendable {
        let answered = Atomic<UInt64>(0)
        let isDone = Atomic<Bool>(false)
        let copies = Mutex<[(path: String, least: UInt64)]>([])
        let blocks = Mutex<[SealedBlock]>([])
    }

    /// The files as they stood at one moment; false if it did not come.
    ///
    /// They can only be read one after the other. So a copy counts only if, meanwhile, nothing went
    /// from the log to the database file and the log did not begin anew: then the log has only grown, and
    /// what was read of it is what it was at some moment.
    private static func copy(_ place: TemporaryDirectory, to target: String) throws -> Bool {
        func content(_ suffix: String) throws -> Data {
            let path = place.database + suffix
            guard FileManager.default.fileExists(atPath: path) else { return Data() }
            return try Data(contentsOf: URL(fileURLWithPath: path))
        }
        for _ in 0..<20 {
            let (database, log, index) = (try content(""), try content("-wal"), try content("-shm"))
            guard try content("-wal").prefix(32) == log.prefix(32), try content("") == database else {
                continue
            }
            try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
            for (suffix, data) in [("", database), ("-wal", log), ("-shm", index)] where !data.isEmpty {
                try data.write(to: URL(fileURLWithPath: target + "/chain.sqlite" + suffix))
            }
            return true
        }
        return false
    }

    /// Opens the copy and holds it against the chain it was made from.
    private static func check(_ path: String, blocks: [SealedBlock], atLeast least: UInt64) throws {
        let store = try SQLiteStore(directory: path)
        defer { store.close() }
        let chain = try #require(try store.load())
        #expect(chain.headNumber >= least)
        #expect(chain.headNumber < UInt64(blocks.count))
        // Batches are of five blocks, after the genesis.
        #expect(chain.headNumber % 5 == 0)
        #expect(try store.block(number: chain.headNumber + 1) == nil)
        // An account that was removed begins again, with the same transactions: the newest counts.
        var places: [Bytes32: TransactionPlace] = [:]
        for block in blocks[...Int(chain.headNumber)] {
            #expect(try store.block(number: block.number)?.hash == block.hash)
            #expect(try store.blockNumber(hash: block.hash) == block.number)
            for (index, transaction) in block.transactions.enumerated() {
                places[transaction.hash] = TransactionPlace(number: block.number, index: index)
            }
        }
        for (hash, place) in places { #expect(try store.transactionPlace(hash: hash) == place) }
        let head = try #require(try store.block(number: chain.headNumber))
        #expect(chain.stateRoot == head.header.stateRoot)
        var state = try WorldState(root: chain.stateRoot, source: store)
        #expect(try !state.contents().isEmpty)
        // All the way back, every state is the one of its block.
        for number in (0..<chain.headNumber).reversed() {
            state = try state.applying(try #require(try store.block(number: number + 1)).undo)
            #expect(state.root == blocks[Int(number)].header.stateRoot)
        }
        _ = try state.contents()
    }

    @Test("Copies between batches have all that was answered")
    func between() throws {
        let place = try TemporaryDirectory()
        var chain = try ChainMaker(accounts: Self.accounts)
        let store = try SQLiteStore(directory: place.path)
        try chain.write(to: store)
        for turn in 0..<6 {
            for _ in 0..<4 { try chain.transfer(2, among: Self.accounts) }
            try chain.churn(among: Self.accounts)
            try chain.write(to: store)
            let target = place.sibling("copy-\(turn)")
            #expect(try Self.copy(place, to: target))
            try Self.check(target, blocks: chain.blocks, atLeast: chain.head.number)
        }
        store.close()
        try Self.check(place.path, blocks: chain.blocks, atLeast: chain.head.number)
    }

    @Test("Copies in the midst of batches have whole batches, and all that was answered before")
    func during() async throws {
        let place = try TemporaryDirectory()
        let progress = Progress()
        try await together(Self.writerAndCopier(place, progress))
        try Self.checkAll(place, progress)
    }

    private static func writerAndCopier(
        _ place: TemporaryDirectory, _ progress: Progress
    ) throws -> [@Sendable () throws -> Void] {
        let store = try SQLiteStore(directory: place.path)
        let (first, batches, blocks) = try batches()
        try store.write(first)
        progress.blocks.withLock { $0 = blocks }
        return [{ copyAll(of: place, progress) }, { write(batches, to: store, progress) }]
    }

    private static func checkAll(_ place: TemporaryDirectory, _ progress: Progress) throws {
        let blocks = progress.blocks.withLock { $0 }
        let copies = progress.copies.withLock { $0 }
        #expect(!copies.isEmpty)
        for copy in copies { try check(copy.path, blocks: blocks, atLeast: copy.least) }
        try check(place.path, blocks: blocks, atLeast: UInt64(blocks.count - 1))
    }

    /// Made beforehand, so that writing is nearly all that the writer does.
    private static func batches() throws -> (first: StoreBatch, [StoreBatch], [SealedBlock]) {
        var made = try ChainMaker(accounts: accounts, seed: 9)
        let first = try made.batch()
        made.didWrite()
        var batches: [StoreBatch] = []
        for _ in 0..<80 {
            for _ in 0..<4 { try made.transfer(4, among: accounts) }
            try made.churn(among: accounts)
            batches.append(try made.batch())
            made.didWrite()
        }
        return (first, batches, made.blocks)
    }

    private static func copyAll(of place: TemporaryDirectory, _ progress: Progress) {
        var turn = 0
        while !progress.isDone.load(ordering: .acquiring), turn < 40 {
            let least = progress.answered.load(ordering: .acquiring)
            let target = place.sibling("copy-\(turn)")
            do {
                if try copy(place, to: target) { progress.copies.withLock { $0.append((target, least)) } }
            } catch {
                Issue.record(error)
            }
            turn += 1
        }
    }

    private static func write(_ batches: [StoreBatch], to store: SQLiteStore, _ progress: Progress) {
        for batch in batches {
            do { try store.write(batch) } catch { Issue.record(error) }
            progress.answered.store(batch.chain.headNumber, ordering: .releasing)
        }
        progress.isDone.store(true, ordering: .releasing)
        store.close()
    }
}
