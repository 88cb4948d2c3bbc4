import DevChain
import EVM
import Ethereum
import Primitives
import Synchronization
import Testing

@Suite("Making blocks", .timeLimit(.minutes(2)))
struct MiningTests {
    @Test("Timestamps rise strictly while the clock stands, and follow it when it moves")
    func timestamps() async throws {
        let test = try await TestChain.open()
        let (chain, start) = (test.chain, test.clock.now())
        for _ in 0..<2 { try await chain.mine() }
        #expect(try await chain.mine().header.timestamp == start + 3)
        test.clock.advance(100)
        #expect(try await chain.mine().header.timestamp == start + 100)
        #expect(try await chain.update(.increaseTime(60)) == .offset(60))
        #expect(chain.time == start + 160)
        #expect(chain.head.block.header.timestamp == start + 100)
        #expect(try await chain.mine().header.timestamp == start + 160)
        #expect(try await chain.update(.setTime(start + 1000)) == .offset(900))
        #expect(try await chain.mine().header.timestamp == start + 1000)
    }

    @Test("A timestamp that was asked for is the next block's, and time goes on from there")
    func nextTimestamp() async throws {
        let test = try await TestChain.open()
        let (chain, start) = (test.chain, test.clock.now())
        try await chain.update(.nextTimestamp(start + 5000))
        #expect(try chain.nextHeader().timestamp == start + 5000)
        #expect(try await chain.mine().header.timestamp == start + 5000)
        test.clock.advance(10)
        #expect(try await chain.mine().header.timestamp == start + 5010)
        let error = await #expect(throws: ChainError.self) {
            try await chain.update(.nextTimestamp(start + 5010))
        }
        #expect(error?.code == .invalidTimestamp)
        #expect(try await chain.mine(timestamp: start + 6000).header.timestamp == start + 6000)
        await #expect(throws: ChainError.self) { try await chain.mine(timestamp: start + 6000) }
        await #expect(throws: ChainError.self) { try await chain.update(.increaseTime(.max)) }
        await #expect(throws: ChainError.self) { try await chain.mine(timestamp: .max) }
        #expect(chain.head.block.number == 3)
    }

    @Test("Many blocks stand at the asked distance from each other")
    func distances() async throws {
        let test = try await TestChain.open { $0.historyLimit = 300 }
        let chain = test.chain
        let last = try await chain.mine(blocks: 300, interval: 12)
        #expect(last.number == 300)
        #expect(last.header.timestamp == test.clock.now() + 1 + 299 * 12)
        for number in 2...300 as ClosedRange<UInt64> {
            let (block, parent) = (try chain.block(number: number), try chain.block(number: number - 1))
            #expect(block?.header.timestamp == (parent?.header.timestamp ?? 0) + 12)
        }
        test.clock.advance(5)
        #expect(try await chain.mine().header.timestamp == last.header.timestamp + 5)
        #expect(try await chain.mine(blocks: 0).number == 301)
        #expect(try await chain.update(.timestampInterval(7)) == .bool(false))
        let spaced = try await chain.mine().header.timestamp
        #expect(try await chain.mine().header.timestamp == spaced + 7)
        #expect(try await chain.update(.timestampInterval(nil)) == .bool(true))
    }

    @Test("Only asked for, a block takes all that waits, the best tip first")
    func manual() async throws {
        let test = try await TestChain.open { $0.mining = .manual }
        let chain = test.chain
        try await chain.submit(try TestChain.signed(0, nonce: 0, tip: 1))
        try await chain.submit(try TestChain.signed(1, nonce: 0, tip: 3))
        try await chain.submit(try TestChain.signed(0, nonce: 1, tip: 9))
        try await chain.submit(try TestChain.signed(2, nonce: 0, tip: 3))
        #expect(chain.head.block.number == 0)
        #expect(try await chain.nextNonce(of: TestChain.address(0)) == 2)
        let block = try await chain.mine()
        let expected = [1, 2, 0, 0].map { TestChain.address($0) }
        #expect(block.transactions.map(\.sender) == expected)
        #expect(block.receipts.map(\.receipt.cumulativeGasUsed) == [21_000, 42_000, 63_000, 84_000])
    }

    @Test("The pending block is the one that is made next, and making it is not seen")
    func pending() async throws {
        let test = try await TestChain.open { $0.mining = .manual }
        let chain = test.chain
        try await chain.submit(try TestChain.signed(nonce: 0, value: 4))
        let pending = try await chain.pendingHead()
        #expect(pending.block.number == 1)
        #expect(try test.balance(TestChain.receiver, in: pending.state) == 4)
        #expect(try test.balance(TestChain.receiver) == 0)
        #expect(try await chain.pendingHead().block === pending.block)
        #expect(try await chain.mine().hash == pending.block.hash)
        #expect(try await chain.pendingHead().block.transactions.isEmpty)
        let environment = chain.environment(of: pending.block)
        #expect(environment.blockHash(0) == chain.genesis.hash)
        #expect(environment.chainID == 31337)
    }

    @Test("Interval mining makes a block each time the interval has passed, until it is ended")
    func interval() async throws {
        let test = try await TestChain.open { $0.mining = .interval(10) }
        let chain = test.chain
        let running = Task { try await chain.run() }
        var events = chain.events().makeAsyncIterator()
        try await chain.submit(try TestChain.signed(nonce: 0))
        _ = await events.next()
        #expect(chain.head.block.number == 0)
        for number in 1...3 as ClosedRange<UInt64> {
            await test.clock.sleeper()
            test.clock.advance(10)
            guard case .block(let block) = await events.next() else {
                Issue.record("not a block")
                return
            }
            #expect(block.number == number)
            #expect(block.transactions.count == (number == 1 ? 1 : 0))
        }
        try await chain.update(.intervalMining(0))
        #expect(chain.settings.mining == .manual)
        try await chain.update(.automine(true))
        try await chain.submit(try TestChain.signed(nonce: 1))
        #expect(chain.head.block.transactions.count == 1)
        try await chain.update(.intervalMining(3))
        #expect(chain.settings.mining == .interval(3))
        await test.clock.sleeper()
        running.cancel()
        _ = await running.result
        await chain.close()
    }

    @Test("Running ends when the chain is closed")
    func closing() async throws {
        let test = try await TestChain.open { $0.mining = .interval(10) }
        let running = Task { try await test.chain.run() }
        await test.clock.sleeper()
        await test.chain.close()
        try await running.value
    }
}
