extension BN254 {
    /// A point (X/Z², Y/Z³) of y² = x³ + 3 over the prime field; infinity has Z = 0.
    package struct G1: Sendable {
        package var x, y, z: Fp

        @inline(__always)
        init(_ x: Fp, _ y: Fp, _ z: Fp) {
            self.x = x
            self.y = y
            self.z = z
        }

        package static let infinity = G1(Fp.one, Fp.one, Fp.zero)
        /// (1, 2), from which EIP-196 counts.
        package static let generator = G1(Fp.one, Fp(2), Fp.one)

        /// Nil for coordinates that are not on the curve; (0, 0) is infinity. Every point has order r.
        package init?(x: Fp, y: Fp) {
            if x.isZero && y.isZero {
                self = G1.infinity
                return
            }
            guard y.squared() == x.squared() * x + Fp(3) else { return nil }
            self.init(x, y, Fp.one)
        }

        package var isInfinity: Bool { z.isZero }

        /// The coordinates, (0, 0) for infinity.
        package var affine: (x: Fp, y: Fp) {
            if z == Fp.one { return (x, y) }
            let inverse = z.inverse()
            let square = inverse.squared()
            return (x * square, y * (square * inverse))
        }
    }
}

extension BN254.G1: Equatable {
    package static func == (p: BN254.G1, q: BN254.G1) -> Bool {
        if p.isInfinity || q.isInfinity { return p.isInfinity == q.isInfinity }
        let pp = p.z.squared()
        let qq = q.z.squared()
        return p.x * qq == q.x * pp && p.y * (qq * q.z) == q.y * (pp * p.z)
    }

    package static prefix func - (p: BN254.G1) -> BN254.G1 { BN254.G1(p.x, -p.y, p.z) }

    /// Twice the point (Explicit-Formulas Database, dbl-2009-l). No point has order two.
    package func doubled() -> BN254.G1 {
        let a = x.squared()
        let b = y.squared()
        let c = b.squared()
        let d = ((x + b).squared() - a - c).doubled()
        let e = a.doubled() + a
        let x3 = e.squared() - d.doubled()
        let y3 = e * (d - x3) - c.doubled().doubled().doubled()
        return BN254.G1(x3, y3, (y * z).doubled())
    }

    /// The sum (Explicit-Formulas Database, add-2007-bl), of equal and opposite points as well.
    package static func + (p: BN254.G1, q: BN254.G1) -> BN254.G1 {
        if p.isInfinity { return q }
        if q.isInfinity { return p }
        let pp = p.z.squared()
        let qq = q.z.squared()
        let u1 = p.x * qq
        let u2 = q.x * pp
        let s1 = p.y * (q.z * qq)
        let s2 = q.y * (p.z * pp)
        let h = u2 - u1
        let r = (s2 - s1).doubled()
        if h.isZero { return r.isZero ? p.doubled() : infinity }
        let i = h.doubled().squared()
        let j = h * i
        let v = u1 * i
        let x3 = r.squared() - j - v.doubled()
        let y3 = r * (v - x3) - (s1 * j).doubled()
        return BN254.G1(x3, y3, ((p.z + q.z).squared() - pp - qq) * h)
    }
}
