/// c0 + c1·u with u² = -1: the field of p² elements, in which the points of G2 have their coordinates.
package struct Fp2: Sendable {
    package var c0, c1: Fp

    @inline(__always)
    package init(_ c0: Fp, _ c1: Fp) {
        self.c0 = c0
        self.c1 = c1
    }

    package static let zero = Fp2(.zero, .zero)
    package static let one = Fp2(.one, .zero)
}

extension Fp2 {
    @inline(__always)
    static func select(_ a: Fp2, _ b: Fp2, _ condition: UInt64) -> Fp2 {
        Fp2(Fp.select(a.c0, b.c0, condition), Fp.select(a.c1, b.c1, condition))
    }

    @inline(__always)
    package var zeroBit: UInt64 { c0.zeroBit & c1.zeroBit }

    @inline(__always)
    package static func equalBit(_ a: Fp2, _ b: Fp2) -> UInt64 {
        Fp.equalBit(a.c0, b.c0) & Fp.equalBit(a.c1, b.c1)
    }

    @inline(__always)
    package static func + (x: Fp2, y: Fp2) -> Fp2 { Fp2(x.c0 + y.c0, x.c1 + y.c1) }

    @inline(__always)
    package static func - (x: Fp2, y: Fp2) -> Fp2 { Fp2(x.c0 - y.c0, x.c1 - y.c1) }

    @inline(__always)
    package static prefix func - (x: Fp2) -> Fp2 { Fp2(-x.c0, -x.c1) }

    @inline(__always)
    package func doubled() -> Fp2 { Fp2(c0.doubled(), c1.doubled()) }

    @inline(__always)
    package func halved() -> Fp2 { Fp2(c0.halved(), c1.halved()) }

    @inline(never)
    package static func * (x: Fp2, y: Fp2) -> Fp2 {
        Fp2(
            Fp.sumOfProducts(x.c0, y.c0, x.c1.complement, y.c1),
            Fp.sumOfProducts(x.c0, y.c1, x.c1, y.c0))
    }

    @inline(__always)
    static func * (x: Fp2, y: Fp) -> Fp2 { Fp2(x.c0 * y, x.c1 * y) }

    /// (c0 + c1)(c0 - c1) + 2·c0·c1·u, of factors that are not reduced.
    @inline(never)
    package func squared() -> Fp2 {
        Fp2(
            Fp.product(Fp.unreducedSum(c0, c1), Fp.unreducedSum(c0, c1.complement)),
            Fp.product(Fp.unreducedSum(c0, c0), c1))
    }

    /// c0 - c1·u, which is also this to the power p.
    @inline(__always)
    package var conjugate: Fp2 { Fp2(c0, -c1) }

    /// Times ξ = 1 + u, on which the tower is built.
    @inline(__always)
    package func timesNonresidue() -> Fp2 { Fp2(c0 - c1, c0 + c1) }

    /// c0² + c1², the product with the conjugate.
    @inline(__always)
    var norm: Fp { Fp.normOf(c0, c1) }

    /// Zero gives zero.
    package func inverse() -> Fp2 {
        let scale = norm.inverse()
        return Fp2(c0 * scale, -(c1 * scale))
    }
}

extension Fp {
    @inline(never)
    fileprivate static func normOf(_ a: Fp, _ b: Fp) -> Fp { sumOfProducts(a, a, b, b) }
}
