import DevChain
import EVM
import Ethereum
import Primitives
import Synchronization
import Testing

@Suite("Snapshots and resetting")
struct SnapshotTests {
    @Test("Reverting brings back blocks, state, pool and times; nested ones end with it")
    func nested() async throws {
        let test = try await TestChain.open { $0.mining = .manual }
        let chain = test.chain
        try await chain.submit(try TestChain.signed(nonce: 0, value: 3))
        try await chain.mine()
        try await chain.submit(try TestChain.signed(nonce: 1, value: 5))
        _ = try await chain.update(.increaseTime(100))
        let first = try await chain.snapshot()
        let (hash, root) = (chain.head.block.hash, chain.head.state.root)
        let time = chain.time

        try await chain.mine()
        _ = try await chain.update(.increaseTime(1000))
        let second = try await chain.snapshot()
        #expect(second > first)
        try await chain.update(.balance(TestChain.receiver, 77))
        try await chain.mine(blocks: 3)
        #expect(chain.head.block.number == 5)

        #expect(try await chain.revert(to: first))
        #expect(chain.head.block.hash == hash)
        #expect(chain.head.state.root == root)
        #expect(chain.time == time)
        #expect(try test.balance(TestChain.receiver) == 3)
        #expect(await chain.poolContent().pending[TestChain.address(0)]?.map(\.transaction.nonce) == [1])
        let waiting = try #require(await chain.poolContent().pending[TestChain.address(0)]?.first)
        #expect(try chain.transaction(hash: waiting.hash)?.block == nil)
        #expect(try chain.block(number: 2) == nil)
        #expect(try await chain.revert(to: second) == false)
        #expect(try await chain.revert(to: first) == false)
        #expect(try await chain.revert(to: 0) == false)

        try await chain.mine()
        #expect(chain.head.block.transactions.map(\.hash) == [waiting.hash])
        #expect(try test.balance(TestChain.receiver) == 8)
        #expect(try await chain.snapshot() != first)
    }

    @Test("A setting without a block is undone by reverting")
    func settings() async throws {
        let test = try await TestChain.open()
        try await test.chain.update(.balance(TestChain.receiver, 1))
        let id = try await test.chain.snapshot()
        try await test.chain.update(.balance(TestChain.receiver, 2))
        try await test.chain.update(.coinbase(TestChain.receiver))
        #expect(try test.balance(TestChain.receiver) == 2)
        #expect(try await test.chain.revert(to: id))
        #expect(try test.balance(TestChain.receiver) == 1)
        #expect(test.chain.settings.coinbase == .zero)
        #expect(test.chain.head.block.number == 0)
    }

    @Test("BLOCKHASH sees the new blocks after reverting")
    func blockHashes() async throws {
        let test = try await TestChain.open()
        let chain = test.chain
        try await chain.update(.code(TestChain.receiver, TestChain.hashing))
        let id = try await chain.snapshot()
        try await chain.mine(blocks: 2)
        let stale = chain.head.block.hash
        #expect(try await chain.revert(to: id))
        test.clock.advance(50)
        try await chain.mine(blocks: 2)
        #expect(chain.head.block.hash != stale)
        let parent = chain.head.block.hash
        try await chain.submit(try TestChain.signed(nonce: 0, to: TestChain.receiver, gasLimit: 100_000))
        #expect(try chain.head.state.storage(TestChain.receiver, 0) == UInt256(parent))
    }

    @Test("Reverting far back finds blocks and states that are only in the store")
    func farBack() async throws {
        let test = try await TestChain.open { $0.historyLimit = 4 }
        let chain = test.chain
        try await chain.mine(blocks: 3)
        let id = try await chain.snapshot()
        let hash = chain.head.block.hash
        try await chain.mine(blocks: 20)
        #expect(try await chain.revert(to: id))
        #expect(chain.head.block.hash == hash)
        #expect(try chain.block(number: 1)?.number == 1)
        try await chain.mine()
        #expect(chain.head.block.number == 4)
        #expect(chain.head.block.header.parentHash == hash)
        #expect(test.store.content.withLock { $0.blocks.count } == 5)
    }

    @Test("Resetting leads back to block 0 and its state")
    func reset() async throws {
        let test = try await TestChain.open()
        let root = test.chain.head.state.root
        try await test.chain.submit(try TestChain.signed(nonce: 0))
        try await test.chain.submit(try TestChain.signed(nonce: 5))
        let id = try await test.chain.snapshot()
        try await test.chain.reset()
        #expect(test.chain.head.block.number == 0)
        #expect(test.chain.head.state.root == root)
        #expect(await test.chain.poolContent().queued.isEmpty)
        #expect(try await test.chain.revert(to: id) == false)
        try await test.chain.submit(try TestChain.signed(nonce: 0))
        #expect(test.chain.head.block.number == 1)
    }

    @Test("A dump loaded into another chain gives the same accounts")
    func dump() async throws {
        let test = try await TestChain.open()
        try await test.chain.submit(
            try TestChain.signed(
                nonce: 0, to: nil, value: 0, data: TestChain.creation(TestChain.counter), gasLimit: 200_000))
        let contract = try #require(test.chain.head.block.receipts.first?.contractAddress)
        try await test.chain.submit(try TestChain.signed(nonce: 1, to: contract, value: 0, gasLimit: 100_000))
        let dump = try await test.chain.dump()
        let other = try await TestChain.open()
        try await other.chain.load(try JSON(parsing: dump.text))
        #expect(other.chain.head.state.root == test.chain.head.state.root)
        #expect(other.chain.head.block.number == 0)
        try await other.chain.submit(
            try TestChain.signed(nonce: 2, to: contract, value: 0, gasLimit: 100_000))
        #expect(try other.chain.head.state.storage(contract, 0) == 2)
        await #expect(throws: ChainError.self) { try await other.chain.load(["version": 2]) }
        await #expect(throws: ChainError.self) {
            try await other.chain.load(["version": 1, "accounts": ["0x12": ["nonce": 1]]])
        }
    }
}
