import DevChain
import EVM
import Ethereum
import Primitives
import Synchronization
import Testing

@Suite("Submitting transactions")
struct SubmissionTests {
    @Test("A transfer is in a block when submitting returns, and moves the ether")
    func transfer() async throws {
        let test = try await TestChain.open()
        let transaction = try TestChain.signed(nonce: 0, value: 5)
        let hash = try await test.chain.submit(transaction)
        #expect(hash == transaction.hash)
        let head = test.chain.head
        #expect(head.block.number == 1)
        #expect(head.block.transactions == [transaction])
        #expect(head.block.header.parentHash == test.chain.genesis.hash)
        #expect(head.block.header.stateRoot == head.state.root)
        #expect(head.block.hash == head.block.header.hash)
        #expect(try test.balance(TestChain.receiver) == 5)
        let receipt = try #require(head.block.receipts.first)
        #expect(receipt.gasUsed == 21_000)
        #expect(receipt.receipt.succeeded)
        #expect(receipt.effectiveGasPrice == head.block.header.baseFeePerGas + TestChain.gwei)
        let found = try #require(try test.chain.transaction(hash: hash))
        #expect(found.block === head.block)
        #expect(found.index == 0)
        #expect(try test.chain.block(hash: head.block.hash) === head.block)
        #expect(try test.chain.block(number: 1) === head.block)
        #expect(try test.chain.block(number: 2) == nil)
        await test.chain.close()
    }

    @Test("A sealed block is encoded as the block that its parts make")
    func encoding() async throws {
        let test = try await TestChain.open()
        try await test.chain.submit(try TestChain.signed(nonce: 0))
        let sealed = test.chain.head.block
        let block = try Block(decoding: sealed.encoded)
        #expect(block.header == sealed.header)
        #expect(block.transactions.map(\.hash) == sealed.transactions.map(\.hash))
        #expect(sealed.size == block.encoded.count)
    }

    @Test("A transaction that reverts is mined with a status of failure and costs gas")
    func reverted() async throws {
        let test = try await TestChain.open()
        try await test.chain.submit(
            try TestChain.signed(
                nonce: 0, to: nil, value: 0, data: TestChain.creation(TestChain.reverting), gasLimit: 200_000)
        )
        let contract = try #require(test.chain.head.block.receipts.first?.contractAddress)
        #expect(contract == Address.created(by: TestChain.address(0), nonce: 0))
        #expect(try test.chain.head.state.account(contract)?.hasCode == true)
        let before = try test.balance(TestChain.address(0))
        try await test.chain.submit(try TestChain.signed(nonce: 1, to: contract, value: 7, gasLimit: 100_000))
        let block = test.chain.head.block
        #expect(block.number == 2)
        #expect(block.receipts.first?.receipt.succeeded == false)
        #expect(try test.balance(contract) == 0)
        let receipt = try #require(block.receipts.first)
        let cost = receipt.effectiveGasPrice * UInt256(receipt.gasUsed)
        #expect(try test.balance(TestChain.address(0)) == before - cost)
    }

    @Test("A nonce gap waits, and when it closes all that waited are in one block")
    func gap() async throws {
        let test = try await TestChain.open()
        try await test.chain.submit(try TestChain.signed(nonce: 2))
        try await test.chain.submit(try TestChain.signed(nonce: 1))
        #expect(test.chain.head.block.number == 0)
        #expect(try await test.chain.nextNonce(of: TestChain.address(0)) == 0)
        #expect(await test.chain.poolContent().queued[TestChain.address(0)]?.count == 2)
        try await test.chain.submit(try TestChain.signed(nonce: 0))
        #expect(test.chain.head.block.number == 1)
        #expect(test.chain.head.block.transactions.map(\.transaction.nonce) == [0, 1, 2])
        #expect(try await test.chain.nextNonce(of: TestChain.address(0)) == 3)
        #expect(await test.chain.poolContent().queued.isEmpty)
    }

    @Test("What does not fit into one block goes into the next ones at once")
    func overflowing() async throws {
        let test = try await TestChain.open { $0.gasLimit = 50_000 }
        for nonce in [4, 3, 2, 1, 0] as [UInt64] {
            try await test.chain.submit(try TestChain.signed(nonce: nonce))
        }
        #expect(test.chain.head.block.number == 3)
        #expect(test.chain.head.block.transactions.map(\.transaction.nonce) == [4])
    }

