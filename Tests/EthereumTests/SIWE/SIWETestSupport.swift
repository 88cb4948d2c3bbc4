import Ethereum
import Foundation
import Primitives
import TestSupport
import Testing

/// What the tests of messages, capabilities and typed data share.
enum SIWESupport {
    /// The cases of a file in Tests/Vectors/ethereum.
    static func cases(_ name: String) throws -> [JSON] {
        let tests = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let file = tests.appending(path: "Vectors/ethereum/\(name).json")
        let json = try JSON(parsing: [UInt8](Data(contentsOf: file)))
        return try #require(json["cases"]?.array)
    }
}

extension SplitMix64 {
    /// `text` with a few bytes or lines changed, put in, left out or doubled.
    mutating func mutated(_ text: String, inserting pool: String) -> String {
        var bytes = Array(text.utf8)
        let pool = Array(pool.utf8)
        for _ in 0..<Int.random(in: 1...3, using: &self) {
            let at = bytes.isEmpty ? 0 : Int.random(in: bytes.indices, using: &self)
            switch Int.random(in: 0..<6, using: &self) {
            case 0 where !bytes.isEmpty: bytes[at] = pool.randomElement(using: &self) ?? 0
            case 1: bytes.insert(pool.randomElement(using: &self) ?? 0, at: at)
            case 2 where !bytes.isEmpty: bytes.remove(at: at)
            case 3 where !bytes.isEmpty: bytes[at] = UInt8.random(in: 0...255, using: &self)
            case 4: bytes.removeLast(Int.random(in: 0...min(bytes.count, 40), using: &self))
            default:
                var lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false)
                let line = Int.random(in: lines.indices, using: &self)
                lines.insert(lines[line], at: Int.random(in: 0...lines.count, using: &self))
                if Bool.random(using: &self) { lines.remove(at: Int.random(in: lines.indices, using: &self)) }
                bytes = Array(lines.joined(separator: [0x0a]))
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Up to `limit` random bytes, as text.
    mutating func text(limit: Int) -> String {
        let count = Int.random(in: 0...limit, using: &self)
        return String(
            decoding: (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }, as: UTF8.self)
    }
}
