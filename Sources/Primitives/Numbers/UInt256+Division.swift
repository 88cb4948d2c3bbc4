extension UInt256 {
    /// Quotient and remainder, or nil for a divisor of zero.
    ///
    /// Schoolbook division with 64-bit digits (Knuth, The Art of Computer Programming, volume 2,
    /// 4.3.1, algorithm D).
    public func dividedReportingZero(
        by divisor: UInt256
    ) -> (quotient: UInt256, remainder: UInt256)? {
        if divisor.isZero { return nil }
        if self < divisor { return (.zero, self) }
        if divisor.l1 | divisor.l2 | divisor.l3 == 0 {
            let (quotient, remainder) = divided(byDigit: divisor.l0)
            return (quotient, UInt256(remainder))
        }
        return Digits(self, high: .zero).divided(by: divisor)
    }

    /// Quotient and remainder for a divisor of one digit, which must not be zero.
    func divided(byDigit divisor: UInt64) -> (quotient: UInt256, remainder: UInt64) {
        let (q3, r3) = (l3 / divisor, l3 % divisor)
        let (q2, r2) = divisor.dividingFullWidth((r3, l2))
        let (q1, r1) = divisor.dividingFullWidth((r2, l1))
        let (q0, r0) = divisor.dividingFullWidth((r1, l0))
        return (UInt256(limbs: q0, q1, q2, q3), r0)
    }

    /// Traps on a divisor of zero, like Swift's own integers.
    public func quotientAndRemainder(dividingBy divisor: UInt256) -> (quotient: UInt256, remainder: UInt256) {
        guard let result = dividedReportingZero(by: divisor) else {
            preconditionFailure("UInt256 division by zero")
        }
        return result
    }

    public static func / (a: UInt256, b: UInt256) -> UInt256 {
        a.quotientAndRemainder(dividingBy: b).quotient
    }
    public static func % (a: UInt256, b: UInt256) -> UInt256 {
        a.quotientAndRemainder(dividingBy: b).remainder
    }
    public static func /= (a: inout UInt256, b: UInt256) { a = a / b }
    public static func %= (a: inout UInt256, b: UInt256) { a = a % b }

    /// `(self + b) mod modulus`, the sum not cut to 256 bits; nil for a modulus of zero.
    public func addingModulo(_ b: UInt256, _ modulus: UInt256) -> UInt256? {
        let (sum, carry) = addingReportingOverflow(b)
        if !carry { return sum.dividedReportingZero(by: modulus)?.remainder }
        return Self.remainder(high: .one, low: sum, modulus: modulus)
    }

    /// `(self * b) mod modulus`, the product not cut to 256 bits; nil for a modulus of zero.
    public func multipliedModulo(_ b: UInt256, _ modulus: UInt256) -> UInt256? {
        let (high, low) = multipliedFullWidth(by: b)
        return Self.remainder(high: high, low: low, modulus: modulus)
    }

    /// `(high * 2^256 + low) mod modulus`; nil for a modulus of zero.
    static func remainder(high: UInt256, low: UInt256, modulus: UInt256) -> UInt256? {
        if modulus.isZero { return nil }
        if high.isZero { return low.dividedReportingZero(by: modulus)?.remainder }
        if modulus.l1 | modulus.l2 | modulus.l3 == 0 {
            var rest = high.divided(byDigit: modulus.l0).remainder
            for digit in [low.l3, low.l2, low.l1, low.l0] {
                rest = modulus.l0.dividingFullWidth((rest, digit)).remainder
            }
            return UInt256(rest)
        }
        return Digits(low, high: high).divided(by: modulus).remainder
    }
}

