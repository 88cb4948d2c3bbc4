import EVM
import Primitives
import Testing

@Suite(
    "The official trie tests",
    .enabled(if: TrieVectors.shouldRun, "the EVM test vectors are not beside the package"))
struct TrieVectorTests {
    @Test(
        "give their roots, change by change and in one batch",
        arguments: [
            ("trietest", false), ("trieanyorder", false), ("trietest_secureTrie", true),
            ("trieanyorder_secureTrie", true), ("hex_encoded_securetrie_test", true),
        ])
    func roots(file: String, isSecure: Bool) throws {
        for (name, test) in try TrieVectors.cases(file) {
            let root = try Bytes32(hex: #require(test["root"]?.string))
            let changes = try Self.changes(#require(test["in"]), isSecure: isSecure)
            #expect(!changes.isEmpty)
            var trie = Trie<[UInt8]>()
            for change in changes { trie = try trie.applying([change]) }
            #expect(trie.root == root, "\(file) \(name)")
            #expect(try Trie<[UInt8]>().applying(changes).root == root, "\(file) \(name)")
            if test["in"]?.object != nil {
                let backwards = try Trie<[UInt8]>().applying(changes.reversed())
                #expect(backwards.root == root, "\(file) \(name)")
            }
        }
    }

    @Test("give the compact form of paths")
    func hexPrefix() throws {
        for (name, test) in try TrieVectors.cases("hexprefix") {
            let nibbles = try #require(test["seq"]?.array).map { UInt8(try #require($0.int)) }
            let path = try #require(NibblePath(nibbles: nibbles))
            let isLeaf = try #require(test["term"]?.bool as Bool?)
            let out = try [UInt8](hex: #require(test["out"]?.string))
            #expect(HexPrefix.encode(path, isLeaf: isLeaf) == out, "\(name)")
            let decoded = try #require(HexPrefix.decode(out))
            #expect(decoded.path == path && decoded.isLeaf == isLeaf, "\(name)")
        }
    }

    static func changes(_ input: JSON, isSecure: Bool) throws -> [TrieChange<[UInt8]>] {
        let pairs: [(String, JSON)] =
            if let object = input.object {
                object.map { ($0.name, $0.value) }
            } else {
                try #require(input.array).map { (try #require($0[0]?.string), try #require($0[1])) }
            }
        return try pairs.map { key, value in
            let key = try TrieVectors.bytes(key)
            let path = isSecure ? NibblePath(Keccak256.hash(key)) : try #require(NibblePath(bytes: key))
            return TrieChange(path, try value.string.map { try TrieVectors.bytes($0) })
        }
    }
}