    @Test(
        "What can never be executed is refused with the text that clients know",
        arguments: [
            ("nonce too low: next nonce 1, tx nonce 0", RefusedTransaction.usedNonce),
            ("insufficient funds for gas * price + value", .tooMuchValue),
            ("intrinsic gas too low", .tooLittleGas),
            ("exceeds block gas limit", .tooMuchGas),
            ("max fee per gas less than block base fee", .lowFee),
            ("max priority fee per gas higher than max fee per gas", .tipAboveFee),
            ("invalid chain id for signer: have 1 want 31337", .otherChain),
        ])
    func refusals(_ text: String, _ kind: RefusedTransaction) async throws {
        let test = try await TestChain.open()
        try await test.chain.submit(try TestChain.signed(nonce: 0))
        let error = await #expect(throws: ChainError.self) {
            try await test.chain.submit(try kind.transaction())
        }
        #expect(error?.description.hasPrefix(text) == true)
        #expect(test.chain.head.block.number == 1)
        #expect(await test.chain.poolContent().pending.isEmpty)
    }

    @Test("A legacy transaction without a chain id is taken")
    func unprotected() async throws {
        let test = try await TestChain.open()
        try await test.chain.submit(try TestChain.signed(nonce: 0, chainID: nil))
        #expect(
            test.chain.head.block.transactions.first?.v == 27
                || test.chain.head.block.transactions.first?.v == 28)
    }

    @Test("A sender with code is refused, an impersonated one is not")
    func impersonation() async throws {
        let test = try await TestChain.open()
        let contract = TestChain.address(1)
        try await test.chain.update(.code(contract, TestChain.counter))
        let error = await #expect(throws: ChainError.self) {
            try await test.chain.submit(try TestChain.signed(1, nonce: 0))
        }
        #expect(error?.description.hasPrefix("sender not an eoa") == true)
        let transaction = Transaction(
            chainID: 31337, nonce: 0, gasLimit: 21_000, to: TestChain.receiver, value: 9,
            fees: .dynamic(maxFeePerGas: 10 * TestChain.gwei, maxPriorityFeePerGas: 1))
        let impersonated = ChainTransaction(impersonating: contract, transaction)
        let unknown = await #expect(throws: ChainError.self) { try await test.chain.submit(impersonated) }
        #expect(unknown?.code == .unknownAccount)
        try await test.chain.update(.impersonate(contract))
        try await test.chain.submit(impersonated)
        #expect(try test.balance(TestChain.receiver) == 9)
        #expect(test.chain.head.block.transactions.first?.sender == contract)
        #expect(try await test.chain.update(.stopImpersonating(contract)) == .bool(true))
        #expect(try await test.chain.update(.stopImpersonating(contract)) == .bool(false))
        #expect(ChainTransaction(impersonating: TestChain.address(2), transaction).hash != impersonated.hash)
    }

    @Test("Blob transactions are refused on submission")
    func blobs() async throws {
        let test = try await TestChain.open()
        let error = await #expect(throws: ChainError.self) {
            try await test.chain.submit(try RefusedTransaction.blob())
        }
        #expect(error?.code == .blobsNotSupported)
        let other = try await TestChain.open { $0.acceptsBlobTransactions = true }
        try await other.chain.submit(try RefusedTransaction.blob())
        #expect(other.chain.head.block.header.blobGasUsed == 131_072)
        #expect(other.chain.head.block.receipts.first?.blobGasUsed == 131_072)
    }
}

/// Transactions that no chain takes after one transfer of the first account.
enum RefusedTransaction: CaseIterable, Sendable {
    case usedNonce, tooMuchValue, tooLittleGas, tooMuchGas, lowFee, tipAboveFee, otherChain

    func transaction() throws -> ChainTransaction {
        switch self {
        case .usedNonce: try TestChain.signed(nonce: 0, value: 2)
        case .tooMuchValue: try TestChain.signed(nonce: 1, value: 20_000 * TestChain.ether)
        case .tooLittleGas: try TestChain.signed(nonce: 1, gasLimit: 20_999)
        case .tooMuchGas: try TestChain.signed(nonce: 1, gasLimit: 30_000_001)
        case .lowFee: try TestChain.signed(nonce: 1, maxFee: 1000, tip: 1)
        case .tipAboveFee: try TestChain.signed(nonce: 1, maxFee: TestChain.gwei, tip: 2 * TestChain.gwei)
        case .otherChain: try TestChain.signed(nonce: 1, chainID: 1)
        }
    }

    static func blob() throws -> ChainTransaction {
        let hash = Bytes32(words: 0x0100_0000_0000_0000, 0, 0, 1)
        return ChainTransaction(
            try TestChain.wallets[0].sign(
                Transaction(
                    chainID: 31337, nonce: 0, gasLimit: 21_000, to: TestChain.receiver,
                    fees: .blob(
                        maxFeePerGas: 10 * TestChain.gwei, maxPriorityFeePerGas: 1, maxFeePerBlobGas: 10,
                        versionedHashes: [hash]))))
    }
}
