/// c0 + c1·v + c2·v² with v³ = ξ = 1 + u.
package struct Fp6: Sendable {
    package var c0, c1, c2: Fp2

    @inline(__always)
    package init(_ c0: Fp2, _ c1: Fp2, _ c2: Fp2) {
        self.c0 = c0
        self.c1 = c1
        self.c2 = c2
    }

    package static let zero = Fp6(.zero, .zero, .zero)
    package static let one = Fp6(.one, .zero, .zero)
}

extension Fp6 {
    @inline(__always)
    package static func equalBit(_ a: Fp6, _ b: Fp6) -> UInt64 {
        Fp2.equalBit(a.c0, b.c0) & Fp2.equalBit(a.c1, b.c1) & Fp2.equalBit(a.c2, b.c2)
    }

    @inline(__always)
    package static func + (x: Fp6, y: Fp6) -> Fp6 { Fp6(x.c0 + y.c0, x.c1 + y.c1, x.c2 + y.c2) }

    @inline(__always)
    package static func - (x: Fp6, y: Fp6) -> Fp6 { Fp6(x.c0 - y.c0, x.c1 - y.c1, x.c2 - y.c2) }

    @inline(__always)
    package static prefix func - (x: Fp6) -> Fp6 { Fp6(-x.c0, -x.c1, -x.c2) }

    /// Each coefficient as one sum of three products, hence with one reduction for each of its two parts
    /// (Longa, "Efficient Algorithms for Large Prime Characteristic Fields and Their Application to Bilinear
    /// Pairings", 2022). Additions being dear beside products here, this beats Karatsuba's way.
    @inline(never)
    package static func * (x: Fp6, y: Fp6) -> Fp6 {
        let y1 = y.c1.timesNonresidue()
        let y2 = y.c2.timesNonresidue()
        return Fp6(
            Fp2.sumOfProducts(x.c0, y.c0, x.c1, y2, x.c2, y1),
            Fp2.sumOfProducts(x.c0, y.c1, x.c1, y.c0, x.c2, y2),
            Fp2.sumOfProducts(x.c0, y.c2, x.c1, y.c1, x.c2, y.c0))
    }

    @inline(__always)
    static func * (x: Fp6, y: Fp2) -> Fp6 { Fp6(x.c0 * y, x.c1 * y, x.c2 * y) }

    /// Times v.
    @inline(__always)
    package func timesV() -> Fp6 { Fp6(c2.timesNonresidue(), c0, c1) }

    /// Through the norm to the field of p² elements; zero gives zero.
    package func inverse() -> Fp6 {
        let a = c0.squared() - (c1 * c2).timesNonresidue()
        let b = c2.squared().timesNonresidue() - c0 * c1
        let c = c1.squared() - c0 * c2
        let norm = c0 * a + (c2 * b + c1 * c).timesNonresidue()
        let scale = norm.inverse()
        return Fp6(a * scale, b * scale, c * scale)
    }
}

extension Fp2 {
    /// a·b + c·d + e·f: six products for each part, the most that ``ProductSum`` holds of reduced numbers.
    @inline(never)
    static func sumOfProducts(_ a: Fp2, _ b: Fp2, _ c: Fp2, _ d: Fp2, _ e: Fp2, _ f: Fp2) -> Fp2 {
        Fp2(
            part(
                a.c0, b.c0, a.c1.complement, b.c1, c.c0, d.c0, c.c1.complement, d.c1, e.c0, f.c0,
                e.c1.complement, f.c1),
            part(a.c0, b.c1, a.c1, b.c0, c.c0, d.c1, c.c1, d.c0, e.c0, f.c1, e.c1, f.c0))
    }

    @inline(__always)
    private static func part(
        _ a: Fp, _ b: Fp, _ c: Fp, _ d: Fp, _ e: Fp, _ f: Fp,
        _ g: Fp, _ h: Fp, _ i: Fp, _ j: Fp, _ k: Fp, _ l: Fp
    ) -> Fp {
        var t = ProductSum()
        @inline(__always)
        func row(_ b: UInt64, _ d: UInt64, _ f: UInt64, _ h: UInt64, _ j: UInt64, _ l: UInt64) {
            t.add(a, b)
            t.add(c, d)
            t.add(e, f)
            t.add(g, h)
            t.add(i, j)
            t.add(k, l)
            t.dropLimb()
        }
        row(b.l0, d.l0, f.l0, h.l0, j.l0, l.l0)
        row(b.l1, d.l1, f.l1, h.l1, j.l1, l.l1)
        row(b.l2, d.l2, f.l2, h.l2, j.l2, l.l2)
        row(b.l3, d.l3, f.l3, h.l3, j.l3, l.l3)
        row(b.l4, d.l4, f.l4, h.l4, j.l4, l.l4)
        row(b.l5, d.l5, f.l5, h.l5, j.l5, l.l5)
        return t.reduced
    }
}