/// Nine 64-bit digits in place: a dividend of up to 512 bits and the digit that normalising adds.
private struct Digits {
    private var d: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64)
    /// Digits in use, without the added one.
    private let count: Int

    init(_ low: UInt256, high: UInt256) {
        d = (low.l0, low.l1, low.l2, low.l3, high.l0, high.l1, high.l2, high.l3, 0)
        count = high.isZero ? 4 : 8
    }

    /// `divisor` has at least two digits. Only the lowest four digits of the quotient are kept.
    consuming func divided(by divisor: UInt256) -> (quotient: UInt256, remainder: UInt256) {
        let shift = divisor.leadingZeroBitCount & 63
        let scaled = divisor << shift
        let v = (scaled.l0, scaled.l1, scaled.l2, scaled.l3)
        let n = (divisor.significantBitCount + 63) / 64
        var q: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        let count = self.count

        withUnsafeMutableBytes(of: &d) { raw in
            let u = raw.assumingMemoryBound(to: UInt64.self)
            withUnsafeBytes(of: v) { rawDivisor in
                let v = rawDivisor.assumingMemoryBound(to: UInt64.self)
                withUnsafeMutableBytes(of: &q) { rawQuotient in
                    let q = rawQuotient.assumingMemoryBound(to: UInt64.self)
                    if shift > 0 { Self.shiftLeft(u, count, UInt64(shift)) }
                    var j = count - n
                    while j >= 0 {
                        let digit = Self.quotientDigit(u, v, j, n)
                        if j < 4 { q[j] = digit }
                        j -= 1
                    }
                }
            }
        }
        let rest = UInt256(limbs: d.0, d.1, d.2, d.3)
        return (UInt256(limbs: q.0, q.1, q.2, q.3), rest >> shift)
    }

    private static func shiftLeft(_ u: UnsafeMutableBufferPointer<UInt64>, _ count: Int, _ shift: UInt64) {
        var index = count
        while index > 0 {
            u[index] = u[index] &<< shift | u[index - 1] &>> (64 - shift)
            index -= 1
        }
        u[0] = u[0] &<< shift
    }

    /// Steps D3 to D6 for digit `j`: estimates it, subtracts, and corrects an estimate too large.
    private static func quotientDigit(
        _ u: UnsafeMutableBufferPointer<UInt64>, _ v: UnsafeBufferPointer<UInt64>, _ j: Int, _ n: Int
    ) -> UInt64 {
        let top = v[n - 1]
        let next = v[n - 2]
        var estimate: UInt64
        var rest: UInt64
        var restOverflowed = false
        if u[j + n] >= top {
            estimate = .max
            (rest, restOverflowed) = u[j + n - 1].addingReportingOverflow(top)
        } else {
            (estimate, rest) = top.dividingFullWidth((u[j + n], u[j + n - 1]))
        }
        while !restOverflowed {
            let product = UInt128(estimate) &* UInt128(next)
            guard product > UInt128(rest) &<< 64 | UInt128(u[j + n - 2]) else { break }
            estimate &-= 1
            (rest, restOverflowed) = rest.addingReportingOverflow(top)
        }
        guard subtract(u, v, j, n, times: estimate) else { return estimate }
        addBack(u, v, j, n)
        return estimate &- 1
    }

    /// `u[j...j+n] -= v * factor`; true if that went below zero.
    private static func subtract(
        _ u: UnsafeMutableBufferPointer<UInt64>, _ v: UnsafeBufferPointer<UInt64>, _ j: Int, _ n: Int,
        times factor: UInt64
    ) -> Bool {
        var carry: UInt64 = 0
        var index = 0
        while index < n {
            let product = UInt128(factor) &* UInt128(v[index]) &+ UInt128(carry)
            let (difference, borrowed) =
                u[j + index].subtractingReportingOverflow(UInt64(truncatingIfNeeded: product))
            u[j + index] = difference
            carry = UInt64(truncatingIfNeeded: product &>> 64) &+ (borrowed ? 1 : 0)
            index += 1
        }
        let (difference, borrowed) = u[j + n].subtractingReportingOverflow(carry)
        u[j + n] = difference
        return borrowed
    }

    private static func addBack(
        _ u: UnsafeMutableBufferPointer<UInt64>, _ v: UnsafeBufferPointer<UInt64>, _ j: Int, _ n: Int
    ) {
        var carry: UInt128 = 0
        var index = 0
        while index < n {
            carry = UInt128(u[j + index]) &+ UInt128(v[index]) &+ carry
            u[j + index] = UInt64(truncatingIfNeeded: carry)
            carry = carry &>> 64
            index += 1
        }
        u[j + n] = u[j + n] &+ UInt64(truncatingIfNeeded: carry)
    }
}
