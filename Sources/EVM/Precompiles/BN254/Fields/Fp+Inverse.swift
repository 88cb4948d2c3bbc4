extension BN254.Fp {
    /// The inverse; zero gives zero.
    ///
    /// By division steps (Bernstein and Yang, "Fast constant-time gcd computation and modular inversion",
    /// 2019), here in variable time: 62 steps at once are found from the lowest limbs alone.
    package func inverse() -> BN254.Fp {
        // f and g begin as p and a; throughout f ≡ d·a and g ≡ e·a modulo p.
        var f = SignedLimbs.modulus
        var g = SignedLimbs(l0, l1, l2, l3)
        var d = SignedLimbs(0, 0, 0, 0)
        var e = SignedLimbs(1, 0, 0, 0)
        var delta = -1
        while !g.isZero {
            let steps = DivisionSteps(&delta, UInt64(bitPattern: f.v0), UInt64(bitPattern: g.v0))
            steps.applyModulo(&d, &e)
            steps.apply(&f, &g)
        }
        // The greatest common divisor is 1, so f is 1 or -1, and d the inverse up to this sign.
        let limbs = d.reduced(negated: f.v4 < 0)
        // The limbs are those of 1/(a·2^256). Montgomery form lacks 2^512, and the product takes 2^256 off.
        return BN254.Fp(montgomery: limbs.0, limbs.1, limbs.2, limbs.3) * BN254.Fp.radixCubed
    }

    /// 2^768 mod p.
    private static let radixCubed = radixSquared * radixSquared
}

/// An integer of 320 bits in five limbs of 62 bits, the top one signed.
private struct SignedLimbs {
    var v0, v1, v2, v3, v4: Int64

    @inline(__always) static var mask: Int64 { 1 << 62 - 1 }
    @inline(__always) static var modulus: SignedLimbs {
        SignedLimbs(BN254.Fp.p0, BN254.Fp.p1, BN254.Fp.p2, BN254.Fp.p3)
    }
    /// 1/p modulo 2^64.
    @inline(__always) static var inverse: Int64 { 0 &- Int64(bitPattern: BN254.Fp.negatedInverse) }

    @inline(__always)
    init(_ l0: UInt64, _ l1: UInt64, _ l2: UInt64, _ l3: UInt64) {
        let mask = UInt64(SignedLimbs.mask)
        v0 = Int64(bitPattern: l0 & mask)
        v1 = Int64(bitPattern: (l0 &>> 62 | l1 &<< 2) & mask)
        v2 = Int64(bitPattern: (l1 &>> 60 | l2 &<< 4) & mask)
        v3 = Int64(bitPattern: (l2 &>> 58 | l3 &<< 6) & mask)
        v4 = Int64(bitPattern: l3 &>> 56)
    }

    /// (a·x + b·y + m·p) / 2^62, which must leave no remainder, for |a| + |b| of at most 2^62 and |m| below
    /// 2^63.
    @inline(__always)
    init(_ a: Int64, _ x: SignedLimbs, _ b: Int64, _ y: SignedLimbs, plusModulusTimes m: Int64) {
        var sum: Int128 = 0
        @inline(__always) func add(_ x: Int64, _ y: Int64, _ p: Int64) -> Int64 {
            sum = sum &>> 62 &+ Int128(a) &* Int128(x) &+ Int128(b) &* Int128(y) &+ Int128(m) &* Int128(p)
            return Int64(truncatingIfNeeded: sum) & SignedLimbs.mask
        }
        let p = SignedLimbs.modulus
        _ = add(x.v0, y.v0, p.v0)
        v0 = add(x.v1, y.v1, p.v1)
        v1 = add(x.v2, y.v2, p.v2)
        v2 = add(x.v3, y.v3, p.v3)
        v3 = add(x.v4, y.v4, p.v4)
        v4 = Int64(truncatingIfNeeded: sum &>> 62)
    }

    @inline(__always)
    var isZero: Bool { v0 | v1 | v2 | v3 | v4 == 0 }

    /// This, or its negative, from 0 to p - 1, in limbs of 64 bits. This must be above -2p and below p.
    func reduced(negated: Bool) -> (UInt64, UInt64, UInt64, UInt64) {
        var value = self
        if value.v4 < 0 { value.addModulus() }
        if negated {
            value = SignedLimbs(negating: value)
        }
        if value.v4 < 0 { value.addModulus() }
        func word(_ low: Int64, _ shift: UInt64, _ high: Int64) -> UInt64 {
            UInt64(bitPattern: low) &>> shift | UInt64(bitPattern: high) &<< (62 &- shift)
        }
        return (
            word(value.v0, 0, value.v1), word(value.v1, 2, value.v2), word(value.v2, 4, value.v3),
            word(value.v3, 6, value.v4)
        )
    }

