import EVM
import Ethereum
import Primitives
import TestSupport
import Testing

@Suite("A world state in a store")
struct WorldStoreTests {
    static let code = Bytecode([0x5b, 0x00])

    /// Accounts with slots and all with the same code.
    static func state(_ count: Int) throws -> WorldState {
        var changes = StateChanges()
        for number in 0..<count {
            changes.accounts[WorldModel.address(number)] = .init(
                account: Account(nonce: 1, balance: 7, codeHash: code.hash),
                storage: [1: 1, 2: UInt256(limbs: UInt64(number + 1), 0, 0, 0)], code: code)
        }
        return try WorldState().applying(changes)
    }

    @Test("opens with its root node, and not without it")
    func opening() throws {
        let store = MemoryStore()
        let state = try Self.state(50)
        #expect(throws: StateError.self) { try WorldState(root: state.root, source: store) }
        let difference = try state.difference()
        #expect(difference.codes.map(\.hash) == [Self.code.hash])
        store.write(difference)
        let before = store.reads.count
        let opened = try WorldState(root: state.root, source: store)
        #expect(store.reads.count == before && opened.root == state.root)
        #expect(try WorldState(root: emptyTrieRoot, source: store).isEmpty)
    }

    @Test("writes a changed slot as two paths and no code")
    func smallDifference() throws {
        let store = MemoryStore()
        let state = try Self.state(50)
        store.write(try state.difference())
        let opened = try WorldState(root: state.root, source: store)
        let address = WorldModel.address(3)
        let account = try #require(try opened.account(address))
        let next = try opened.applying(
            StateChanges(accounts: [address: .init(account: account, storage: [2: 99])]))
        let difference = try next.difference(from: opened)
        let proof = try next.proof(account: address, slots: [2])
        #expect(difference.nodes.filter { $0.owner == nil }.count == proof.accountProof.count)
        let owner = Keccak256.hash(address.bytes)
        #expect(difference.nodes.filter { $0.owner == owner }.count == proof.slots[0].proof.count)
        #expect(
            difference.nodes.count == proof.accountProof.count + proof.slots[0].proof.count)
        #expect(difference.codes.isEmpty)
        #expect(try opened.difference(from: opened).nodes.isEmpty)
    }

    @Test("keeps the storage of an account readable that was removed and made again")
    func recreated() throws {
        let store = MemoryStore()
        let state = try Self.state(20)
        store.write(try state.difference())
        let first = try WorldState(root: state.root, source: store)
        let address = WorldModel.address(4)
        let second = try first.applying(StateChanges(accounts: [address: .init(account: nil)]))
        store.write(try second.difference(from: first))
        let third = try second.applying(
            StateChanges(accounts: [address: .init(account: Account(nonce: 1), storage: [8: 8, 9: 9, 1: 5])]))
        store.write(try third.difference(from: second))
        #expect(try first.storage(address, 2) == 5 && first.storage(address, 8) == .zero)
        #expect(try second.storage(address, 2) == .zero)
        let reopened = try WorldState(root: third.root, source: store)
        #expect(try reopened.contents()[address]?.storage == [8: 8, 9: 9, 1: 5])
    }

    @Test("is refused where an account's or slot's preimage, a node or a code is another")
    func corruption() throws {
        let state = try Self.state(20)
        let difference = try state.difference()
        for record in difference.nodes {
            let store = MemoryStore()
            store.write(difference)
            let place = MemoryStore.Place(owner: record.owner, path: record.path)
            store.change(place) { $0[$0.count - 1] ^= 1 }
            let error = #expect(throws: StateError.self) {
                try WorldState(root: state.root, source: store).contents()
            }
            let text = error?.description ?? ""
            #expect(
                text.contains(record.owner.map { "storage trie of \($0)" } ?? "trie of accounts"), "\(text)")
            #expect(text.contains(record.path == .root ? "The root" : "path \(record.path) "), "\(text)")
        }
        let store = MemoryStore()
        store.write(difference)
        store.replaceCode(Self.code.hash, with: [1])
        let opened = try WorldState(root: state.root, source: store)
        #expect(throws: StateError.self) { try opened.code(Self.code.hash) }
        store.replaceCode(Self.code.hash, with: nil)
        #expect(throws: StateError.self) { try opened.code(Self.code.hash) }
        store.replaceCode(Self.code.hash, with: Self.code.bytes)
        #expect(try opened.code(Self.code.hash) === opened.code(Self.code.hash))
    }

    @Test("can be read by many tasks at once, and reads every node once")
    func concurrency() async throws {
        let store = MemoryStore()
        let state = try Self.state(300)
        store.write(try state.difference())
        let opened = try WorldState(root: state.root, source: store)
        try await withThrowingTaskGroup(of: Int.self) { group in
            for task in 0..<16 {
                group.addTask { @concurrent in
                    var right = 0
                    for step in 0..<300 {
                        let number = (step * 7 + task * 41) % 300
                        let address = WorldModel.address(number)
                        let word = try opened.storage(address, 2)
                        if word == UInt256(limbs: UInt64(number + 1), 0, 0, 0),
                            let account = try opened.account(address),
                            try opened.code(account.codeHash).bytes == Self.code.bytes
                        {
                            right += 1
                        }
                    }
                    return right
                }
            }
            for try await right in group { #expect(right == 300) }
        }
        #expect(store.reads.values.allSatisfy { $0 == 1 })
        #expect(try opened.contents() == state.contents())
    }
}
