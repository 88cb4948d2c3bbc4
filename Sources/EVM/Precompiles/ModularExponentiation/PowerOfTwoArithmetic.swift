/// Residues modulo 2^bits.
struct PowerOfTwoArithmetic: ResidueArithmetic {
    let count: Int
    /// The bits of the top limb that count.
    private let topMask: UInt64

    var scratchCount: Int { count }

    /// `bits` must be 1 or more.
    init(bits: Int) {
        count = (bits + 63) / 64
        topMask = bits % 64 == 0 ? .max : 1 << UInt64(bits % 64) - 1
    }

    /// `number` modulo 2^bits.
    func residue(_ number: [UInt64]) -> [UInt64] {
        var result = Limbs.resized(number, count)
        result[count - 1] &= topMask
        return result
    }

    @inline(never)
    func multiply(
        _ result: UnsafeMutablePointer<UInt64>, _ a: UnsafePointer<UInt64>, _ b: UnsafePointer<UInt64>,
        scratch t: UnsafeMutablePointer<UInt64>
    ) {
        let n = count
        t.update(repeating: 0, count: n)
        for index in 0..<n where a[index] != 0 {
            _ = addMultiple(t + index, b, n &- index, a[index])
        }
        t[n &- 1] &= topMask
        result.update(from: t, count: n)
    }

    func square(
        _ result: UnsafeMutablePointer<UInt64>, _ a: UnsafePointer<UInt64>,
        scratch t: UnsafeMutablePointer<UInt64>
    ) {
        multiply(result, a, a, scratch: t)
    }

    /// a · b.
    func product(_ a: [UInt64], _ b: [UInt64]) -> [UInt64] {
        var result = residue(a)
        var scratch = [UInt64](repeating: 0, count: count)
        let other = residue(b)
        result.withUnsafeMutableBufferPointer { result in
            scratch.withUnsafeMutableBufferPointer { scratch in
                other.withUnsafeBufferPointer { other in
                    guard let r = result.baseAddress, let t = scratch.baseAddress,
                        let b = other.baseAddress
                    else { return }
                    multiply(r, r, b, scratch: t)
                }
            }
        }
        return result
    }

    /// a - b.
    func difference(_ a: [UInt64], _ b: [UInt64]) -> [UInt64] {
        var result = residue(a)
        let other = residue(b)
        var borrow: UInt64 = 0
        for index in 0..<count { result[index] = subtractBorrow(result[index], other[index], &borrow) }
        result[count - 1] &= topMask
        return result
    }

    /// 1/a for odd `a`, by Newton's iteration, which doubles the limbs that are right.
    func inverse(_ a: [UInt64]) -> [UInt64] {
        var inverse = [inverseModulo64Bits(a.first ?? 1)]
        while inverse.count < count {
            let longer = PowerOfTwoArithmetic(bits: 64 * min(count, 2 * inverse.count))
            let error = longer.difference([2], longer.product(a, inverse))
            inverse = longer.product(inverse, error)
        }
        return residue(inverse)
    }
}
