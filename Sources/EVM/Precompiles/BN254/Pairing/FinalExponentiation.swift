extension BN254.Fp12 {
    /// To a power that is one exactly for what the pairing takes to one.
    ///
    /// The exponent is (p¹² - 1)/r times 2x(6x² + 3x + 1), which r does not divide. After the easy part,
    /// the powers p⁶ - 1 and p² + 1, follows the chain of Fuentes-Castañeda, Knapp and Rodríguez-Henríquez
    /// ("Faster Hashing to G2", 2011).
    package func finalExponentiation() -> BN254.Fp12 {
        let unitary = conjugate * inverse()
        let f = unitary.frobenius().frobenius() * unitary

        // From here on inverses are conjugates. In terms of f, with signs folded together:
        let a = f.cyclotomicPowerOfNegatedParameter()  // -x
        let a2 = a.cyclotomicSquared()  // -2x
        let a6 = a2.cyclotomicSquared() * a2  // -6x
        let b = a6.cyclotomicPowerOfNegatedParameter()  // 6x²
        let c = b.cyclotomicSquared().cyclotomicPowerOfNegatedParameter().conjugate  // 12x³
        let d = c * b * a6.conjugate  // 12x³ + 6x² + 6x
        let e = d * a2  // 12x³ + 6x² + 4x
        let g = d * b * f  // 12x³ + 12x² + 6x + 1
        let h = f.conjugate * e  // 12x³ + 6x² + 4x - 1
        return g * e.frobenius() * d.frobenius().frobenius() * h.frobenius().frobenius().frobenius()
    }
}
