import DevChain
import EVM
import Ethereum
import Foundation
import Primitives
import Testing

/// Everything that a store does, on disk and in a temporary database.
@Suite("A store of a chain")
struct SQLiteStoreTests {
    enum Kind: CaseIterable { case durable, temporary }

    private static func with(_ kind: Kind, _ body: (SQLiteStore) throws -> Void) throws {
        let place = try TemporaryDirectory()
        let store =
            switch kind {
            case .durable: try SQLiteStore(directory: place.path)
            case .temporary: try SQLiteStore.temporary()
            }
        defer { store.close() }
        try body(store)
    }

    @Test("A new store has nothing", arguments: Kind.allCases)
    func empty(_ kind: Kind) throws {
        try Self.with(kind) { (store) throws in
            #expect(try store.load() == nil)
            #expect(try store.block(number: 0) == nil)
            #expect(try store.block(number: .max) == nil)
            #expect(try store.blockNumber(hash: .zero) == nil)
            #expect(try store.transactionPlace(hash: .zero) == nil)
            #expect(try store.node(owner: nil, path: .root) == nil)
            #expect(try store.code(.zero) == nil)
        }
    }

    @Test("A block comes back with all it had", arguments: Kind.allCases)
    func roundTrip(_ kind: Kind) throws {
        try Self.with(kind) { (store) throws in
            let block = try SampleBlock.make(number: 0)
            let chain = StoredChain(
                chainID: 31337, genesisHash: block.hash, headNumber: 0, stateRoot: emptyTrieRoot,
                settings: [1, 2, 3])
            try store.write(StoreBatch(chain: chain, blocks: [block]))
            #expect(try store.load() == chain)
            #expect(try store.blockNumber(hash: block.hash) == 0)
            for (index, transaction) in block.transactions.enumerated() {
                let place = try store.transactionPlace(hash: transaction.hash)
                #expect(place == TransactionPlace(number: 0, index: index))
            }
            let read = try #require(try store.block(number: 0))
            #expect(read.header == block.header)
            #expect(read.hash == block.hash)
            #expect(read.encoded == block.encoded)
            #expect(read.receipts == block.receipts)
            #expect(read.withdrawals == block.withdrawals)
            #expect(read.transactions.count == block.transactions.count)
            for (a, b) in zip(read.transactions, block.transactions) {
                #expect(a == b)
                #expect(a.transaction == b.transaction)
                #expect(a.encoded == b.encoded)
                #expect((a.v, a.r, a.s) == (b.v, b.r, b.s))
                #expect(a.yParity == b.yParity)
                #expect(a.isImpersonated == b.isImpersonated)
            }
            #expect(read.prelude.accounts.count == block.prelude.accounts.count)
            #expect(read.undo.accounts.count == block.undo.accounts.count)
            for (address, change) in block.undo.accounts {
                let other = try #require(read.undo.accounts[address])
                #expect(other.account == change.account)
                #expect(other.clearsStorage == change.clearsStorage)
                #expect(other.storage == change.storage)
                #expect(other.code?.bytes == change.code?.bytes)
            }
        }
    }

    @Test("Batches continue the chain, and nothing else is taken", arguments: Kind.allCases)
    func order(_ kind: Kind) throws {
        try Self.with(kind) { (store) throws in
            var chain = try ChainMaker(accounts: 20)
            for _ in 0..<3 { try chain.transfer(2, among: 20) }
            let whole = try chain.batch()
            var gap = whole
            gap.blocks.remove(at: 1)
            var short = whole
            short.blocks.removeLast()
            var late = whole
            late.blocks.removeFirst()
            for batch in [gap, short, late] {
                let error = #expect(throws: StoreError.self) { try store.write(batch) }
                #expect(error?.code == .corrupt)
            }
            // Nothing of them stayed.
            #expect(try store.load() == nil)
            #expect(try store.node(owner: nil, path: .root) == nil)
            try chain.write(to: store)
            #expect(try store.load() == chain.stored)
            #expect(throws: StoreError.self) { try store.write(late) }
            chain.settings = [9]
            try chain.write(to: store)
            #expect(try store.load()?.settings == [9])
            #expect(try store.block(number: 3)?.transactions.count == 2)
            #expect(try store.block(number: 4) == nil)
        }
    }

    @Test("Going back removes blocks with all that leads to them", arguments: Kind.allCases)
    func truncation(_ kind: Kind) throws {
        try Self.with(kind) { (store) throws in
            var chain = try ChainMaker(accounts: 20)
            for _ in 0..<6 {
                try chain.transfer(3, among: 20)
                try chain.churn(among: 30)
            }
            try chain.write(to: store)
            let removed = Array(chain.blocks[6...])
            let contents = try chain.states[5].contents()
            try chain.revert(to: 5, in: store)
            #expect(chain.state.root == chain.blocks[5].header.stateRoot)
            #expect(try store.load() == chain.stored)
            for block in removed {
                #expect(try store.block(number: block.number) == nil)
                #expect(try store.blockNumber(hash: block.hash) == nil)
                for transaction in block.transactions {
                    #expect(try store.transactionPlace(hash: transaction.hash) == nil)
                }
            }
            let hash = try #require(chain.blocks[5].transactions.first ?? chain.blocks[3].transactions.first)
                .hash
            #expect(try store.transactionPlace(hash: hash) != nil)
            let state = try WorldState(root: chain.stored.stateRoot, source: store)
            #expect(try state.contents() == contents)
            // And on from there.
            for _ in 0..<4 { try chain.churn(among: 30) }
            try chain.write(to: store)
            #expect(try store.load()?.headNumber == 9)
        }
    }

