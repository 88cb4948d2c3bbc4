import EVM
import Primitives
import TestSupport
import Testing

@Suite("A trie in a store")
struct TrieStoreTests {
    static let changes = (0..<200).map { index in
        TrieChange(
            NibblePath(Keccak256.hash([UInt8(index)])), [UInt8](repeating: UInt8(index) | 1, count: 40))
    }

    @Test("is read only where it is looked at")
    func laziness() throws {
        let store = MemoryStore()
        let trie = try Trie<[UInt8]>().applying(Self.changes)
        store.write(try trie.difference())
        let opened = Trie<[UInt8]>(root: trie.root, source: store)
        #expect(store.reads.isEmpty && opened.root == trie.root)
        #expect(try opened.get(Self.changes[0].key) == Self.changes[0].payload)
        let few = store.reads.count
        #expect(few >= 3 && few < 8)
        #expect(try opened.get(Self.changes[0].key) == Self.changes[0].payload)
        #expect(store.reads.values.allSatisfy { $0 == 1 } && store.reads.count == few)
    }

    @Test("writes only the path that changed")
    func smallDifference() throws {
        let store = MemoryStore()
        let first = try Trie<[UInt8]>().applying(Self.changes)
        store.write(try first.difference())
        let opened = Trie<[UInt8]>(root: first.root, source: store)
        let second = try opened.applying([TrieChange(Self.changes[3].key, [9])])
        let readBefore = store.reads.count
        let records = try second.difference(from: opened)
        #expect(store.reads.count == readBefore)
        #expect(records.count == (try second.proof(for: Self.changes[3].key)).count)
        #expect(
            records.allSatisfy { $0.owner == nil && Self.changes[3].key.prefix($0.path.count) == $0.path })
        #expect(try opened.difference(from: opened).isEmpty)
        #expect(
            try opened.applying([TrieChange(Self.changes[3].key, Self.changes[3].payload)]).root == first.root
        )
    }

    @Test("is refused by owner and path where a record is changed, cut or missing (fuzz)")
    func corruption() throws {
        var random = SplitMix64(seed: fuzzSeed &+ 4)
        let owner = Keccak256.hash([1])
        let trie = try Trie<[UInt8]>().applying(Self.changes)
        let records = try trie.difference(owner: owner)
        for _ in 0..<max(1, fuzzIterations / 100) {
            let picked = random.pick(records)
            let victim = try #require(picked)
            let place = MemoryStore.Place(owner: owner, path: victim.path)
            let store = MemoryStore()
            store.write(records)
            if random.next() % 8 == 0 {
                store.remove(place)
            } else {
                let changed = random.mutated(victim.record)
                guard changed != victim.record else { continue }
                store.change(place) { $0 = changed }
            }
            let error = #expect(throws: StateError.self) {
                try Trie<[UInt8]>(root: trie.root, owner: owner, source: store).forEach { _, _ in }
            }
            let text = error?.description ?? ""
            #expect(text.contains("storage trie of \(owner)"), "\(text)")
            #expect(text.contains(victim.path == .root ? "The root" : "path \(victim.path) "), "\(text)")
        }
    }

    @Test("whose nodes have their hashes but make no sense is refused, or read as what it says (fuzz)")
    func strangeNodes() throws {
        var random = SplitMix64(seed: fuzzSeed &+ 5)
        let trie = try Trie<[UInt8]>().applying(Self.changes)
        let nodes = try trie.proof(for: Self.changes[0].key)
        var refused = 0
        for _ in 0..<max(100, fuzzIterations / 20) {
            let picked = random.pick(nodes)
            let rlp = random.mutated(try #require(picked))
            let store = MemoryStore()
            store.write([NodeRecord(owner: nil, path: .root, record: [1] + rlp)])
            let opened = Trie<[UInt8]>(root: Keccak256.hash(rlp), source: store)
            do {
                _ = try opened.get(Self.changes[0].key)
                _ = try opened.applying(Self.changes)
            } catch {
                refused += 1
            }
        }
        #expect(refused > 0)
    }

    @Test("of another version is refused")
    func version() throws {
        let store = MemoryStore()
        let trie = try Trie<[UInt8]>().applying(Self.changes)
        store.write(try trie.difference())
        store.change(MemoryStore.Place(owner: nil, path: .root)) { $0[0] = 2 }
        let error = #expect(throws: StateError.self) {
            try Trie<[UInt8]>(root: trie.root, source: store).get(Self.changes[0].key)
        }
        #expect(
            error?.description
                == "The root of the trie of accounts has a record of another version than 1.")
    }
}
