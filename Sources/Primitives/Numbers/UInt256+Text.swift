extension UInt256 {
    /// The number that decimal digits spell; nil if any other character is there, if there is no
    /// digit, or beyond 2^256 - 1. Leading zeros are permitted.
    public init?(decimal text: some StringProtocol) {
        guard !text.isEmpty else { return nil }
        var value = UInt256.zero
        var group: UInt64 = 0
        var scale: UInt64 = 1
        for character in text.utf8 {
            let digit = character &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            group = group * 10 + UInt64(digit)
            scale *= 10
            if scale == Self.decimalGroup {
                guard value.append(group, scale: scale) else { return nil }
                (group, scale) = (0, 1)
            }
        }
        if scale > 1 { guard value.append(group, scale: scale) else { return nil } }
        self = value
    }

    /// The number that hexadecimal digits spell, with or without `0x`; nil if any other character
    /// is there, if there is no digit, or beyond 2^256 - 1. Leading zeros are permitted.
    public init?(hexadecimal text: some StringProtocol) {
        var digits = Substring(text).utf8
        if digits.starts(with: [UInt8(ascii: "0"), UInt8(ascii: "x")]) { digits = digits.dropFirst(2) }
        guard !digits.isEmpty else { return nil }
        var value = UInt256.zero
        for character in digits {
            let digit = Hex.value(character)
            guard digit < 16, value.l3 >> 60 == 0 else { return nil }
            value = value << 4 | UInt256(digit)
        }
        self = value
    }

    /// Decimal digits, or hexadecimal ones after `0x`.
    public init?(_ text: some StringProtocol) {
        if text.hasPrefix("0x") { self.init(hexadecimal: text) } else { self.init(decimal: text) }
    }

    /// Multiplies by `scale` and adds `group`; false on overflow.
    private mutating func append(_ group: UInt64, scale: UInt64) -> Bool {
        let (product, overflow) = multipliedReportingOverflow(by: UInt256(scale))
        let (sum, carry) = product.addingReportingOverflow(UInt256(group))
        self = sum
        return !overflow && !carry
    }

    /// The largest power of ten in a limb: digits are taken nineteen at a time.
    private static var decimalGroup: UInt64 { 10_000_000_000_000_000_000 }

    /// `0x` and hexadecimal digits without leading zeros; `0x0` for zero. The form of JSON-RPC.
    public var quantityHex: String {
        var digits = Substring(bytes32.hex).drop { $0 == "0" }
        if digits.isEmpty { digits = "0" }
        return "0x" + digits
    }
}

extension UInt256: CustomStringConvertible, LosslessStringConvertible {
    /// Decimal digits.
    public var description: String {
        if let small = UInt64(exactly: self) { return String(small) }
        var groups: [String] = []
        var rest = self
        while !rest.isZero {
            let (quotient, remainder) = rest.divided(byDigit: Self.decimalGroup)
            let digits = String(remainder)
            groups.append(
                quotient.isZero ? digits : String(repeating: "0", count: 19 - digits.count) + digits)
            rest = quotient
        }
        return groups.reversed().joined()
    }
}
