extension BN254.Fp12 {
    /// The square of an element whose order divides p⁴ - p² + 1, with nine squarings below.
    ///
    /// Granger and Scott, "Faster Squaring in the Cyclotomic Subgroup of Sixth Degree Extensions" (2010):
    /// over the field of p⁴ elements, with t² = ξ, the element has three coordinates that square on their own.
    @inline(never)
    package func cyclotomicSquared() -> BN254.Fp12 {
        let a = BN254.Fp12.squareFp4(c0.c0, c1.c1)
        let b = BN254.Fp12.squareFp4(c1.c0, c0.c2)
        let c = BN254.Fp12.squareFp4(c0.c1, c1.c2)
        let d = c.1.timesNonresidue()
        return BN254.Fp12(
            BN254.Fp6(
                (a.0 - c0.c0).doubled() + a.0, (b.0 - c0.c1).doubled() + b.0,
                (c.0 - c0.c2).doubled() + c.0),
            BN254.Fp6(
                (d + c1.c0).doubled() + d, (a.1 + c1.c1).doubled() + a.1, (b.1 + c1.c2).doubled() + b.1))
    }

    /// (x + y·t)² with t² = ξ.
    @inline(__always)
    private static func squareFp4(
        _ x: BN254.Fp2, _ y: BN254.Fp2
    ) -> (BN254.Fp2, BN254.Fp2) {
        let xx = x.squared()
        let yy = y.squared()
        return (yy.timesNonresidue() + xx, (x + y).squared() - xx - yy)
    }

    /// To the power -x of the curve's parameter, for elements as in ``cyclotomicSquared()``.
    ///
    /// Their inverse is the conjugate.
    func cyclotomicPowerOfNegatedParameter() -> BN254.Fp12 {
        let digits = NonAdjacentForm(UInt128(BN254.parameter)).digits
        let inverse = conjugate
        var result = self
        for digit in digits.dropFirst() {
            result = result.cyclotomicSquared()
            if digit == 1 { result = result * self }
            if digit == -1 { result = result * inverse }
        }
        return result.conjugate
    }
}
