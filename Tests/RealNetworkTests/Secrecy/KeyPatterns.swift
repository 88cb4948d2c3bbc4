import Foundation
import Primitives

/// The forms in which a 32-byte secret may lie around in memory or files.
struct KeyPatterns {
    /// One form.
    struct Pattern: Hashable {
        var name: String
        var bytes: [UInt8]
    }

    let patterns: [Pattern]

    /// - Parameters:
    ///   - key: 32 big-endian bytes.
    ///   - modulus: the order of the group, for the Montgomery form with R = 2²⁵⁶.
    init(_ name: String, key: [UInt8], modulus: UInt256) {
        let number = UInt256(bigEndian: key) ?? .zero
        let montgomery = Self.doubled(number, times: 256, modulus: modulus)
        var patterns: [Pattern] = []
        for (form, value) in [("", number), (" in Montgomery form", montgomery)] {
            let big = value.bytes32.bytes
            let little = Array(big.reversed())
            // The limbs of a little-endian machine, least significant first, are the little-endian bytes; the other
            // orders are limbs that are stored most significant first.
            let limbs64 = stride(from: 24, through: 0, by: -8).flatMap { little[$0..<($0 + 8)] }
            let limbs32 = stride(from: 28, through: 0, by: -4).flatMap { little[$0..<($0 + 4)] }
            patterns += [
                Pattern(name: "\(name)\(form), big-endian", bytes: big),
                Pattern(name: "\(name)\(form), little-endian or limbs", bytes: little),
                Pattern(name: "\(name)\(form), 64-bit limbs in reverse", bytes: limbs64),
                Pattern(name: "\(name)\(form), 32-bit limbs in reverse", bytes: limbs32),
                Pattern(name: "\(name)\(form), 52-bit limbs", bytes: Self.limbs(little, bits: 52, count: 5)),
            ]
            for (order, bytes) in [("big-endian", big), ("little-endian", little)] {
                let hex = bytes.hex
                patterns += [
                    Pattern(name: "\(name)\(form), \(order) hexadecimal", bytes: Array(hex.utf8)),
                    Pattern(
                        name: "\(name)\(form), \(order) hexadecimal in capitals",
                        bytes: Array(hex.uppercased().utf8)),
                    Pattern(
                        name: "\(name)\(form), \(order) hexadecimal in UTF-16",
                        bytes: hex.utf8.flatMap { [$0, 0] }),
                ]
                // In a longer text the digits depend on where the secret begins.
                for offset in 0..<3 {
                    let text = Data([UInt8](repeating: 0, count: offset) + bytes).base64EncodedString()
                    let inner = text.dropFirst(offset == 0 ? 0 : offset + 1).prefix { $0 != "=" }.dropLast()
                    patterns.append(
                        Pattern(
                            name: "\(name)\(form), \(order) base64 at \(offset)", bytes: Array(inner.utf8)))
                    let url = inner.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }
                    patterns.append(
                        Pattern(
                            name: "\(name)\(form), \(order) base64url at \(offset)",
                            bytes: Array(String(url).utf8)))
                }
            }
        }
        var seen: Set<[UInt8]> = []
        self.patterns = patterns.filter { seen.insert($0.bytes).inserted }
    }

    private static func doubled(_ value: UInt256, times count: Int, modulus: UInt256) -> UInt256 {
        var value = value
        for _ in 0..<count {
            let (sum, overflow) = value.addingReportingOverflow(value)
            value = overflow || sum >= modulus ? sum.subtractingReportingOverflow(modulus).partialValue : sum
        }
        return value
    }

    /// Limbs of fewer bits than a word, each in eight bytes, least significant first.
    private static func limbs(_ little: [UInt8], bits: Int, count: Int) -> [UInt8] {
        var result: [UInt8] = []
        for limb in 0..<count {
            var word: UInt64 = 0
            for bit in 0..<bits {
                let at = limb * bits + bit
                guard at < 256 else { break }
                word |= UInt64(little[at / 8] >> UInt8(at % 8) & 1) << UInt64(bit)
            }
            result += (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) }
        }
        return result
    }
}

/// Looks for many patterns at once.
struct PatternSearch {
    private let patterns: [KeyPatterns.Pattern]
    private let candidates: [[Int]]

    /// Patterns of at least four bytes.
    init(_ patterns: [KeyPatterns.Pattern]) {
        self.patterns = patterns
        var candidates = [[Int]](repeating: [], count: 1 << 16)
        for (index, pattern) in patterns.enumerated() {
            candidates[Int(pattern.bytes[0]) | Int(pattern.bytes[1]) << 8].append(index)
        }
        self.candidates = candidates
    }

    var longest: Int { patterns.map(\.bytes.count).max() ?? 0 }

    /// The names of the patterns that occur.
    func found(in bytes: UnsafeRawBufferPointer) -> Set<String> {
        var names: Set<String> = []
        guard bytes.count > 3 else { return names }
        candidates.withUnsafeBufferPointer { table in
            for at in 0..<(bytes.count - 1) {
                let key = Int(bytes[at]) | Int(bytes[at + 1]) << 8
                if table[key].isEmpty { continue }
                for index in table[key] {
                    let pattern = patterns[index].bytes
                    guard at + pattern.count <= bytes.count else { continue }
                    if bytes[at..<(at + pattern.count)].elementsEqual(pattern) {
                        names.insert(patterns[index].name)
                    }
                }
            }
        }
        return names
    }

    func found(in bytes: [UInt8]) -> Set<String> { bytes.withUnsafeBytes { found(in: $0) } }
}
