extension BN254 {
    /// c0 + c1·w with w² = v: the field of p¹² elements, where the pairing has its values.
    package struct Fp12: Hashable, Sendable {
        package var c0, c1: Fp6

        @inline(__always)
        package init(_ c0: Fp6, _ c1: Fp6) {
            self.c0 = c0
            self.c1 = c1
        }

        package static let one = Fp12(Fp6.one, Fp6.zero)
    }
}

extension BN254.Fp12 {
    @inline(never)
    package static func * (x: BN254.Fp12, y: BN254.Fp12) -> BN254.Fp12 {
        let t0 = x.c0 * y.c0
        let t1 = x.c1 * y.c1
        let mixed = (x.c0 + x.c1) * (y.c0 + y.c1)
        return BN254.Fp12(t0 + t1.timesV(), mixed - t0 - t1)
    }

    @inline(never)
    package func squared() -> BN254.Fp12 {
        let product = c0 * c1
        let mixed = (c0 + c1) * (c0 + c1.timesV())
        return BN254.Fp12(mixed - product - product.timesV(), product + product)
    }

    /// Times y0 + y1·w + y3·w³ the shape of a line through two points.
    @inline(never)
    func times(line y0: BN254.Fp2, _ y1: BN254.Fp2, _ y3: BN254.Fp2) -> BN254.Fp12 {
        let t0 = c0 * y0
        let t1 = c1.times(y1, y3)
        let mixed = (c0 + c1).times(y0 + y1, y3)
        return BN254.Fp12(t0 + t1.timesV(), mixed - t0 - t1)
    }

    /// c0 - c1·w, which is also this to the power p⁶.
    @inline(__always)
    package var conjugate: BN254.Fp12 { BN254.Fp12(c0, -c1) }

    /// Zero gives zero.
    package func inverse() -> BN254.Fp12 {
        let norm = (c0 * c0 - (c1 * c1).timesV()).inverse()
        return BN254.Fp12(c0 * norm, -(c1 * norm))
    }
}
