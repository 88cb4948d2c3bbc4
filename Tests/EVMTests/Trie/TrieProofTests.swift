import EVM
import Ethereum
import Primitives
import TestSupport
import Testing

@Suite("A Merkle proof")
struct TrieProofTests {
    @Test("shows what is there and that nothing is (fuzz)")
    func provesEverything() throws {
        var random = SplitMix64(seed: fuzzSeed &+ 2)
        for _ in 0..<max(1, fuzzIterations / 400) {
            var model: [[UInt8]: [UInt8]] = [:]
            let trie = try Trie<[UInt8]>().applying(TrieModelTests.batch(&random, &model, size: 40))
            for key in Array(model.keys) + (0..<20).map({ _ in TrieModelTests.key(&random) }) {
                let proof = try trie.proof(for: try #require(NibblePath(bytes: key)))
                #expect(try TrieProof.verify(root: trie.root, key: key, proof: proof) == model[key])
            }
        }
    }

    @Test("is refused when a node is changed, missing, doubled or added (fuzz)")
    func tampering() throws {
        var random = SplitMix64(seed: fuzzSeed &+ 3)
        let changes = (0..<300).map { index -> TrieChange<[UInt8]> in
            let bytes = [UInt8(index & 255), UInt8(index >> 8)]
            return TrieChange(
                NibblePath(Keccak256.hash(bytes)), [7] + [UInt8](repeating: bytes[0], count: 40))
        }
        let trie = try Trie<[UInt8]>().applying(changes)
        let key = Keccak256.hash([5, 0])
        let proof = try trie.proof(for: NibblePath(key))
        #expect(proof.count > 2)
        #expect(try TrieProof.verify(root: trie.root, key: key.bytes, proof: proof)?.first == 7)
        for _ in 0..<max(1, fuzzIterations / 40) {
            var tampered = proof
            let place = Int(random.next() % UInt64(proof.count))
            tampered[place] = random.mutated(tampered[place])
            guard tampered != proof else { continue }
            let error = #expect(throws: TrieProofError.self) {
                try TrieProof.verify(root: trie.root, key: key.bytes, proof: tampered)
            }
            #expect(error == TrieProofError(.wrongHash, at: place))
        }
        func code(_ proof: [[UInt8]], root: Bytes32 = trie.root) -> TrieProofError.Code? {
            #expect(throws: TrieProofError.self) {
                try TrieProof.verify(root: root, key: key.bytes, proof: proof)
            }?.code
        }
        #expect(code([]) == .missingNode)
        #expect(code(Array(proof.dropLast())) == .missingNode)
        #expect(code(Array(proof.dropFirst())) == .wrongHash)
        #expect(code(proof + [proof[0]]) == .surplusNodes)
        #expect(code(proof, root: key) == .wrongHash)
        #expect(code(proof, root: emptyTrieRoot) == .wrongHash)
    }

    @Test(
        "of nodes that are none is refused",
        arguments: [
            [] as RLPItem, .string([1]), [.string([0x20])], [.string([]), .string([1])],
            [.string([0x40]), .string([1])], [.string([0x05]), .string([1])], [.string([0x20]), []],
            [.string([0x00]), .string([UInt8](repeating: 1, count: 32))],
            [.string([0x11]), .string([1, 2])],
        ])
    func malformedNodes(item: RLPItem) {
        let rlp = item.encoded
        let error = #expect(throws: TrieProofError.self) {
            try TrieProof.verify(root: Keccak256.hash(rlp), key: [0x11], proof: [rlp])
        }
        #expect(error == TrieProofError(.malformedNode, at: 0))
        #expect(error?.description == "Merkle proof: element 0 is not a node of a trie")
    }

    @Test("of nodes that nobody made is refused, or shows what they say (fuzz)")
    func strangeNodes() throws {
        var random = SplitMix64(seed: fuzzSeed &+ 4)
        let keys = (0..<60).map { [UInt8($0)] }
        let trie = try Trie<[UInt8]>().applying(
            keys.map { TrieChange(try #require(NibblePath(bytes: $0)), [1] + $0) })
        var refused = 0
        for _ in 0..<max(100, fuzzIterations / 10) {
            let pickedKey = random.pick(keys)
            let key = try #require(pickedKey)
            let proof = try trie.proof(for: try #require(NibblePath(bytes: key)))
            let picked = random.pick(proof)
            let node = random.mutated(try #require(picked))
            do {
                _ = try TrieProof.verify(root: Keccak256.hash(node), key: key, proof: [node])
            } catch {
                // The first node does have its hash.
                #expect(error.index > 0 || error.code == .malformedNode)
                refused += 1
            }
        }
        #expect(refused > 0)
    }

    @Test("of an empty trie has no nodes")
    func emptyTrie() throws {
        let proof = try Trie<[UInt8]>().proof(for: .root)
        #expect(proof.isEmpty)
        #expect(try TrieProof.verify(root: emptyTrieRoot, key: [1], proof: proof) == nil)
        #expect(try TrieProof.verify(root: emptyTrieRoot, key: [1], proof: [[0x80]]) == nil)
    }
}
