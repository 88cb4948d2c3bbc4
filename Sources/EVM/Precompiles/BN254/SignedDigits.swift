/// An integer as signed binary digits of which no two neighbours are both other than zero.
struct NonAdjacentForm: Sendable {
    /// -1, 0 or 1, most significant first; the first is 1.
    let digits: [Int8]

    /// `value` must be below 2^127.
    init(_ value: UInt128) {
        var rest = value
        var reversed: [Int8] = []
        while rest != 0 {
            var digit: Int8 = 0
            if rest & 1 == 1 {
                digit = rest & 2 == 0 ? 1 : -1
                rest = digit == 1 ? rest &- 1 : rest &+ 1
            }
            reversed.append(digit)
            rest >>= 1
        }
        digits = reversed.reversed()
    }
}

/// An integer as digits that are zero or odd and below 16 in size, of which at most one in five is not zero.
struct WindowedForm {
    /// Least significant first.
    let digits: [Int8]

    /// `value` must be below 2^127.
    init(_ value: UInt128, negative: Bool) {
        var rest = value
        var digits: [Int8] = []
        digits.reserveCapacity(128)
        while rest != 0 {
            var digit: Int8 = 0
            if rest & 1 == 1 {
                digit = Int8(truncatingIfNeeded: rest & 31)
                if digit >= 16 { digit -= 32 }
                rest = rest &- UInt128(truncatingIfNeeded: digit)
            }
            digits.append(negative ? -digit : digit)
            rest >>= 1
        }
        self.digits = digits
    }
}
