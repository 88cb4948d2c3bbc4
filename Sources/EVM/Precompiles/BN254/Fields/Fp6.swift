extension BN254 {
    /// c0 + c1·v + c2·v² with v³ = ξ.
    package struct Fp6: Hashable, Sendable {
        package var c0, c1, c2: Fp2

        @inline(__always)
        package init(_ c0: Fp2, _ c1: Fp2, _ c2: Fp2) {
            self.c0 = c0
            self.c1 = c1
            self.c2 = c2
        }

        package static let zero = Fp6(Fp2.zero, Fp2.zero, Fp2.zero)
        package static let one = Fp6(Fp2.one, Fp2.zero, Fp2.zero)
    }
}

extension BN254.Fp6 {
    @inline(__always)
    package static func + (x: BN254.Fp6, y: BN254.Fp6) -> BN254.Fp6 {
        BN254.Fp6(x.c0 + y.c0, x.c1 + y.c1, x.c2 + y.c2)
    }

    @inline(__always)
    package static func - (x: BN254.Fp6, y: BN254.Fp6) -> BN254.Fp6 {
        BN254.Fp6(x.c0 - y.c0, x.c1 - y.c1, x.c2 - y.c2)
    }

    @inline(__always)
    package static prefix func - (x: BN254.Fp6) -> BN254.Fp6 { BN254.Fp6(-x.c0, -x.c1, -x.c2) }

    /// By Karatsuba's way: six products instead of nine.
    @inline(never)
    package static func * (x: BN254.Fp6, y: BN254.Fp6) -> BN254.Fp6 {
        let t0 = x.c0 * y.c0
        let t1 = x.c1 * y.c1
        let t2 = x.c2 * y.c2
        let t12 = (x.c1 + x.c2) * (y.c1 + y.c2) - t1 - t2
        let t01 = (x.c0 + x.c1) * (y.c0 + y.c1) - t0 - t1
        let t02 = (x.c0 + x.c2) * (y.c0 + y.c2) - t0 - t2
        return BN254.Fp6(t0 + t12.timesNonresidue(), t01 + t2.timesNonresidue(), t02 + t1)
    }

    /// Times y0 + y1·v.
    @inline(never)
    func times(_ y0: BN254.Fp2, _ y1: BN254.Fp2) -> BN254.Fp6 {
        let t0 = c0 * y0
        let t1 = c1 * y1
        let t01 = (c0 + c1) * (y0 + y1) - t0 - t1
        return BN254.Fp6(t0 + (c2 * y1).timesNonresidue(), t01, c2 * y0 + t1)
    }

    @inline(__always)
    static func * (x: BN254.Fp6, y: BN254.Fp2) -> BN254.Fp6 {
        BN254.Fp6(x.c0 * y, x.c1 * y, x.c2 * y)
    }

    /// Times v.
    @inline(__always)
    func timesV() -> BN254.Fp6 { BN254.Fp6(c2.timesNonresidue(), c0, c1) }

    /// Through the norm to the field of p² elements; zero gives zero.
    package func inverse() -> BN254.Fp6 {
        let a = c0.squared() - (c1 * c2).timesNonresidue()
        let b = c2.squared().timesNonresidue() - c0 * c1
        let c = c1.squared() - c0 * c2
        let norm = c0 * a + (c2 * b + c1 * c).timesNonresidue()
        let scale = norm.inverse()
        return BN254.Fp6(a * scale, b * scale, c * scale)
    }
}
