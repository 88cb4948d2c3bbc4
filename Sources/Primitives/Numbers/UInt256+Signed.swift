/// The same 256 bits read as a two's complement number, as the EVM and the ABI do.
extension UInt256 {
    /// Whether the highest bit, the sign in two's complement, is set.
    @inlinable public var isNegative: Bool { l3 >> 63 == 1 }

    /// Two's complement negation: 2^256 - self, and zero for zero.
    @inlinable public var negated: UInt256 { ~self &+ .one }

    /// From a signed machine integer, sign extended.
    @inlinable
    public init(signed value: Int64) {
        let sign: UInt64 = value < 0 ? .max : 0
        self.init(limbs: UInt64(bitPattern: value), sign, sign, sign)
    }

    /// From an optional minus and decimal digits; nil outside -2^255 … 2^255 - 1.
    public init?(signedDecimal text: some StringProtocol) {
        guard text.utf8.first == UInt8(ascii: "-") else {
            guard let value = UInt256(decimal: text), !value.isNegative else { return nil }
            self = value
            return
        }
        guard let magnitude = UInt256(decimal: text.dropFirst()) else { return nil }
        guard !magnitude.isNegative || magnitude == .one << 255 else { return nil }
        self = magnitude.negated
    }

    /// Decimal digits of the two's complement value, after a minus where it is negative.
    public var signedDescription: String { isNegative ? "-\(negated)" : description }

    /// Less-than of the two's complement values.
    @inlinable
    public func isSignedLess(than b: UInt256) -> Bool {
        isNegative == b.isNegative ? self < b : isNegative
    }

    /// Quotient and remainder rounded toward zero, the remainder having the dividend's sign, or
    /// nil for a divisor of zero. -2^255 / -1 wraps to -2^255.
    public func signedDividedReportingZero(
        by divisor: UInt256
    ) -> (quotient: UInt256, remainder: UInt256)? {
        let dividend = isNegative ? negated : self
        let positive = divisor.isNegative ? divisor.negated : divisor
        guard let (quotient, remainder) = dividend.dividedReportingZero(by: positive) else { return nil }
        return (
            isNegative == divisor.isNegative ? quotient : quotient.negated,
            isNegative ? remainder.negated : remainder
        )
    }

    /// Shifted right, copies of the sign coming in.
    public func arithmeticShiftedRight(by count: Int) -> UInt256 {
        guard count > 0 else { return self }
        guard isNegative else { return self >> count }
        return count >= 256 ? .max : ~(~self >> count)
    }

    /// The lowest `bytes` bytes sign extended to the whole width (1 to 32; 32 and more: itself).
    public func signExtended(fromBytes bytes: Int) -> UInt256 {
        guard bytes > 0, bytes < 32 else { return bytes > 0 ? self : .zero }
        let shift = 256 - 8 * bytes
        return (self << shift).arithmeticShiftedRight(by: shift)
    }

    /// Whether the two's complement value fits `bits` bits (8 to 256), the sign included.
    @inlinable
    public func fitsSigned(bits: Int) -> Bool {
        (isNegative ? ~self : self).significantBitCount < bits
    }

    /// Whether the value fits `bits` bits unsigned.
    @inlinable public func fitsUnsigned(bits: Int) -> Bool { significantBitCount <= bits }
}
