internal import Primitives

extension Scalar {
    @inline(__always)
    public static func + (a: Scalar, b: Scalar) -> Scalar {
        var carry: UInt64 = 0
        let r0 = addCarry(a.l0, b.l0, &carry)
        let r1 = addCarry(a.l1, b.l1, &carry)
        let r2 = addCarry(a.l2, b.l2, &carry)
        let r3 = addCarry(a.l3, b.l3, &carry)
        return subtractOrder(r0, r1, r2, r3, carry).value
    }

    @inline(__always)
    public static func - (a: Scalar, b: Scalar) -> Scalar {
        var carry: UInt64 = 1
        var r0 = subtractCarry(a.l0, b.l0, &carry)
        var r1 = subtractCarry(a.l1, b.l1, &carry)
        var r2 = subtractCarry(a.l2, b.l2, &carry)
        var r3 = subtractCarry(a.l3, b.l3, &carry)
        let borrowed = carry &- 1
        carry = 0
        r0 = addCarry(r0, borrowed & n0, &carry)
        r1 = addCarry(r1, borrowed & n1, &carry)
        r2 = addCarry(r2, borrowed & n2, &carry)
        r3 = addCarry(r3, borrowed & n3, &carry)
        return Scalar(limbs: r0, r1, r2, r3)
    }

    public static prefix func - (a: Scalar) -> Scalar { zero - a }

    /// n minus this; zero stays zero.
    public func negated() -> Scalar { -self }

    @inline(never)
    public static func * (a: Scalar, b: Scalar) -> Scalar {
        reduce(wideMultiply(a.l0, a.l1, a.l2, a.l3, b.l0, b.l1, b.l2, b.l3))
    }

    /// This times itself, modulo n.
    @inline(never)
    public func squared() -> Scalar { Scalar.reduce(wideSquare(l0, l1, l2, l3)) }

    public static func += (a: inout Scalar, b: Scalar) { a = a + b }
    public static func -= (a: inout Scalar, b: Scalar) { a = a - b }
    public static func *= (a: inout Scalar, b: Scalar) { a = a * b }

    /// The value modulo n of a number below 2n, given by four limbs and a fifth of 0 or 1; also whether
    /// n was taken off.
    @inline(__always)
    static func subtractOrder(
        _ r0: UInt64, _ r1: UInt64, _ r2: UInt64, _ r3: UInt64, _ r4: UInt64
    ) -> (value: Scalar, overflow: UInt64) {
        var carry: UInt64 = 0
        let t0 = addCarry(r0, fold0, &carry)
        let t1 = addCarry(r1, fold1, &carry)
        let t2 = addCarry(r2, 1, &carry)
        let t3 = addCarry(r3, 0, &carry)
        let overflow = carry | r4
        return (
            select(Scalar(limbs: r0, r1, r2, r3), Scalar(limbs: t0, t1, t2, t3), overflow), overflow
        )
    }

    @inline(__always)
    static func reduceOnce(_ bytes: Bytes32) -> (value: Scalar, overflow: UInt64) {
        let (w0, w1, w2, w3) = bytes.words
        return subtractOrder(w3, w2, w1, w0, 0)
    }

    /// A 512-bit number modulo n, folding with 2^256 ≡ 2^256 - n, a number of 129 bits.
    @inline(__always)
    static func reduce(_ w: WideProduct) -> Scalar {
        // 512 bits to 386: m = low + high * fold.
        var c: UInt64 = 0
        let m0 = multiplyAdd(w.l4, fold0, w.l0, &c)
        var m1 = multiplyAdd(w.l5, fold0, w.l1, &c)
        var m2 = multiplyAdd(w.l6, fold0, w.l2, &c)
        var m3 = multiplyAdd(w.l7, fold0, w.l3, &c)
        var m4 = c
        c = 0
        m1 = multiplyAdd(w.l4, fold1, m1, &c)
        m2 = multiplyAdd(w.l5, fold1, m2, &c)
        m3 = multiplyAdd(w.l6, fold1, m3, &c)
        m4 = multiplyAdd(w.l7, fold1, m4, &c)
        var m5 = c
        c = 0
        m2 = addCarry(m2, w.l4, &c)
        m3 = addCarry(m3, w.l5, &c)
        m4 = addCarry(m4, w.l6, &c)
        m5 = addCarry(m5, w.l7, &c)
        let m6 = c

        // 386 bits to 260: m6 is 0 or 1, so its product is a mask.
        let bit = mask(m6)
        c = 0
        let p0 = multiplyAdd(m4, fold0, m0, &c)
        var p1 = multiplyAdd(m5, fold0, m1, &c)
        var p2 = addCarry(m2, bit & fold0, &c)
        var p3 = addCarry(m3, 0, &c)
        var p4 = c
        c = 0
        p1 = multiplyAdd(m4, fold1, p1, &c)
        p2 = multiplyAdd(m5, fold1, p2, &c)
        p3 = addCarry(p3, bit & fold1, &c)
        p4 = p4 &+ c
        c = 0
        p2 = addCarry(p2, m4, &c)
        p3 = addCarry(p3, m5, &c)
        p4 = p4 &+ m6 &+ c

        // 260 bits to below 2n.
        c = 0
        let r0 = multiplyAdd(p4, fold0, p0, &c)
        let r1 = multiplyAdd(p4, fold1, p1, &c)
        let r2 = addCarry(p2, p4, &c)
        let r3 = addCarry(p3, 0, &c)
        return subtractOrder(r0, r1, r2, r3, c).value
    }

    /// The inverse, by Fermat: this to the power n - 2, in constant time. Zero gives zero.
    public func inverse() -> Scalar {
        // n - 2 begins with 127 ones and a zero; the rest goes by windows of four bits.
        let x2 = squared() * self
        let x4 = x2.squared(times: 2) * x2
        let x8 = x4.squared(times: 4) * x4
        let x16 = x8.squared(times: 8) * x8
        let x32 = x16.squared(times: 16) * x16
        let x64 = x32.squared(times: 32) * x32
        let x96 = x64.squared(times: 32) * x32
        let x112 = x96.squared(times: 16) * x16
        let x120 = x112.squared(times: 8) * x8
        let x124 = x120.squared(times: 4) * x4
        var t = (x124.squared(times: 2) * x2).squared() * self
        t = t.squared()

        return withUnsafeTemporaryAllocation(of: Scalar.self, capacity: 16) { powers in
            powers.initialize(repeating: .one)
            defer { Secret.wipe(UnsafeMutableRawBufferPointer(powers)) }
            for exponent in 1..<16 { powers[exponent] = powers[exponent - 1] * self }
            for word in [0xbaae_dce6_af48_a03b, 0xbfd2_5e8c_d036_413f] as [UInt64] {
                for shift in stride(from: 60, through: 0, by: -4) {
                    // The exponent is public: skipping its zero digits tells nothing.
                    let digit = Int((word &>> UInt64(shift)) & 15)
                    t = t.squared(times: 4)
                    if digit != 0 { t = t * powers[digit] }
                }
            }
            return t
        }
    }

    @inline(never)
    private func squared(times count: Int) -> Scalar {
        var r = self
        for _ in 0..<count { r = Scalar.reduce(wideSquare(r.l0, r.l1, r.l2, r.l3)) }
        return r
    }
}
