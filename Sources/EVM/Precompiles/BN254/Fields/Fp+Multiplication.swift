extension BN254.Fp {
    /// A product being summed up: each row adds multiples of whole numbers and drops a limb.
    private struct Accumulator {
        var t0: UInt64 = 0
        var t1: UInt64 = 0
        var t2: UInt64 = 0
        var t3: UInt64 = 0

        /// (t + a · b) / 2^64 modulo p. As p is below 2^254, four limbs hold what is carried over.
        @inline(__always)
        mutating func row(_ a: BN254.Fp, _ b: UInt64) {
            var high: UInt64 = 0
            t0 = multiplyAdd(a.l0, b, t0, &high)
            let m = t0 &* negatedInverse
            var carry: UInt64 = 0
            _ = multiplyAdd(m, p0, t0, &carry)
            t1 = multiplyAdd(a.l1, b, t1, &high)
            t0 = multiplyAdd(m, p1, t1, &carry)
            t2 = multiplyAdd(a.l2, b, t2, &high)
            t1 = multiplyAdd(m, p2, t2, &carry)
            t3 = multiplyAdd(a.l3, b, t3, &high)
            t2 = multiplyAdd(m, p3, t3, &carry)
            t3 = high &+ carry
        }

        /// (t + a · b + c · d) / 2^64 modulo p: below 3p, thus 2^256, after each row.
        @inline(__always)
        mutating func row(_ a: BN254.Fp, _ b: UInt64, _ c: BN254.Fp, _ d: UInt64) {
            var first: UInt64 = 0
            var second: UInt64 = 0
            t0 = multiplyAdd(a.l0, b, t0, &first)
            t1 = multiplyAdd(a.l1, b, t1, &first)
            t2 = multiplyAdd(a.l2, b, t2, &first)
            t3 = multiplyAdd(a.l3, b, t3, &first)
            t0 = multiplyAdd(c.l0, d, t0, &second)
            t1 = multiplyAdd(c.l1, d, t1, &second)
            t2 = multiplyAdd(c.l2, d, t2, &second)
            t3 = multiplyAdd(c.l3, d, t3, &second)
            let m = t0 &* negatedInverse
            var carry: UInt64 = 0
            _ = multiplyAdd(m, p0, t0, &carry)
            t0 = multiplyAdd(m, p1, t1, &carry)
            t1 = multiplyAdd(m, p2, t2, &carry)
            t2 = multiplyAdd(m, p3, t3, &carry)
            t3 = first &+ second &+ carry
        }
    }

    // Kept out of line: inlined, a body of this size slows its callers down.
    @inline(never)
    package static func * (a: BN254.Fp, b: BN254.Fp) -> BN254.Fp {
        var t = Accumulator()
        t.row(a, b.l0)
        t.row(a, b.l1)
        t.row(a, b.l2)
        t.row(a, b.l3)
        return reducedOnce(t.t0, t.t1, t.t2, t.t3)
    }

    /// a · b + c · d with a single reduction; `c` may also be p.
    ///
    /// The sum before the last step is at most 2p²/2^256 + p, which is below 2p.
    @inline(never)
    static func sumOfProducts(
        _ a: BN254.Fp, _ b: BN254.Fp, _ c: BN254.Fp, _ d: BN254.Fp
    ) -> BN254.Fp {
        var t = Accumulator()
        t.row(a, b.l0, c, d.l0)
        t.row(a, b.l1, c, d.l1)
        t.row(a, b.l2, c, d.l2)
        t.row(a, b.l3, c, d.l3)
        return reducedOnce(t.t0, t.t1, t.t2, t.t3)
    }

    /// p minus this: a negative that may be p itself instead of zero, for ``sumOfProducts(_:_:_:_:)``.
    @inline(__always)
    var complement: BN254.Fp {
        var borrow: UInt64 = 0
        return BN254.Fp(
            montgomery: subtractBorrow(BN254.Fp.p0, l0, &borrow), subtractBorrow(BN254.Fp.p1, l1, &borrow),
            subtractBorrow(BN254.Fp.p2, l2, &borrow), subtractBorrow(BN254.Fp.p3, l3, &borrow))
    }

    @inline(__always)
    package func squared() -> BN254.Fp { self * self }
}
