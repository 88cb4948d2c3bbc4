/// A sum of products a·b that is reduced as it grows: each row takes one limb of every b, then drops a limb.
///
/// With products that come to less than 9.8 p² in all, the total is below 2p; with first factors that come to
/// less than 8.8 p in all, no row overflows. So up to six products of reduced numbers share one reduction,
/// and up to two of numbers twice as large.
struct ProductSum {
    private var t0: UInt64 = 0
    private var t1: UInt64 = 0
    private var t2: UInt64 = 0
    private var t3: UInt64 = 0
    private var t4: UInt64 = 0
    private var t5: UInt64 = 0
    /// What has gone beyond the sixth limb in this row.
    private var high: UInt64 = 0

    @inline(__always) init() {}

    /// Adds a times one limb.
    @inline(__always)
    mutating func add(_ a: Fp, _ limb: UInt64) {
        var carry: UInt64 = 0
        t0 = multiplyAdd(a.l0, limb, t0, &carry)
        t1 = multiplyAdd(a.l1, limb, t1, &carry)
        t2 = multiplyAdd(a.l2, limb, t2, &carry)
        t3 = multiplyAdd(a.l3, limb, t3, &carry)
        t4 = multiplyAdd(a.l4, limb, t4, &carry)
        t5 = multiplyAdd(a.l5, limb, t5, &carry)
        high = high &+ carry
    }

    /// Ends a row: adds the multiple of p that clears the lowest limb, and drops that.
    @inline(__always)
    mutating func dropLimb() {
        let m = t0 &* Fp.negatedInverse
        var carry: UInt64 = 0
        _ = multiplyAdd(m, Fp.p0, t0, &carry)
        t0 = multiplyAdd(m, Fp.p1, t1, &carry)
        t1 = multiplyAdd(m, Fp.p2, t2, &carry)
        t2 = multiplyAdd(m, Fp.p3, t3, &carry)
        t3 = multiplyAdd(m, Fp.p4, t4, &carry)
        t4 = multiplyAdd(m, Fp.p5, t5, &carry)
        t5 = high &+ carry
        high = 0
    }

    /// The total, below p.
    @inline(__always)
    var reduced: Fp { Fp.reducedOnce(Fp(montgomery: t0, t1, t2, t3, t4, t5)) }
}

extension Fp {
    // Kept out of line: inlined, bodies of this size slow their callers down.
    @inline(never)
    package static func * (a: Fp, b: Fp) -> Fp { product(a, b) }

    @inline(__always)
    static func product(_ a: Fp, _ b: Fp) -> Fp {
        var t = ProductSum()
        t.add(a, b.l0)
        t.dropLimb()
        t.add(a, b.l1)
        t.dropLimb()
        t.add(a, b.l2)
        t.dropLimb()
        t.add(a, b.l3)
        t.dropLimb()
        t.add(a, b.l4)
        t.dropLimb()
        t.add(a, b.l5)
        t.dropLimb()
        return t.reduced
    }

    /// a·b + c·d with a single reduction.
    @inline(__always)
    static func sumOfProducts(_ a: Fp, _ b: Fp, _ c: Fp, _ d: Fp) -> Fp {
        var t = ProductSum()
        @inline(__always) func row(_ b: UInt64, _ d: UInt64) {
            t.add(a, b)
            t.add(c, d)
            t.dropLimb()
        }
        row(b.l0, d.l0)
        row(b.l1, d.l1)
        row(b.l2, d.l2)
        row(b.l3, d.l3)
        row(b.l4, d.l4)
        row(b.l5, d.l5)
        return t.reduced
    }

    /// a·b + c·d + e·f with a single reduction.
    @inline(__always)
    static func sumOfProducts(_ a: Fp, _ b: Fp, _ c: Fp, _ d: Fp, _ e: Fp, _ f: Fp) -> Fp {
        var t = ProductSum()
        @inline(__always) func row(_ b: UInt64, _ d: UInt64, _ f: UInt64) {
            t.add(a, b)
            t.add(c, d)
            t.add(e, f)
            t.dropLimb()
        }
        row(b.l0, d.l0, f.l0)
        row(b.l1, d.l1, f.l1)
        row(b.l2, d.l2, f.l2)
        row(b.l3, d.l3, f.l3)
        row(b.l4, d.l4, f.l4)
        row(b.l5, d.l5, f.l5)
        return t.reduced
    }

    @inline(never)
    package func squared() -> Fp { Fp.product(self, self) }

    /// Squared `count` times over; `count` is public.
    @inline(never)
    func squared(times count: Int) -> Fp {
        var r = self
        for _ in 0..<count { r = Fp.product(r, r) }
        return r
    }
}
