import EVM
import Primitives
import TestSupport
import Testing

@Suite("A trie under random batches")
struct TrieModelTests {
    /// A key that is likely to share nibbles with others, or to be the beginning of one.
    static func key(_ random: inout SplitMix64) -> [UInt8] {
        let alphabet: [UInt8] = [0x00, 0x01, 0x10, 0x11, 0xf1]
        switch random.next() % 4 {
        case 0:
            var key = [UInt8](repeating: 0x77, count: 32)
            for _ in 0..<2 { key[Int(random.next() % 32)] = random.pick(alphabet) ?? 0 }
            return key
        case 1: return Keccak256.hash([UInt8(random.next() % 40)]).bytes
        default: return (0...(random.next() % 4)).map { _ in random.pick(alphabet) ?? 0 }
        }
    }

    static func batch(
        _ random: inout SplitMix64, _ model: inout [[UInt8]: [UInt8]], size: UInt64
    ) throws -> [TrieChange<[UInt8]>] {
        try (0..<(1 + random.next() % size)).map { _ in
            // Sometimes a key that is there, so that removals hit.
            let known = random.next() % 2 == 0 ? random.pick(Array(model.keys)) : nil
            let key = known ?? Self.key(&random)
            let value: [UInt8]? = random.next() % 5 < 2 ? nil : [1] + random.bytes(upTo: 60)
            model[key] = value
            return TrieChange(try #require(NibblePath(bytes: key)), value)
        }
    }

    @Test("has the root, the payloads and the order of a trie made from scratch (fuzz)")
    func againstReference() throws {
        var random = SplitMix64(seed: fuzzSeed)
        for _ in 0..<max(1, fuzzIterations / 400) {
            var trie = Trie<[UInt8]>()
            var model: [[UInt8]: [UInt8]] = [:]
            for _ in 0..<12 {
                let (before, root) = (trie, trie.root)
                trie = try trie.applying(Self.batch(&random, &model, size: 12))
                #expect(trie.root == ReferenceTrie.root(model))
                #expect(before.root == root)
                #expect(trie.isEmpty == model.isEmpty)
                var seen: [NibblePath] = []
                try trie.forEach { key, payload in
                    seen.append(key)
                    let bytes = stride(from: 0, to: key.count, by: 2).map {
                        UInt8(key[$0] << 4 | key[$0 + 1])
                    }
                    #expect(model[bytes] == payload)
                }
                #expect(seen == seen.sorted() && seen.count == model.count)
                let absent = Self.key(&random)
                let path = try #require(NibblePath(bytes: absent))
                #expect(try trie.get(path) == model[absent])
            }
            let all = model.keys.compactMap { NibblePath(bytes: $0) }
            trie = try trie.applying(all.map { TrieChange($0, nil) })
            #expect(trie.isEmpty && trie.root == emptyTrieRoot)
        }
    }

    @Test("reads back from a store what it wrote, and older tries stay readable (fuzz)")
    func throughStore() throws {
        var random = SplitMix64(seed: fuzzSeed &+ 1)
        for _ in 0..<max(1, fuzzIterations / 400) {
            let store = MemoryStore()
            var trie = Trie<[UInt8]>()
            var model: [[UInt8]: [UInt8]] = [:]
            var versions: [(trie: Trie<[UInt8]>, model: [[UInt8]: [UInt8]])] = []
            for _ in 0..<12 {
                let before = trie
                trie = try trie.applying(Self.batch(&random, &model, size: 6))
                #expect(trie.root == ReferenceTrie.root(model))
                store.write(try trie.difference(from: before))
                versions.append((trie, model))
                guard random.next() % 3 == 0 else { continue }
                // From here on with a trie of which only the root's hash is known.
                trie = Trie(root: trie.root, source: store)
                for (older, model) in versions { try Self.expect(older, holds: model) }
                versions = [(trie, model)]
            }
            for (older, model) in versions { try Self.expect(older, holds: model) }
            let reopened = Trie<[UInt8]>(root: trie.root, source: store)
            try Self.expect(reopened, holds: model)
            #expect(try trie.difference(from: reopened).isEmpty)
        }
    }

    static func expect(_ trie: Trie<[UInt8]>, holds model: [[UInt8]: [UInt8]]) throws {
        for (key, value) in model {
            #expect(try trie.get(try #require(NibblePath(bytes: key))) == value)
        }
        var count = 0
        try trie.forEach { _, _ in count += 1 }
        #expect(count == model.count)
    }

    @Test("takes the last of several changes of one key")
    func lastChange() throws {
        let key = try #require(NibblePath(bytes: [1, 2]))
        let other = try #require(NibblePath(bytes: [1]))
        let trie = try Trie<[UInt8]>().applying([
            TrieChange(key, [1]), TrieChange(other, [2]), TrieChange(key, nil), TrieChange(key, [3]),
        ])
        #expect(try trie.get(key) == [3] && trie.get(other) == [2])
        #expect(try trie.applying([TrieChange(key, [4]), TrieChange(key, nil)]).get(key) == nil)
    }
}
