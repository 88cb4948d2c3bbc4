import DevChain
import EVM
import Ethereum
import Primitives
import Synchronization
import TestSupport
import Testing

@Suite("States of earlier blocks")
struct HistoryTests {
    @Test("Each is what it was, rebuilt from undo records, whatever was done in between")
    func rebuilt() async throws {
        let test = try await TestChain.open { $0.historyLimit = 3 }
        let chain = test.chain
        var random = SplitMix64(seed: fuzzSeed &+ 7)
        var expected: [(block: SealedBlock, dump: [Address: UInt256])] = []
        var nonces: [UInt64] = [0, 0, 0]
        let contract = Address.created(by: TestChain.address(0), nonce: 0)
        let creation = TestChain.creation(TestChain.counter)
        try await chain.submit(
            try TestChain.signed(nonce: 0, to: nil, value: 0, data: creation, gasLimit: 200_000))
        nonces[0] = 1
        for round in 0..<60 {
            let sender = Int(random.next() % 3)
            switch random.next() % 6 {
            case 0:
                try await chain.update(.balance(TestChain.receiver, UInt256(random.next() % 3)))
                try await chain.mine()
            case 1:
                try await chain.update(
                    .storage(contract, slot: UInt256(random.next() % 4), word: UInt256(round % 3)))
                try await chain.mine()
            case 2:
                try await chain.update(.code(TestChain.receiver, round % 2 == 0 ? TestChain.counter : []))
                try await chain.update(.balance(TestChain.receiver, round % 3 == 0 ? 0 : 1))
                try await chain.mine()
            default:
                let to = random.next() % 2 == 0 ? contract : TestChain.receiver
                try await chain.submit(
                    try TestChain.signed(sender, nonce: nonces[sender], to: to, value: 0, gasLimit: 100_000))
                nonces[sender] += 1
            }
            let state = chain.head.state
            #expect(state.root == chain.head.block.header.stateRoot)
            var balances: [Address: UInt256] = [:]
            try state.forEachAccount { balances[$0.address] = $0.account.balance }
            expected.append((chain.head.block, balances))
        }
        for _ in 0..<40 {
            guard let (block, balances) = random.pick(expected) else { break }
            let state = try chain.state(after: block)
            #expect(state.root == block.header.stateRoot)
            var found: [Address: UInt256] = [:]
            try state.forEachAccount { found[$0.address] = $0.account.balance }
            #expect(found == balances)
        }
        #expect(try chain.state(after: chain.genesis).root == chain.genesis.header.stateRoot)
    }

    @Test("A destroyed contract's storage is there again in the state before")
    func storageReturns() async throws {
        let test = try await TestChain.open { $0.historyLimit = 1 }
        let chain = test.chain
        let account = TestChain.receiver
        try await chain.update(.code(account, TestChain.counter))
        try await chain.update(.storage(account, slot: 1, word: 11))
        try await chain.update(.storage(account, slot: 2, word: 22))
        let filled = try await chain.mine()
        try await chain.update(.code(account, []))
        let gone = try await chain.mine()
        #expect(try chain.head.state.account(account) == nil)
        try await chain.update(.balance(account, 1))
        try await chain.mine(blocks: 2)
        #expect(try chain.head.state.storage(account, 1) == 0)
        let before = try chain.state(after: filled)
        #expect(try before.storage(account, 1) == 11)
        #expect(try before.storage(account, 2) == 22)
        #expect(try before.code(before.account(account)?.codeHash ?? .zero).bytes == TestChain.counter)
        #expect(try chain.state(after: gone).account(account) == nil)
    }

    @Test("Settings since the newest block are seen at the head, and in the block that follows")
    func settingsAtHead() async throws {
        let test = try await TestChain.open()
        let block = try await test.chain.mine()
        try await test.chain.update(.balance(TestChain.receiver, 5))
        #expect(try test.balance(TestChain.receiver, in: test.chain.state(after: block)) == 5)
        try await test.chain.mine()
        #expect(try test.balance(TestChain.receiver, in: test.chain.state(after: block)) == 0)
        #expect(try test.balance(TestChain.receiver) == 5)
    }

    @Test("Where blocks were pruned, states are gone and said to be; blocks that left the chain too")
    func pruned() async throws {
        let test = try await TestChain.open {
            $0.historyLimit = 2
            $0.pruneHistory = 5
        }
        let early = try await test.chain.mine()
        try await test.chain.mine(blocks: 3)
        #expect(try test.chain.state(after: early).root == early.header.stateRoot)
        let id = try await test.chain.snapshot()
        try await test.chain.mine(blocks: 20)
        #expect(try test.chain.block(number: 1) == nil)
        let error = #expect(throws: ChainError.self) { try test.chain.state(after: early) }
        #expect(error?.code == .unknownBlock)
        let newest = test.chain.head.block
        #expect(try await test.chain.revert(to: id))
        #expect(throws: ChainError.self) { try test.chain.state(after: newest) }
        #expect(try test.chain.block(hash: newest.hash) == nil)
        let gone = #expect(throws: ChainError.self) { try test.chain.state(after: test.chain.genesis) }
        #expect(gone?.code == .historyGone)
    }
}
