/// c0 + c1·w with w² = v: the field of p¹² elements, where the pairing has its values.
package struct Fp12: Sendable {
    package var c0, c1: Fp6

    @inline(__always)
    package init(_ c0: Fp6, _ c1: Fp6) {
        self.c0 = c0
        self.c1 = c1
    }

    package static let one = Fp12(.one, .zero)
}

extension Fp12 {
    @inline(__always)
    package static func equalBit(_ a: Fp12, _ b: Fp12) -> UInt64 {
        Fp6.equalBit(a.c0, b.c0) & Fp6.equalBit(a.c1, b.c1)
    }

    /// By Karatsuba's way.
    @inline(never)
    package static func * (x: Fp12, y: Fp12) -> Fp12 {
        let t0 = x.c0 * y.c0
        let t1 = x.c1 * y.c1
        let mixed = (x.c0 + x.c1) * (y.c0 + y.c1)
        return Fp12(t0 + t1.timesV(), mixed - t0 - t1)
    }

    @inline(never)
    package func squared() -> Fp12 {
        let product = c0 * c1
        let mixed = (c0 + c1) * (c0 + c1.timesV())
        return Fp12(mixed - product - product.timesV(), product + product)
    }

    /// Times l0 + l1·v + l4·v·w, the shape of a line.
    @inline(never)
    package func times(line l0: Fp2, _ l1: Fp2, _ l4: Fp2) -> Fp12 {
        let m1 = l1.timesNonresidue()
        let m4 = l4.timesNonresidue()
        return Fp12(
            Fp6(
                Fp2.sumOfProducts(c0.c0, l0, c0.c2, m1, c1.c1, m4),
                Fp2.sumOfProducts(c0.c0, l1, c0.c1, l0, c1.c2, m4),
                Fp2.sumOfProducts(c0.c1, l1, c0.c2, l0, c1.c0, l4)),
            Fp6(
                Fp2.sumOfProducts(c1.c0, l0, c1.c2, m1, c0.c2, m4),
                Fp2.sumOfProducts(c1.c0, l1, c1.c1, l0, c0.c0, l4),
                Fp2.sumOfProducts(c1.c1, l1, c1.c2, l0, c0.c1, l4)))
    }

    /// c0 - c1·w, which is also this to the power p⁶.
    @inline(__always)
    package var conjugate: Fp12 { Fp12(c0, -c1) }

    /// Zero gives zero.
    package func inverse() -> Fp12 {
        let norm = (c0 * c0 - (c1 * c1).timesV()).inverse()
        return Fp12(c0 * norm, -(c1 * norm))
    }
}