    private init(negating x: SignedLimbs) {
        (v0, v1, v2, v3, v4) = (0 &- x.v0, 0 &- x.v1, 0 &- x.v2, 0 &- x.v3, 0 &- x.v4)
        carry()
    }

    private mutating func addModulus() {
        let p = SignedLimbs.modulus
        (v0, v1, v2, v3, v4) = (v0 &+ p.v0, v1 &+ p.v1, v2 &+ p.v2, v3 &+ p.v3, v4 &+ p.v4)
        carry()
    }

    /// Brings the lower limbs back into 0..<2^62.
    private mutating func carry() {
        let mask = SignedLimbs.mask
        v1 &+= v0 &>> 62
        v2 &+= v1 &>> 62
        v3 &+= v2 &>> 62
        v4 &+= v3 &>> 62
        (v0, v1, v2, v3) = (v0 & mask, v1 & mask, v2 & mask, v3 & mask)
    }
}

/// What 62 division steps do to a pair (f, g): they become (u·f + v·g, q·f + r·g) / 2^62.
private struct DivisionSteps {
    private var u: Int64 = 1
    private var v: Int64 = 0
    private var q: Int64 = 0
    private var r: Int64 = 1

    /// From the lowest 62 bits of f, which is odd, and g. `delta` counts on from call to call: negative, it
    /// says that the next odd g changes places with f.
    @inline(__always)
    init(_ delta: inout Int, _ f: UInt64, _ g: UInt64) {
        var f = f
        var g = g
        var left = 62
        while true {
            // Even g: each step halves it, which here doubles the others.
            let zeros = (g | .max &<< UInt64(left)).trailingZeroBitCount
            g = g &>> UInt64(zeros)
            u = u &<< Int64(zeros)
            v = v &<< Int64(zeros)
            delta &-= zeros
            left &-= zeros
            if left == 0 { return }
            if delta < 0 {
                delta = 0 &- delta
                (f, g) = (g, 0 &- f)
                (u, q) = (q, 0 &- u)
                (v, r) = (r, 0 &- v)
            }
            // The multiple of f that clears as many low bits of g, up to six, as come before the next change.
            let bits = UInt64(min(delta &+ 1, left, 6))
            // f is its own inverse modulo 8; a step of Newton's doubles these three bits.
            let multiple = (0 &- g &* f &* (2 &- f &* f)) & (1 &<< bits &- 1)
            g = g &+ f &* multiple
            q = q &+ u &* Int64(bitPattern: multiple)
            r = r &+ v &* Int64(bitPattern: multiple)
        }
    }

    /// Of f and g themselves, without remainder.
    @inline(__always)
    func apply(_ f: inout SignedLimbs, _ g: inout SignedLimbs) {
        (f, g) = (
            SignedLimbs(u, f, v, g, plusModulusTimes: 0), SignedLimbs(q, f, r, g, plusModulusTimes: 0)
        )
    }

    /// Of d and e modulo p; both are above -2p and below p, before and after.
    @inline(__always)
    func applyModulo(_ d: inout SignedLimbs, _ e: inout SignedLimbs) {
        let first = DivisionSteps.clearing(u, d, v, e)
        let second = DivisionSteps.clearing(q, d, r, e)
        (d, e) = (
            SignedLimbs(u, d, v, e, plusModulusTimes: first),
            SignedLimbs(q, d, r, e, plusModulusTimes: second)
        )
    }

    /// The multiple of p which, added to a·x + b·y, makes its lowest 62 bits zero and keeps it in range: up
    /// to p too little, since negative x and y count as if p were added.
    @inline(__always)
    private static func clearing(_ a: Int64, _ x: SignedLimbs, _ b: Int64, _ y: SignedLimbs) -> Int64 {
        let lift = (a & (x.v4 &>> 63)) &+ (b & (y.v4 &>> 63))
        let low = a &* x.v0 &+ b &* y.v0
        return lift &- ((SignedLimbs.inverse &* low &+ lift) & SignedLimbs.mask)
    }
}
