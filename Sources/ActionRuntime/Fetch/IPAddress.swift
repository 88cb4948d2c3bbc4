/// An address of the Internet Protocol, version 4 or 6.
public enum IPAddress: Hashable, Sendable {
    /// Four bytes as a number, the first in front.
    case v4(UInt32)
    /// Sixteen bytes as a number, the first in front.
    case v6(UInt128)

    /// From text: four decimal numbers with dots between, or groups of hexadecimal digits with colons between
    /// (RFC 4291 section 2.2). No other forms, no zone, no brackets.
    public init?(_ text: some StringProtocol) {
        if text.contains(":") {
            guard let value = Self.parseV6(text) else { return nil }
            self = .v6(value)
        } else {
            guard let value = Self.parseV4(text) else { return nil }
            self = .v4(value)
        }
    }

    /// From the bytes in network order, four or sixteen of them.
    init?(bytes: some Collection<UInt8>) {
        switch bytes.count {
        case 4: self = .v4(bytes.reduce(0) { $0 << 8 | UInt32($1) })
        case 16: self = .v6(bytes.reduce(0) { $0 << 8 | UInt128($1) })
        default: return nil
        }
    }

    private static func parseV4(_ text: some StringProtocol) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var value: UInt32 = 0
        for part in parts {
            guard (1...3).contains(part.utf8.count), part.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                part == "0" || !part.hasPrefix("0"), let byte = UInt8(part)
            else { return nil }
            value = value << 8 | UInt32(byte)
        }
        return value
    }

    private static func parseV6(_ text: some StringProtocol) -> UInt128? {
        let text = String(text)
        guard text.utf8.count <= 45 else { return nil }
        guard let gap = text.firstRange(of: "::") else {
            guard let groups = parseGroups(text), groups.count == 8 else { return nil }
            return join(groups)
        }
        guard let front = parseGroups(String(text[..<gap.lowerBound])),
            let back = parseGroups(String(text[gap.upperBound...])), front.count + back.count <= 7
        else { return nil }
        return join(front + Array(repeating: 0, count: 8 - front.count - back.count) + back)
    }

    private static func join(_ groups: [UInt16]) -> UInt128 { groups.reduce(0) { $0 << 16 | UInt128($1) } }

    private static func parseGroups(_ text: String) -> [UInt16]? {
        guard !text.isEmpty else { return [] }
        var groups: [UInt16] = []
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if index == parts.count - 1, part.contains(".") {
                guard let v4 = parseV4(part) else { return nil }
                groups += [UInt16(v4 >> 16), UInt16(truncatingIfNeeded: v4)]
            } else {
                guard (1...4).contains(part.utf8.count),
                    part.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
                    let group = UInt16(part, radix: 16)
                else { return nil }
                groups.append(group)
            }
        }
        return groups
    }
}

extension IPAddress: CustomStringConvertible {
    /// As the initializer reads it; version 6 without the shortening of zeros.
    public var description: String {
        switch self {
        case .v4(let value):
            stride(from: 24, through: 0, by: -8).map { "\((value >> UInt32($0)) & 0xff)" }.joined(
                separator: ".")
        case .v6(let value):
            stride(from: 112, through: 0, by: -16).map { String((value >> UInt128($0)) & 0xffff, radix: 16) }
                .joined(separator: ":")
        }
    }
}
