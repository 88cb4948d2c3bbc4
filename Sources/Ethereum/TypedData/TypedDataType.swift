extension TypedData {
    /// The type of a member (EIP-712, "Definition of typed structured data").
    indirect enum MemberType: Hashable, Sendable {
        case uint(bits: Int)
        case int(bits: Int)
        case bool
        case address
        case fixedBytes(Int)
        case bytes
        case string
        case structure(String)
        /// `count` is nil for arrays of any length.
        case array(of: MemberType, count: Int?)
    }
}

extension TypedData.MemberType {
    /// How deep arrays of arrays may be.
    private static let arrayLimit = 16

    /// From text such as `uint8`, `Person` or `bytes32[2][]`; nil for anything else.
    ///
    /// `uint` and `int` mean 256 bits, as wallets have it, though the EIP has no such names.
    init?(_ text: String) {
        var parts = Array(text.utf8)[...]
        let base = parts.prefix { $0 != 0x5b }
        parts = parts.dropFirst(base.count)
        guard var type = Self(base: String(decoding: base, as: UTF8.self)) else { return nil }
        var depth = 0
        while !parts.isEmpty {
            guard depth < Self.arrayLimit, parts.popFirst() == 0x5b, let end = parts.firstIndex(of: 0x5d)
            else { return nil }
            let digits = String(decoding: parts[..<end], as: UTF8.self)
            parts = parts[(end + 1)...]
            if digits.isEmpty {
                type = .array(of: type, count: nil)
            } else {
                // The canonical form only: no sign, no leading zero, and not none.
                guard let count = Int(digits), count > 0, String(count) == digits else { return nil }
                type = .array(of: type, count: count)
            }
            depth += 1
        }
        self = type
    }

    private init?(base: String) {
        if let atomic = Self(atomic: base) {
            self = atomic
        } else if Self.isStructureName(base) {
            self = .structure(base)
        } else {
            return nil
        }
    }

    private init?(atomic name: String) {
        switch name {
        case "bool": self = .bool
        case "address": self = .address
        case "bytes": self = .bytes
        case "string": self = .string
        case "uint": self = .uint(bits: 256)
        case "int": self = .int(bits: 256)
        default:
            if let bits = Self.number(in: name, after: "uint") {
                guard bits <= 256, bits % 8 == 0 else { return nil }
                self = .uint(bits: bits)
            } else if let bits = Self.number(in: name, after: "int") {
                guard bits <= 256, bits % 8 == 0 else { return nil }
                self = .int(bits: bits)
            } else if let count = Self.number(in: name, after: "bytes") {
                guard count <= 32 else { return nil }
                self = .fixedBytes(count)
            } else {
                return nil
            }
        }
    }

    /// The positive number of at most three digits, without leading zeros, that `prefix` precedes.
    private static func number(in name: String, after prefix: String) -> Int? {
        guard name.hasPrefix(prefix) else { return nil }
        let digits = name.dropFirst(prefix.count)
        guard (1...3).contains(digits.utf8.count), let value = Int(digits), value > 0,
            String(value) == digits
        else { return nil }
        return value
    }

    /// Whether a structure may have this name: an identifier that could not be taken for another type.
    ///
    /// Colons are permitted after the first character; protocols in use have them.
    static func isStructureName(_ name: String) -> Bool {
        guard isIdentifier(name, extra: 0x3a), !["bool", "address", "string"].contains(name) else {
            return false
        }
        // uint, int and bytes with any digits after them.
        var stem = Substring(name)
        while let last = stem.utf8.last, URISyntax.isDigit(last) { stem.removeLast() }
        return !["uint", "int", "bytes"].contains(stem)
    }

    /// A letter, `_` or `$`, and then digits too.
    static func isIdentifier(_ name: String, extra: UInt8? = nil) -> Bool {
        guard let first = name.utf8.first, !URISyntax.isDigit(first), first != extra else { return false }
        return name.utf8.allSatisfy {
            URISyntax.isLetter($0) || URISyntax.isDigit($0) || $0 == 0x5f || $0 == 0x24 || $0 == extra
        }
    }

    /// The structure that this is or is an array of.
    var structureName: String? {
        switch self {
        case .structure(let name): name
        case .array(let element, _): element.structureName
        default: nil
        }
    }
}
