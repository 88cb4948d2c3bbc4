import EVM
import Primitives

extension OfficialKind {
    static let trie = OfficialKind(
        name: "trie", recognises: TrieTestCase.recognises,
        cases: { file, name, test in
            let aCase = try TrieTestCase(test, isSecure: file.stem.lowercased().contains("secure"))
            return [OfficialCase(name: "\(file.stem)/\(name)") { try aCase.check() }]
        })
}

extension TrieTestCase {
    /// Throws unless the root, or the encoding, is the expected one.
    fileprivate func check() throws {
        switch self {
        case .root(let updates, let isSecure, let expected):
            let changes = try updates.map { key, value in
                let path = isSecure ? NibblePath(Keccak256.hash(key)) : NibblePath(bytes: key)
                guard let path else { throw BadCase("a key of \(key.count) bytes is too long") }
                return TrieChange(path, value)
            }
            try expectEqual("root in one batch", Trie<[UInt8]>().applying(changes).root, expected)
            var trie = Trie<[UInt8]>()
            for change in changes { trie = try trie.applying([change]) }
            try expectEqual("root change by change", trie.root, expected)
        case .hexPrefix(let nibbles, let isLeaf, let expected):
            guard let path = NibblePath(nibbles: nibbles) else { throw BadCase("seq is too long") }
            try expectEqual("encoding", HexPrefix.encode(path, isLeaf: isLeaf), expected)
            guard let decoded = HexPrefix.decode(expected) else { throw Disagreement("cannot be decoded") }
            try expectEqual("nibbles", decoded.path.nibbles, nibbles)
            try expectEqual("leaf", decoded.isLeaf, isLeaf)
        }
    }
}
