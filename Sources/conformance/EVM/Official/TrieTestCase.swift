import Primitives

/// What a test of Merkle-Patricia tries gives and expects.
enum TrieTestCase: Sendable {
    /// Updates in order, the value nil to delete; `isSecure` if keys are hashed first.
    case root(updates: [(key: [UInt8], value: [UInt8]?)], isSecure: Bool, expected: Bytes32)
    /// The compact encoding of nibbles, with the flag of a leaf (Yellow Paper, appendix C).
    case hexPrefix(nibbles: [UInt8], isLeaf: Bool, expected: [UInt8])

    static func recognises(_ test: JSON) -> Bool { test["root"] != nil || test["seq"] != nil }

    /// Keys of files with `secure` in their name are hashed.
    init(_ test: JSON, isSecure: Bool) throws {
        if test["seq"] != nil {
            let nibbles = try test.items("seq").map { nibble in
                guard let value = nibble.int, let nibble = UInt8(exactly: value), nibble < 16 else {
                    throw BadCase("seq holds something else than nibbles")
                }
                return nibble
            }
            guard let isLeaf = try test.member("term").bool else { throw BadCase("term is not a boolean") }
            self = .hexPrefix(nibbles: nibbles, isLeaf: isLeaf, expected: try test.bytes("out"))
            return
        }
        let expected = try test.hash("root")
        let input = try test.member("in")
        let updates: [(key: [UInt8], value: [UInt8]?)]
        if let pairs = input.array {
            updates = try pairs.map { pair in
                guard let pair = pair.array, pair.count == 2 else { throw BadCase("in holds no pairs") }
                return (try Self.bytes(pair[0]), pair[1].isNull ? nil : try Self.bytes(pair[1]))
            }
        } else if let members = input.object {
            updates = try members.map { (try Self.bytes(.string($0)), $1.isNull ? nil : try Self.bytes($1)) }
        } else {
            throw BadCase("in is neither an array nor an object")
        }
        self = .root(updates: updates, isSecure: isSecure, expected: expected)
    }

    /// Hexadecimal after `0x`, other text as it is.
    private static func bytes(_ value: JSON) throws -> [UInt8] {
        guard let text = value.string else { throw BadCase("a key or value is not a string") }
        return text.hasPrefix("0x") ? try JSON.bytes(text, "a key or value") : Array(text.utf8)
    }
}
