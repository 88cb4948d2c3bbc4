/// Residues modulo an odd number m of n limbs, held as a · 2^(64n) mod m (Montgomery 1985).
struct Montgomery: ResidueArithmetic {
    let modulus: [UInt64]
    /// -1/m modulo 2^64.
    private let negatedInverse: UInt64

    var count: Int { modulus.count }
    var scratchCount: Int { 2 * modulus.count }

    /// `modulus` must be odd and have no zero limb on top.
    init(_ modulus: [UInt64]) {
        self.modulus = modulus
        negatedInverse = 0 &- inverseModulo64Bits(modulus.first ?? 1)
    }

    /// `base` to the power of an exponent other than zero, modulo m.
    func residue(_ base: [UInt64], power exponent: Exponent) -> [UInt64] {
        let shifted = [UInt64](repeating: 0, count: count) + base
        var result = power(Limbs.remainder(shifted, modulus), exponent)
        var scratch = result + [UInt64](repeating: 0, count: count)
        result.withUnsafeMutableBufferPointer { result in
            scratch.withUnsafeMutableBufferPointer { scratch in
                guard let r = result.baseAddress, let t = scratch.baseAddress else { return }
                reduce(r, t)
            }
        }
        return result
    }

    @inline(never)
    func multiply(
        _ result: UnsafeMutablePointer<UInt64>, _ a: UnsafePointer<UInt64>, _ b: UnsafePointer<UInt64>,
        scratch t: UnsafeMutablePointer<UInt64>
    ) {
        let n = count
        if n == 1 { return multiplySingle(result, a[0], b[0]) }
        t.update(repeating: 0, count: n)
        for index in 0..<n { t[index &+ n] = addMultiple(t + index, b, n, a[index]) }
        reduce(result, t)
    }

    @inline(never)
    func square(
        _ result: UnsafeMutablePointer<UInt64>, _ a: UnsafePointer<UInt64>,
        scratch t: UnsafeMutablePointer<UInt64>
    ) {
        let n = count
        if n == 1 { return multiplySingle(result, a[0], a[0]) }
        // The products of different limbs once,
        t.update(repeating: 0, count: n &+ 1)
        for index in 0..<n &- 1 {
            t[index &+ n] = addMultiple(
                t + (2 &* index &+ 1), a + (index &+ 1), n &- 1 &- index, a[index])
        }
        t[2 &* n &- 1] = 0
        // doubled, plus the squares.
        var shifted: UInt64 = 0
        var carry: UInt64 = 0
        for index in 0..<n {
            let (low, high) = (t[2 &* index], t[2 &* index &+ 1])
            let square = UInt128(a[index]) &* UInt128(a[index])
            t[2 &* index] = addCarry(
                low &<< 1 | shifted, UInt64(truncatingIfNeeded: square), &carry)
            t[2 &* index &+ 1] = addCarry(
                high &<< 1 | low &>> 63, UInt64(truncatingIfNeeded: square &>> 64), &carry)
            shifted = high &>> 63
        }
        reduce(result, t)
    }

    /// result = t / 2^(64n) mod m for t of 2n limbs below m · 2^(64n), which is overwritten.
    @inline(__always)
    private func reduce(_ result: UnsafeMutablePointer<UInt64>, _ t: UnsafeMutablePointer<UInt64>) {
        modulus.withUnsafeBufferPointer { modulus in
            guard let m = modulus.baseAddress else { return }
            let n = modulus.count
            var top: UInt64 = 0
            for index in 0..<n {
                let carry = addMultiple(t + index, m, n, t[index] &* negatedInverse)
                t[index &+ n] = addCarry(t[index &+ n], carry, &top)
            }
            let high = t + n
            var borrow: UInt64 = 0
            for index in 0..<n { result[index] = subtractBorrow(high[index], m[index], &borrow) }
            if borrow > top { result.update(from: high, count: n) }
        }
    }

    @inline(__always)
    private func multiplySingle(_ result: UnsafeMutablePointer<UInt64>, _ a: UInt64, _ b: UInt64) {
        let m = modulus[0]
        let product = UInt128(a) &* UInt128(b)
        let low = UInt64(truncatingIfNeeded: product)
        let high = UInt64(truncatingIfNeeded: product &>> 64)
        var carry: UInt64 = 0
        _ = multiplyAdd(low &* negatedInverse, m, low, &carry)
        let (sum, overflow) = high.addingReportingOverflow(carry)
        result[0] = overflow || sum >= m ? sum &- m : sum
    }
}

/// 1/a modulo 2^64 for odd `a`: each step of Newton's doubles the five bits that are right at first.
func inverseModulo64Bits(_ a: UInt64) -> UInt64 {
    var inverse = 3 &* a ^ 2
    for _ in 0..<4 { inverse = inverse &* (2 &- a &* inverse) }
    return inverse
}
