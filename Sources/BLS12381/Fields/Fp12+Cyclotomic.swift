extension Fp12 {
    /// The square of an element whose order divides p⁴ - p² + 1.
    ///
    /// Granger and Scott, "Faster Squaring in the Cyclotomic Subgroup of Sixth Degree Extensions" (2010): over
    /// the field of p⁴ elements, with t² = ξ, the element has three coordinates that square on their own.
    @inline(never)
    package func cyclotomicSquared() -> Fp12 {
        let (a0, a1) = Fp12.squareFp4(c0.c0, c1.c1)
        let (b0, b1) = Fp12.squareFp4(c1.c0, c0.c2)
        let (d0, d1) = Fp12.squareFp4(c0.c1, c1.c2)
        let d = d1.timesNonresidue()
        return Fp12(
            Fp6(
                (a0 - c0.c0).doubled() + a0, (b0 - c0.c1).doubled() + b0, (d0 - c0.c2).doubled() + d0),
            Fp6(
                (d + c1.c0).doubled() + d, (a1 + c1.c1).doubled() + a1, (b1 + c1.c2).doubled() + b1))
    }

    /// (x + y·t)² = (x² + ξ·y²) + 2xy·t, in products of sums that are not reduced.
    @inline(never)
    private static func squareFp4(_ x: Fp2, _ y: Fp2) -> (Fp2, Fp2) {
        // Reduced, so that the three products below come to 6 p² at most.
        let xDifference = x.c0 - x.c1
        let yDifference = y.c0 - y.c1
        let ySum = Fp.unreducedSum(y.c0, y.c1)
        let x0 = Fp.unreducedSum(x.c0, x.c0)
        let x1 = Fp.unreducedSum(x.c1, x.c1)
        let y0 = Fp.unreducedSum(y.c0, y.c0)
        // y² is (ySum · yDifference) + (y0 · y.c1)·u, and ξ turns a + b·u into (a - b) + (a + b)·u.
        return (
            Fp2(
                Fp.sumOfProducts(
                    xDifference, Fp.unreducedSum(x.c0, x.c1), yDifference, ySum, y.c1.complement, y0),
                Fp.sumOfProducts(x.c1, x0, yDifference, ySum, y.c1, y0)),
            Fp2(
                Fp.sumOfProducts(x0, y.c0, x1, y.c1.complement),
                Fp.sumOfProducts(x0, y.c1, x1, y.c0))
        )
    }

    /// To the power x, the curve's parameter, for elements as in ``cyclotomicSquared()``, whose inverse is
    /// the conjugate. The parameter is -(2⁶³ + 2⁶² + 2⁶⁰ + 2⁵⁷ + 2⁴⁸ + 2¹⁶).
    package func cyclotomicPowerOfParameter() -> Fp12 {
        var result = self
        for squarings in [1, 2, 3, 9, 32] {
            for _ in 0..<squarings { result = result.cyclotomicSquared() }
            result = result * self
        }
        for _ in 0..<16 { result = result.cyclotomicSquared() }
        return result.conjugate
    }
}
