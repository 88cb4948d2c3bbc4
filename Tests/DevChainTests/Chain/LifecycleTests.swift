import DevChain
import EVM
import Ethereum
import Logging
import Primitives
import Synchronization
import Testing

@Suite("Opening, closing and failing")
struct LifecycleTests {
    @Test("Block 0 has the accounts, the CREATE2 deployer and the beacon roots contract")
    func genesis() async throws {
        let test = try await TestChain.open()
        let head = test.chain.head
        #expect(head.block.number == 0)
        #expect(head.block.header.timestamp == test.clock.now())
        #expect(head.block.header.baseFeePerGas == TestChain.gwei)
        #expect(head.block.header.gasLimit == 30_000_000)
        #expect(try test.balance(TestChain.address(2)) == 10_000 * TestChain.ether)
        let deployer = try Address("0x4e59b44847b379578588920ca78fbf26c0b4956c")
        for (address, size) in [(deployer, 69), (BlockExecution.beaconRootsAddress, 97)] {
            let account = try #require(try head.state.account(address))
            #expect(try head.state.code(account.codeHash).count == size)
        }
    }

    @Test("The public phrase gives the accounts that everybody knows")
    func accounts() throws {
        let accounts = try DevAccount.derived(count: 2)
        #expect(
            accounts.map(\.address.checksummed) == [
                "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266", "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
            ])
    }

    @Test("A CREATE2 deployment by the deployer lands where EIP-1014 says")
    func create2() async throws {
        let test = try await TestChain.open()
        let deployer = try Address("0x4e59b44847b379578588920ca78fbf26c0b4956c")
        let creation = TestChain.creation(TestChain.counter)
        try await test.chain.submit(
            try TestChain.signed(
                nonce: 0, to: deployer, value: 0, data: Bytes32.zero.bytes + creation, gasLimit: 300_000))
        let address = Address.created(
            by: deployer, salt: .zero, initCodeHash: Keccak256.hash(creation))
        let account = try #require(try test.chain.head.state.account(address))
        #expect(try test.chain.head.state.code(account.codeHash).bytes == TestChain.counter)
    }

    @Test("Each block's time is in the ring buffer of beacon roots (EIP-4788)")
    func beaconRoots() async throws {
        let test = try await TestChain.open()
        let block = try await test.chain.mine()
        let slot = UInt256(block.header.timestamp % 8191)
        #expect(
            try test.chain.head.state.storage(BlockExecution.beaconRootsAddress, slot)
                == UInt256(block.header.timestamp))
    }

    @Test("A chain opened again goes on where it was, settings and pool included")
    func reopening() async throws {
        let store = MemoryStore()
        let test = try await TestChain.open(store: store)
        try await test.chain.submit(
            try TestChain.signed(
                nonce: 0, to: nil, value: 0, data: TestChain.creation(TestChain.counter), gasLimit: 200_000))
        let contract = try #require(test.chain.head.block.receipts.first?.contractAddress)
        try await test.chain.submit(try TestChain.signed(nonce: 1, to: contract, value: 0, gasLimit: 100_000))
        let waiting = try TestChain.signed(nonce: 3)
        try await test.chain.submit(waiting)
        try await test.chain.update(.impersonate(contract))
        _ = try await test.chain.update(.increaseTime(500))
        try await test.chain.update(.nextBaseFee(7))
        try await test.chain.update(.balance(TestChain.receiver, 3))
        try await test.chain.update(.storage(contract, slot: 5, word: 6))
        let (old, state) = (test.chain.head.block, test.chain.head.state)
        await test.chain.close()
        #expect(store.content.withLock { $0.isClosed })

        let again = try await TestChain.open(store: store, clock: test.clock)
        let chain = again.chain
        #expect(chain.head.block.hash == old.hash)
        #expect(chain.head.state.root == state.root)
        #expect(chain.genesis.hash == test.chain.genesis.hash)
        #expect(chain.settings == test.chain.settings)
        #expect(chain.settings.times.offset == 500)
        #expect(try chain.transaction(hash: waiting.hash)?.transaction.sender == waiting.sender)
        #expect(try chain.transaction(hash: old.transactions[0].hash)?.block?.number == 2)
        try await chain.submit(try TestChain.signed(nonce: 2, to: contract, value: 0, gasLimit: 100_000))
        #expect(chain.head.block.number == 3)
        #expect(chain.head.block.header.baseFeePerGas == 7)
        #expect(chain.head.block.transactions.map(\.transaction.nonce) == [2, 3])
        #expect(try chain.head.state.storage(contract, 0) == 2)
        #expect(try chain.head.state.storage(contract, 5) == 6)
        // The block's own state, without what was set after it.
        let before = try chain.state(after: old)
        #expect(before.root == old.header.stateRoot)
        #expect(try before.storage(contract, 5) == 0)
        await chain.close()
    }

    @Test("A store with another chain is refused")
    func wrongChain() async throws {
        let store = MemoryStore()
        let test = try await TestChain.open(store: store)
        await test.chain.close()
        let error = await #expect(throws: ChainError.self) {
            try await TestChain.open(store: store) { $0.chainID = 5 }
        }
        #expect(error?.code == .wrongChain)
        let other = await #expect(throws: ChainError.self) {
            try await TestChain.open(store: store) {
                $0.genesis = Genesis(timestamp: 1, gasLimit: 1_000_000, baseFee: 1, accounts: [:])
            }
        }
        #expect(other?.code == .wrongChain)
        store.content.withLock { $0.chain?.settings = [0x7b] }
        await #expect(throws: ChainError.self) { try await TestChain.open(store: store) }
    }

    @Test("What cannot be written is not shown, and goes on when the store can write again")
    func failingStore() async throws {
        let test = try await TestChain.open()
        test.store.content.withLock { $0.failure = StoreError(.io, "the disk is full") }
        let error = await #expect(throws: ChainError.self) { try await test.chain.mine() }
        #expect(error?.code == .store(StoreError(.io, "the disk is full")))
        #expect(test.chain.head.block.number == 0)
        await #expect(throws: ChainError.self) { try await test.chain.submit(try TestChain.signed(nonce: 0)) }
        test.store.content.withLock { $0.failure = nil }
        // The first attempts only find out that it works again.
        var mined: SealedBlock?
        while mined == nil { mined = try? await test.chain.mine() }
        #expect(test.chain.head.block.number == 2)
        #expect(test.store.content.withLock { $0.blocks.count } == 3)
    }

    @Test("A state that cannot be read is an error of the transaction, and the chain goes on")
    func failingState() async throws {
        let store = MemoryStore()
        let first = try await TestChain.open(store: store)
        await first.chain.close()
        let test = try await TestChain.open(store: store)
        store.content.withLock { $0.nodeFailure = StateError("the disk is gone") }
        let error = await #expect(throws: ChainError.self) {
            try await test.chain.submit(try TestChain.signed(nonce: 0))
        }
        #expect(error?.code == .state(StateError("the disk is gone")))
        #expect(test.chain.head.block.number == 0)
        store.content.withLock { $0.nodeFailure = nil }
        try await test.chain.submit(try TestChain.signed(nonce: 0))
        #expect(test.chain.head.block.number == 1)
    }

    @Test("A closed chain can be read, and refuses to change")
    func closed() async throws {
        let test = try await TestChain.open()
        try await test.chain.mine()
        await test.chain.close()
        await test.chain.close()
        let error = await #expect(throws: ChainError.self) { try await test.chain.mine() }
        #expect(error?.code == .closed)
        #expect(test.chain.head.block.number == 1)
    }
}
