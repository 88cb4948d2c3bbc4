internal import Primitives

extension Fr {
    /// Overwrites scalars that were secret.
    static func wipe(_ buffer: UnsafeMutableBufferPointer<Fr>) {
        Secret.wipe(UnsafeMutableRawBufferPointer(buffer))
    }

    /// q and s with this = q · x² + s and both below x² = 2^128 or less, x being the curve's parameter. In
    /// constant time.
    ///
    /// x² is minus the eigenvalue by which the endomorphism of G1 multiplies, and r = x⁴ - x² + 1.
    var splitInHalves: (quotient: UInt128, remainder: UInt128) {
        let n = canonical
        // By long division, bit by bit. The remainder has at most one bit more than x².
        var quotient: UInt128 = 0
        var remainder = (UInt128(n.l3) &<< 64 | UInt128(n.l2))
        var rest = (UInt128(n.l1) &<< 64 | UInt128(n.l0))
        // r is below 2²⁵⁵ and x² above 2¹²⁷, so the upper half is below x² at the start.
        for _ in 0..<128 {
            let overflow = UInt64(truncatingIfNeeded: remainder &>> 127)
            remainder = remainder &<< 1 | rest &>> 127
            rest = rest &<< 1
            let difference = remainder &- Fr.parameterSquared
            // 1 unless the subtraction borrows.
            let fits = overflow | Fr.notBelow(remainder, Fr.parameterSquared)
            let m = secretMask(fits)
            let wide = UInt128(m) &<< 64 | UInt128(m)
            remainder = remainder ^ (wide & (remainder ^ difference))
            quotient = quotient &<< 1 | UInt128(fits)
        }
        return (quotient, remainder)
    }

    /// d0 to d3 with this = d0 + d1·|x| + d2·|x|² + d3·|x|³ and all below |x|. In constant time.
    ///
    /// x is the eigenvalue by which the endomorphism of G2 multiplies.
    var splitInQuarters: (UInt64, UInt64, UInt64, UInt64) {
        let (high, low) = splitInHalves
        let (d3, d2) = Fr.divideByParameter(high)
        let (d1, d0) = Fr.divideByParameter(low)
        return (d0, d1, d2, d3)
    }

    /// |x|.
    @inline(__always) static var parameter: UInt64 { 0xd201_0000_0001_0000 }
    /// x².
    @inline(__always) static var parameterSquared: UInt128 { 0xac45_a401_0001_a402_0000_0001_0000_0000 }

    /// Of a number below x².
    private static func divideByParameter(_ value: UInt128) -> (quotient: UInt64, remainder: UInt64) {
        var quotient: UInt64 = 0
        var remainder = UInt64(truncatingIfNeeded: value &>> 64)
        var rest = UInt64(truncatingIfNeeded: value)
        for _ in 0..<64 {
            let overflow = remainder &>> 63
            remainder = remainder &<< 1 | rest &>> 63
            rest = rest &<< 1
            var borrow: UInt64 = 0
            let difference = subtractBorrow(remainder, parameter, &borrow)
            let fits = overflow | (borrow ^ 1)
            remainder = remainder ^ (secretMask(fits) & (remainder ^ difference))
            quotient = quotient &<< 1 | fits
        }
        return (quotient, remainder)
    }

    /// 1 if a is b or more, otherwise 0.
    @inline(__always)
    private static func notBelow(_ a: UInt128, _ b: UInt128) -> UInt64 {
        var borrow: UInt64 = 0
        _ = subtractBorrow(UInt64(truncatingIfNeeded: a), UInt64(truncatingIfNeeded: b), &borrow)
        _ = subtractBorrow(
            UInt64(truncatingIfNeeded: a &>> 64), UInt64(truncatingIfNeeded: b &>> 64), &borrow)
        return borrow ^ 1
    }
}
