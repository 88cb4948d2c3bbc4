extension Limbs {
    /// `dividend` modulo `divisor`, in as many limbs as `divisor`, whose top limb must not be zero.
    ///
    /// Knuth, The Art of Computer Programming, volume 2, 4.3.1, algorithm D, with 64-bit digits.
    static func remainder(_ dividend: [UInt64], _ divisor: [UInt64]) -> [UInt64] {
        let n = divisor.count
        guard let top = divisor.last, top != 0 else { return [] }
        if dividend.count < n { return resized(dividend, n) }
        if n == 1 {
            return [dividend.reversed().reduce(0) { top.dividingFullWidth(($0, $1)).remainder }]
        }
        // Scaled so that the divisor's highest bit is set, which makes estimates off by two at most.
        let shift = UInt64(top.leadingZeroBitCount)
        let v = shiftedLeft(divisor, shift, n)
        var u = shiftedLeft(dividend, shift, dividend.count + 1)
        u.withUnsafeMutableBufferPointer { u in
            v.withUnsafeBufferPointer { v in
                guard let u0 = u.baseAddress, let v0 = v.baseAddress else { return }
                for j in stride(from: u.count - n - 1, through: 0, by: -1) {
                    subtractDigit(u0 + j, v0, n)
                }
            }
        }
        return resized(shiftedRight(Array(u[..<n]), by: Int(shift)), n)
    }

    /// Times 2^shift with shift below 64, in `count` limbs.
    private static func shiftedLeft(_ limbs: [UInt64], _ shift: UInt64, _ count: Int) -> [UInt64] {
        var result = resized(limbs, count)
        guard shift > 0 else { return result }
        for index in stride(from: count - 1, to: 0, by: -1) {
            result[index] = result[index] << shift | result[index - 1] >> (64 - shift)
        }
        result[0] <<= shift
        return result
    }

    /// Takes from `u[0...n]` the multiple of `v[0..<n]` that makes the top limb zero, for n of 2 or more.
    private static func subtractDigit(
        _ u: UnsafeMutablePointer<UInt64>, _ v: UnsafePointer<UInt64>, _ n: Int
    ) {
        let estimate = quotientEstimate(u[n], u[n - 1], u[n - 2], v[n - 1], v[n - 2])
        if estimate == 0 { return }
        var carry: UInt64 = 0
        for index in 0..<n {
            let low = multiplyAdd(v[index], estimate, 0, &carry)
            let (difference, borrowed) = u[index].subtractingReportingOverflow(low)
            u[index] = difference
            // The high limb of a product plus a limb is below the largest, so this fits.
            carry &+= borrowed ? 1 : 0
        }
        let (difference, borrowed) = u[n].subtractingReportingOverflow(carry)
        u[n] = difference
        guard borrowed else { return }
        carry = 0
        for index in 0..<n { u[index] = addCarry(u[index], v[index], &carry) }
        u[n] &+= carry
    }

    /// The quotient digit of the top three limbs by the top two, at most one above the true digit.
    private static func quotientEstimate(
        _ u2: UInt64, _ u1: UInt64, _ u0: UInt64, _ top: UInt64, _ next: UInt64
    ) -> UInt64 {
        var estimate = UInt64.max
        var rest = u1
        var overflow = false
        if u2 >= top {
            (rest, overflow) = u1.addingReportingOverflow(top)
        } else {
            (estimate, rest) = top.dividingFullWidth((u2, u1))
        }
        while !overflow && UInt128(estimate) &* UInt128(next) > UInt128(rest) &<< 64 | UInt128(u0) {
            estimate &-= 1
            (rest, overflow) = rest.addingReportingOverflow(top)
        }
        return estimate
    }
}
