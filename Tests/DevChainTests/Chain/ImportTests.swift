import DevChain
import EVM
import Ethereum
import Primitives
import Synchronization
import Testing

@Suite("Importing blocks")
struct ImportTests {
    @Test("Blocks of another chain lead to the same hashes, states and receipts")
    func sameHashes() async throws {
        let (source, target) = (try await TestChain.open(), try await TestChain.open())
        try await source.chain.submit(
            try TestChain.signed(
                nonce: 0, to: nil, value: 0, data: TestChain.creation(TestChain.counter), gasLimit: 200_000))
        let contract = try #require(source.chain.head.block.receipts.first?.contractAddress)
        try await source.chain.submit(
            try TestChain.signed(nonce: 2, to: contract, value: 0, gasLimit: 100_000))
        try await source.chain.submit(try TestChain.signed(1, nonce: 0))
        try await source.chain.submit(
            try TestChain.signed(nonce: 1, to: contract, value: 0, gasLimit: 100_000))
        _ = try await source.chain.update(.increaseTime(1000))
        try await source.chain.mine(blocks: 3, interval: 12)
        try await target.chain.submit(try TestChain.signed(nonce: 2, value: 4))

        for number in 1...source.chain.head.block.number {
            let sealed = try #require(try source.chain.block(number: number))
            try await target.chain.importBlock(try Block(decoding: sealed.encoded))
            let imported = target.chain.head
            #expect(imported.block.hash == sealed.hash)
            #expect(imported.block.receipts == sealed.receipts)
            #expect(imported.block.transactions == sealed.transactions)
            #expect(imported.state.root == sealed.header.stateRoot)
        }
        #expect(try target.chain.head.state.storage(contract, 0) == 2)
        // What waited for a nonce that the blocks have used is gone.
        #expect(await target.chain.poolContent().queued.isEmpty)
        let block = try #require(try target.chain.block(number: 1))
        #expect(try target.chain.state(after: block).root == block.header.stateRoot)
    }

    @Test("A block that does not follow the head, or lies about its content, is refused")
    func refused() async throws {
        let (source, target) = (try await TestChain.open(), try await TestChain.open())
        try await source.chain.submit(try TestChain.signed(nonce: 0))
        let first = try Block(decoding: source.chain.head.block.encoded)
        try await source.chain.mine()
        let second = try Block(decoding: source.chain.head.block.encoded)
        let gap = await #expect(throws: ChainError.self) { try await target.chain.importBlock(second) }
        #expect(gap?.code == .unknownBlock)
        var wrong = first
        wrong.header.gasUsed += 1
        let lie = await #expect(throws: ChainError.self) { try await target.chain.importBlock(wrong) }
        #expect(lie?.code == .block(.mismatch(field: "gasUsed")))
        #expect(target.chain.head.block.number == 0)
        try await target.chain.importBlock(first)
        try await target.chain.importBlock(first)
        try await target.chain.importBlock(second)
        #expect(target.chain.head.block.hash == second.hash)
    }

    @Test("Blob transactions and withdrawals in blocks are imported")
    func blobsAndWithdrawals() async throws {
        let source = try await TestChain.open { $0.acceptsBlobTransactions = true }
        let target = try await TestChain.open()
        try await source.chain.submit(try RefusedTransaction.blob())
        try await target.chain.importBlock(try Block(decoding: source.chain.head.block.encoded))
        #expect(target.chain.head.block.hash == source.chain.head.block.hash)
        #expect(target.chain.head.block.receipts.first?.blobGasUsed == 131_072)

        // An empty block after it, with a withdrawal whose state is computed here.
        var header = try target.chain.nextHeader()
        let withdrawal = Withdrawal(index: 0, validatorIndex: 1, address: TestChain.receiver, amount: 3)
        let execution = BlockExecution(
            on: target.chain.head.state, header: header, chainID: 31337, blockHash: { _ in .zero })
        try execution.begin()
        try execution.end(withdrawals: [withdrawal])
        header.stateRoot = try execution.finalState().root
        header.withdrawalsRoot = orderedTrieRoot(of: [withdrawal.encoded])
        try await target.chain.importBlock(Block(header: header, withdrawals: [withdrawal]))
        #expect(target.chain.head.block.withdrawals == [withdrawal])
        #expect(try target.balance(TestChain.receiver) == 3 * TestChain.gwei)
    }
}
