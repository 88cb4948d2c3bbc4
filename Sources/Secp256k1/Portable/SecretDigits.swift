/// One signed digit of a recoded secret: a magnitude of 0 to 16, and 1 as `sign` of a negative one.
struct SignedDigit {
    var magnitude: UInt64
    var sign: UInt64
}

/// The recoding of secret scalars in signed digits of five bits, in constant time.
enum SecretDigits {
    static let windowBits: UInt64 = 5
    /// The magnitudes other than zero, hence the entries of a table.
    static let tableSize = 16
    /// Windows that cover 256 bits and a carry.
    static let fullCount = 52
    /// Windows that cover 128 bits and a carry.
    static let halfCount = 26

    /// The digit for a window of five bits plus the carry from below, which becomes the carry to above.
    ///
    /// 0 to 16 stand for themselves; 17 to 32 become -15 to 0 with a carry.
    @inline(__always)
    static func digit(_ window: UInt64, _ carry: inout UInt64) -> SignedDigit {
        let value = window &+ carry
        // The top bit of 16 - value: 1 when value is above 16.
        let over = (16 &- value) &>> 63
        carry = over
        let m = secretMask(over)
        return SignedDigit(magnitude: (value & ~m) | ((32 &- value) & m), sign: over)
    }
}

/// The table entry of a digit's magnitude, by reading all entries; all zeros for magnitude 0.
///
/// `table` holds the multiples 1 to 16 at consecutive places.
@inline(__always)
func scan(_ table: UnsafePointer<SIMD8<UInt64>>, _ magnitude: UInt64) -> SIMD8<UInt64> {
    var found = SIMD8<UInt64>(repeating: 0)
    for index in 0..<SecretDigits.tableSize {
        let m = secretMask(isZeroBit(UInt64(truncatingIfNeeded: index &+ 1) ^ magnitude))
        found |= table[index] & SIMD8(repeating: m)
    }
    return found
}

extension AffinePoint {
    /// x and y side by side, as tables keep them.
    @inline(__always)
    var packed: SIMD8<UInt64> { SIMD8(x.l0, x.l1, x.l2, x.l3, y.l0, y.l1, y.l2, y.l3) }

    @inline(__always)
    init(packed v: SIMD8<UInt64>) {
        self.init(
            x: FieldElement(limbs: v[0], v[1], v[2], v[3]), y: FieldElement(limbs: v[4], v[5], v[6], v[7]))
    }
}
