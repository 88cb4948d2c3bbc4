import EVM
import Ethereum
import Primitives
import TestSupport
import Testing

@Suite("The root of a list")
struct OrderedTrieRootTests {
    @Test(
        "is that of a trie keyed by the RLP of the index",
        arguments: [0, 1, 2, 3, 16, 17, 126, 127, 128, 129, 130, 255, 256, 257, 300, 700])
    func likeTrie(count: Int) throws {
        var random = SplitMix64(seed: fuzzSeed &+ UInt64(count))
        // Short ones stand inside their parents; long ones need a longer header.
        let items = (0..<count).map { _ in [1] + random.bytes(upTo: random.next() % 4 == 0 ? 400 : 40) }
        var model: [[UInt8]: [UInt8]] = [:]
        for (index, item) in items.enumerated() {
            var key = RLPWriter()
            key.append(UInt64(index))
            model[key.bytes] = item
        }
        #expect(orderedTrieRoot(of: items) == ReferenceTrie.root(model))
    }
}
