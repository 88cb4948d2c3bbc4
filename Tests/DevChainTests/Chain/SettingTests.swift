import DevChain
import EVM
import Ethereum
import Primitives
import Synchronization
import Testing

@Suite("A developer's settings")
struct SettingTests {
    @Test("Balance, nonce, code and storage are seen at once, without a block")
    func state() async throws {
        let test = try await TestChain.open()
        let (chain, address) = (test.chain, TestChain.receiver)
        let missing = await #expect(throws: ChainError.self) {
            try await chain.update(.storage(address, slot: 1, word: 2))
        }
        #expect(missing?.code == .invalidSetting)
        try await chain.update(.balance(address, 5))
        try await chain.update(.nonce(address, 6))
        try await chain.update(.code(address, TestChain.counter))
        try await chain.update(.storage(address, slot: 0, word: 8))
        let account = try #require(try chain.head.state.account(address))
        #expect((account.balance, account.nonce) == (5, 6))
        #expect(try chain.head.state.code(account.codeHash).bytes == TestChain.counter)
        #expect(chain.head.block.number == 0)
        try await chain.submit(try TestChain.signed(nonce: 0, to: address, gasLimit: 100_000))
        #expect(try chain.head.state.storage(address, 0) == 9)
        #expect(try test.balance(address) == 6)
        await #expect(throws: ChainError.self) { try await chain.update(.nonce(address, .max)) }
    }

    @Test("A nonce that is set decides which transactions of the pool can go")
    func nonces() async throws {
        let test = try await TestChain.open { $0.mining = .manual }
        try await test.chain.submit(try TestChain.signed(nonce: 3))
        try await test.chain.submit(try TestChain.signed(nonce: 1))
        try await test.chain.update(.nonce(TestChain.address(0), 3))
        let content = await test.chain.poolContent()
        #expect(content.pending[TestChain.address(0)]?.map(\.transaction.nonce) == [3])
        #expect(content.queued.isEmpty)
        #expect(try await test.chain.mine().transactions.count == 1)
        #expect(try await test.chain.nextNonce(of: TestChain.address(0)) == 4)
    }

    @Test("The base fee follows EIP-1559, but for one block where it is set")
    func baseFee() async throws {
        let test = try await TestChain.open()
        let chain = test.chain
        let first = try await chain.mine()
        #expect(first.header.baseFeePerGas == 875_000_000)
        try await chain.update(.nextBaseFee(5_000_000_000))
        #expect(try chain.nextHeader().baseFeePerGas == 5_000_000_000)
        #expect(try chain.suggestedGasPrice() == 6_000_000_000)
        await #expect(throws: ChainError.self) {
            try await chain.submit(try TestChain.signed(nonce: 0, maxFee: 4 * TestChain.gwei))
        }
        let second = try await chain.mine()
        #expect(second.header.baseFeePerGas == 5_000_000_000)
        #expect(try await chain.mine().header.baseFeePerGas == 4_375_000_000)
        let excessive = await #expect(throws: ChainError.self) { try await chain.update(.nextBaseFee(.max)) }
        #expect(excessive?.code == .invalidSetting)
    }

    @Test("Coinbase, gas limit, randomness and chain id are those of the blocks that follow")
    func blocks() async throws {
        let test = try await TestChain.open()
        let chain = test.chain
        try await chain.update(.coinbase(TestChain.receiver))
        try await chain.update(.gasLimit(1_000_000))
        try await chain.update(.prevRandao(Bytes32(words: 1, 2, 3, 4)))
        try await chain.submit(try TestChain.signed(nonce: 0, to: TestChain.address(1)))
        let header = chain.head.block.header
        #expect(header.beneficiary == TestChain.receiver)
        #expect(header.gasLimit == 1_000_000)
        #expect(header.prevRandao == Bytes32(words: 1, 2, 3, 4))
        #expect(try test.balance(TestChain.receiver) == 21_000 * TestChain.gwei)
        let next = try await chain.mine().header
        #expect(next.gasLimit == 1_000_000)
        #expect(next.prevRandao != header.prevRandao)
        #expect(try await chain.mine().header.prevRandao != next.prevRandao)
        try await chain.update(.chainID(99))
        await #expect(throws: ChainError.self) { try await chain.submit(try TestChain.signed(nonce: 1)) }
        try await chain.submit(try TestChain.signed(nonce: 1, chainID: 99))
        #expect(chain.settings.chainID == 99)
        await #expect(throws: ChainError.self) { try await chain.update(.chainID(0)) }
        await #expect(throws: ChainError.self) { try await chain.update(.gasLimit(20_999)) }
    }

    @Test("Below the price that the chain asks for, nothing is taken")
    func minGasPrice() async throws {
        let test = try await TestChain.open()
        try await test.chain.update(.minGasPrice(20 * TestChain.gwei))
        let error = await #expect(throws: ChainError.self) {
            try await test.chain.submit(try TestChain.signed(nonce: 0))
        }
        #expect(error?.code == .underpriced)
        try await test.chain.submit(try TestChain.signed(nonce: 0, maxFee: 20 * TestChain.gwei))
    }

    @Test("Transactions are dropped from the pool one by one, by sender, and all at once")
    func dropping() async throws {
        let test = try await TestChain.open { $0.mining = .manual }
        let chain = test.chain
        let first = try TestChain.signed(nonce: 0)
        try await chain.submit(first)
        try await chain.submit(try TestChain.signed(nonce: 1))
        try await chain.submit(try TestChain.signed(1, nonce: 0))
        try await chain.submit(try TestChain.signed(2, nonce: 0))
        #expect(try await chain.update(.dropTransaction(first.hash)) == .bool(true))
        #expect(try await chain.update(.dropTransaction(first.hash)) == .bool(false))
        #expect(try chain.transaction(hash: first.hash) == nil)
        #expect(await chain.poolContent().queued[TestChain.address(0)]?.count == 1)
        try await chain.update(.removeFrom(TestChain.address(1)))
        #expect(await chain.poolContent().pending.keys.sorted() == [TestChain.address(2)])
        try await chain.update(.dropAll)
        #expect(await chain.poolContent().pending.isEmpty)
        #expect(try await chain.mine().transactions.isEmpty)
    }
}
