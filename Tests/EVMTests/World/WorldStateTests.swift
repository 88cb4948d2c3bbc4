import EVM
import Ethereum
import Primitives
import TestSupport
import Testing

@Suite("A world state")
struct WorldStateTests {
    static let address = WorldModel.address(1)

    @Test("is empty at first")
    func empty() throws {
        let state = WorldState()
        #expect(state.isEmpty && state.root == emptyTrieRoot)
        #expect(try state.account(Self.address) == nil && state.storage(Self.address, 1) == .zero)
        #expect(try !state.hasStorage(Self.address) && state.storageRoot(of: Self.address) == emptyTrieRoot)
        #expect(try state.code(Account.emptyCodeHash) === Bytecode.empty)
        #expect(throws: StateError.self) { try state.code(.zero) }
        #expect(try state.proof(account: Self.address).accountProof.isEmpty)
    }

    @Test("holds accounts, slots and codes")
    func contents() throws {
        let code = Bytecode([0x60, 0x00])
        let account = Account(nonce: 1, balance: 5, codeHash: code.hash)
        let state = try WorldState().applying(
            StateChanges(accounts: [
                Self.address: .init(account: account, storage: [1: 2, 3: 0], code: code)
            ]))
        #expect(try state.account(Self.address) == account)
        #expect(try state.storage(Self.address, 1) == 2 && state.storage(Self.address, 3) == .zero)
        #expect(try state.hasStorage(Self.address))
        #expect(try state.code(code.hash) === code)
        let expected = WorldModel(entries: [Self.address: .init(account: account, storage: [1: 2])])
        #expect(state.root == expected.root)
        #expect(try state.storageRoot(of: Self.address) == WorldModel.storageRoot([1: 2]))
    }

    @Test("loses an account that becomes nil or empty, with its storage (EIP-161)")
    func emptyAccounts() throws {
        let first = try WorldState().applying(
            StateChanges(accounts: [Self.address: .init(account: Account(balance: 1), storage: [1: 1])]))
        for account in [nil, Account()] {
            let second = try first.applying(StateChanges(accounts: [Self.address: .init(account: account)]))
            #expect(second.isEmpty && second.root == emptyTrieRoot)
            let third = try second.applying(
                StateChanges(accounts: [Self.address: .init(account: Account(balance: 1))]))
            #expect(try !third.hasStorage(Self.address))
        }
        #expect(try first.hasStorage(Self.address))
    }

    @Test("clears old slots before new ones are written")
    func clearing() throws {
        let account = Account(balance: 1)
        let first = try WorldState().applying(
            StateChanges(accounts: [Self.address: .init(account: account, storage: [1: 1, 2: 2])]))
        let second = try first.applying(
            StateChanges(accounts: [
                Self.address: .init(account: account, clearsStorage: true, storage: [2: 3, 4: 4])
            ]))
        #expect(try second.contents()[Self.address]?.storage == [2: 3, 4: 4])
        #expect(try first.contents()[Self.address]?.storage == [1: 1, 2: 2])
    }

    @Test("is the one made from scratch, through batches, stores and reopening (fuzz)")
    func model() throws {
        var random = SplitMix64(seed: fuzzSeed &+ 5)
        for _ in 0..<max(1, fuzzIterations / 2_000) {
            let store = MemoryStore()
            var (state, model) = (WorldState(), WorldModel())
            var versions: [(WorldState, [Address: WorldModel.Entry])] = []
            for _ in 0..<20 {
                let before = state
                let changes = model.changes(&random, accounts: 30, size: 6)
                state = try state.applying(changes)
                #expect(state.root == model.root)
                store.write(try state.difference(from: before))
                versions.append((state, model.entries))
                guard random.next() % 4 == 0 else { continue }
                state = try WorldState(root: state.root, source: store)
                for (older, entries) in versions { #expect(try older.contents() == entries) }
                versions = [(state, model.entries)]
            }
            for (older, entries) in versions { #expect(try older.contents() == entries) }
            let reopened = try WorldState(root: state.root, source: store)
            for number in 0..<30 {
                let address = WorldModel.address(number)
                let entry = model.entries[address]
                #expect(try reopened.account(address) == entry?.account)
                for slot in 0..<12 {
                    let slot = UInt256(limbs: UInt64(slot), 0, 0, 0)
                    #expect(try reopened.storage(address, slot) == entry?.storage[slot] ?? .zero)
                }
                if let hash = entry?.account.codeHash {
                    #expect(try Keccak256.hash(reopened.code(hash).bytes) == hash)
                }
            }
        }
    }
}
