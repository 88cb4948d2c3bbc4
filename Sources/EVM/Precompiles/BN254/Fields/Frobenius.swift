import Primitives

extension BN254 {
    /// ξ^(j(p-1)/6): what the coefficient of w^j is multiplied by in a power p, after conjugation.
    package struct Frobenius: Sendable {
        package let w1, w2, w3, w4, w5: Fp2

        /// Derived from ξ when first used.
        package static let coefficients = Frobenius()

        private init() {
            w1 = Fp2.nonresidue.power((Fp.modulus - 1) / 6)
            w2 = w1 * w1
            w3 = w2 * w1
            w4 = w2 * w2
            w5 = w3 * w2
        }
    }
}

extension BN254.Fp12 {
    /// This to the power p.
    package func frobenius() -> BN254.Fp12 {
        let k = BN254.Frobenius.coefficients
        // With v = w², the coefficients of c0 stand at w⁰, w², w⁴, those of c1 at w¹, w³, w⁵.
        return BN254.Fp12(
            BN254.Fp6(c0.c0.conjugate, c0.c1.conjugate * k.w2, c0.c2.conjugate * k.w4),
            BN254.Fp6(c1.c0.conjugate * k.w1, c1.c1.conjugate * k.w3, c1.c2.conjugate * k.w5))
    }
}
