import DevChain
import EVM
import Ethereum
import Primitives
import Synchronization
import Testing

@Suite("Many at once", .timeLimit(.minutes(2)))
struct ConcurrencyTests {
    @Test("Hundreds of submitters: every nonce is mined once, and each finds its own when it is answered")
    func submitters() async throws {
        let test = try await TestChain.open()
        let chain = test.chain
        let count = 100
        var all: [ChainTransaction] = []
        for sender in 0..<3 {
            for nonce in 0..<count { all.append(try TestChain.signed(sender, nonce: UInt64(nonce))) }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for transaction in all.shuffled() {
                group.addTask {
                    try await chain.submit(transaction)
                    // Either it is in a block or it waits for those before it; never lost.
                    let found = try chain.transaction(hash: transaction.hash)
                    #expect(found?.transaction == transaction)
                }
            }
            try await group.waitForAll()
        }
        var nonces: [UInt64] = [0, 0, 0]
        for number in 1...chain.head.block.number {
            let block = try #require(try chain.block(number: number))
            let parent = try #require(try chain.block(number: number - 1))
            #expect(block.header.parentHash == parent.hash)
            #expect(block.header.timestamp > parent.header.timestamp)
            #expect(!block.transactions.isEmpty)
            for transaction in block.transactions {
                let sender = try #require((0..<3).first { TestChain.address($0) == transaction.sender })
                #expect(transaction.transaction.nonce == nonces[sender])
                nonces[sender] += 1
            }
        }
        #expect(nonces == [100, 100, 100])
        #expect(try test.balance(TestChain.receiver) == 300)
        await chain.close()
        #expect(test.store.content.withLock { $0.chain?.headNumber } == chain.head.block.number)
    }

    @Test("Readers always see a head whose block and state belong together, and never go back")
    func readers() async throws {
        let test = try await TestChain.open()
        let chain = test.chain
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await chain.mine(blocks: 500) }
            for _ in 0..<4 {
                group.addTask {
                    var last: UInt64 = 0
                    while last < 500 {
                        let head = chain.head
                        #expect(head.state.root == head.block.header.stateRoot)
                        #expect(head.block.number >= last)
                        last = head.block.number
                        let found = try chain.block(number: last)
                        #expect(found?.hash == head.block.hash)
                        await Task.yield()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(chain.head.block.number == 500)
    }

    @Test("A cancelled submitter is let go")
    func cancellation() async throws {
        let test = try await TestChain.open()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await test.chain.mine(blocks: 1000)
        }
        await #expect(throws: ChainError.self) { try await task.value }
        try await test.chain.mine()
        await test.chain.close()
    }

    @Test("Events come in the order of the chain, and a listener that is too slow is told")
    func events() async throws {
        let test = try await TestChain.open { $0.eventLimit = 10 }
        let (prompt, slow) = (test.chain.events(), test.chain.events())
        let transaction = try TestChain.signed(nonce: 0)
        let id = try await test.chain.snapshot()
        try await test.chain.submit(transaction)
        #expect(try await test.chain.revert(to: id))
        var iterator = prompt.makeAsyncIterator()
        guard case .pending(let pending) = await iterator.next() else {
            Issue.record("the first event is not the pending transaction")
            return
        }
        #expect(pending == transaction)
        guard case .block(let block) = await iterator.next() else {
            Issue.record("the second event is not the block")
            return
        }
        #expect(block.transactions == [transaction])
        guard case .rewound(let to) = await iterator.next() else {
            Issue.record("the third event is not the return")
            return
        }
        #expect(to === test.chain.genesis)
        try await test.chain.mine(blocks: 50)
        var late = slow.makeAsyncIterator()
        for _ in 0..<10 { _ = await late.next() }
        try await test.chain.mine()
        guard case .missed(let count) = await late.next() else {
            Issue.record("the slow listener was not told")
            return
        }
        #expect(count == 43)
        guard case .block(let newest) = await late.next() else {
            Issue.record("the slow listener does not go on")
            return
        }
        #expect(newest.number == 51)
        await test.chain.close()
        if await late.next() != nil { Issue.record("events after closing") }
        var afterwards = test.chain.events().makeAsyncIterator()
        if await afterwards.next() != nil { Issue.record("events of a closed chain") }
    }
}