    @Test("A transaction in two blocks is found in the newer, and in the older once that is gone")
    func twice() throws {
        try Self.with(.temporary) { (store) throws in
            let genesis = try SampleBlock.make(number: 0)
            let again = try SampleBlock.make(number: 1)
            let hash = genesis.transactions[2].hash
            var chain = StoredChain(
                chainID: 1, genesisHash: genesis.hash, headNumber: 1, stateRoot: emptyTrieRoot, settings: [])
            try store.write(StoreBatch(chain: chain, blocks: [genesis, again]))
            #expect(try store.transactionPlace(hash: hash) == TransactionPlace(number: 1, index: 2))
            chain.headNumber = 0
            try store.write(StoreBatch(chain: chain, removedAbove: 0))
            #expect(try store.transactionPlace(hash: hash) == TransactionPlace(number: 0, index: 2))
        }
    }

    @Test("A new block 0 begins the chain anew", arguments: Kind.allCases)
    func anew(_ kind: Kind) throws {
        try Self.with(kind) { (store) throws in
            var old = try ChainMaker(accounts: 10)
            for _ in 0..<3 { try old.transfer(among: 10) }
            try old.write(to: store)
            var new = try ChainMaker(accounts: 5, seed: 2)
            try new.write(to: store)
            #expect(try store.load() == new.stored)
            #expect(try store.block(number: 1) == nil)
            #expect(try store.blockNumber(hash: old.blocks[0].hash) == nil)
            let state = try WorldState(root: new.state.root, source: store)
            #expect(try state.contents() == new.state.contents())
        }
    }

    @Test("Pruning leaves headers, block 0 and the blocks from the limit on", arguments: Kind.allCases)
    func pruning(_ kind: Kind) throws {
        try Self.with(kind) { (store) throws in
            var chain = try ChainMaker(accounts: 10)
            for _ in 0..<9 { try chain.transfer(among: 10) }
            try chain.write(to: store, pruneBelow: 4)
            for number in 0..<10 as Range<UInt64> {
                let block = chain.blocks[Int(number)]
                let isKept = number == 0 || number >= 4
                #expect(try (store.block(number: number) != nil) == isKept)
                #expect(try store.header(number: number) == block.header)
                #expect(try store.blockNumber(hash: block.hash) == number)
                if let hash = block.transactions.first?.hash {
                    #expect(try (store.transactionPlace(hash: hash) != nil) == isKept)
                }
            }
            // The head stays whatever is asked for, and a lower limit brings nothing back.
            try chain.write(to: store, pruneBelow: 100)
            #expect(try store.block(number: 8) == nil)
            #expect(try store.block(number: 9) != nil)
            try chain.write(to: store, pruneBelow: 2)
            #expect(try store.block(number: 3) == nil)
            #expect(try store.header(number: 10) == nil)
        }
    }

    @Test("Temporary stores are apart from each other, and not synced")
    func temporary() throws {
        let (a, b) = (try SQLiteStore.temporary(), try SQLiteStore.temporary())
        var chain = try ChainMaker(accounts: 50)
        try chain.write(to: a)
        #expect(try a.load() == chain.stored)
        #expect(try b.load() == nil)
        #expect(try a.pragma("synchronous") == "0")
        a.close()
        b.close()
        #expect(throws: StoreError.self) { try a.load() }
    }

    #if os(Linux)
        @Test("The file of a temporary store has no name, so nothing stays behind")
        func nameless() throws {
            func files() -> [String] {
                let descriptors =
                    (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
                return descriptors.compactMap {
                    try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
                }.filter { $0.contains("etilqs_") }
            }
            let store = try SQLiteStore.temporary()
            // Little memory, so that the file is needed.
            _ = try store.pragma("cache_size = 5")
            var chain = try ChainMaker(accounts: 2000)
            try chain.write(to: store)
            #expect(!files().isEmpty)
            #expect(files().allSatisfy { $0.hasSuffix("(deleted)") })
            #expect(try WorldState(root: chain.state.root, source: store).contents().count == 2000)
            store.close()
            #expect(files().isEmpty)
        }
    #endif

    @Test("Several readers and one writer share a store, and see whole batches", arguments: Kind.allCases)
    func concurrency(_ kind: Kind) async throws {
        let place = try TemporaryDirectory()
        try await together(Self.readersAndWriter(kind, place))
    }

    private static func readersAndWriter(
        _ kind: Kind, _ place: TemporaryDirectory
    ) throws -> [@Sendable () throws -> Void] {
        let store = kind == .durable ? try SQLiteStore(directory: place.path) : try SQLiteStore.temporary()
        var chain = try ChainMaker(accounts: 50)
        try chain.write(to: store)
        let first = chain
        var works: [@Sendable () throws -> Void] = [{ try extend(first, in: store) }]
        for reader in 0..<4 { works.append({ try read(store, reader) }) }
        return works
    }

    private static func read(_ store: SQLiteStore, _ reader: Int) throws {
        for turn in 0..<300 {
            let stored = try #require(try store.load())
            let block = try #require(try store.block(number: stored.headNumber))
            #expect(block.header.stateRoot == stored.stateRoot)
            let number = UInt64(turn * 7 + reader) % (stored.headNumber + 1)
            let other = try #require(try store.block(number: number))
            #expect(try store.blockNumber(hash: other.hash) == number)
        }
    }

    private static func extend(_ chain: ChainMaker, in store: SQLiteStore) throws {
        var chain = chain
        for _ in 0..<60 {
            try chain.transfer(2, among: 50)
            try chain.write(to: store)
        }
        #expect(try store.load() == chain.stored)
    }
}
