// The endomorphism of secp256k1 (Gallant, Lambert, Vanstone): (x, y) -> (βx, y) is multiplication by λ, so
// k * P = k1 * P + k2 * (λP) with k1 and k2 of half the length, found by rounding in a lattice.

/// A number of at most 128 bits and its sign.
struct HalfScalar {
    var low, high: UInt64
    /// 1 for a negative number, otherwise 0.
    var sign: UInt64
}

extension Scalar {
    /// -λ, where λ is the cube root of one modulo n that goes with ``FieldElement/beta``:
    /// 5363ad4c c05c30e0 a5261c02 8812645a 122e22ea 20816678 df02967c 1b23bd72.
    private static let minusLambda = Scalar(
        limbs: 0xe0cf_c810_b512_83cf, 0xa880_b9fc_8ec7_39c2, 0x5ad9_e3fd_77ed_9ba4, 0xac9c_52b3_3fa3_cf1f)

    // The short lattice basis (a1, b1), (a2, b2) with a + bλ ≡ 0: -b1 and -b2 modulo n.
    private static let minusB1 = Scalar(limbs: 0x6f54_7fa9_0abf_e4c3, 0xe443_7ed6_010e_8828, 0, 0)
    private static let minusB2 = Scalar(
        limbs: 0xd765_cda8_3db1_562c, 0x8a28_0ac5_0774_346d, 0xffff_ffff_ffff_fffe, 0xffff_ffff_ffff_ffff)

    // 2^384 * b2 / n and 2^384 * -b1 / n, rounded: division by n becomes a multiplication and a shift.
    private static let quotient1 = Scalar(
        limbs: 0xe893_209a_45db_b031, 0x3daa_8a14_71e8_ca7f, 0xe86c_90e4_9284_eb15, 0x3086_d221_a7d4_6bcd)
    private static let quotient2 = Scalar(
        limbs: 0x1571_b4ae_8ac4_7f71, 0x2212_08ac_9df5_06c6, 0x6f54_7fa9_0abf_e4c4, 0xe443_7ed6_010e_8828)

    /// Numbers k1 and k2 below 2^128 in magnitude with k1 + k2 λ ≡ this modulo n, in constant time.
    func split() -> (HalfScalar, HalfScalar) {
        let c1 = roundedProduct(Scalar.quotient1)
        let c2 = roundedProduct(Scalar.quotient2)
        let k2 = c1 * Scalar.minusB1 + c2 * Scalar.minusB2
        let k1 = self + k2 * Scalar.minusLambda
        return (k1.signed(), k2.signed())
    }

    /// This times `factor` over 2^384, rounded to the nearest.
    private func roundedProduct(_ factor: Scalar) -> Scalar {
        let w = wideMultiply(l0, l1, l2, l3, factor.l0, factor.l1, factor.l2, factor.l3)
        var carry = w.l5 &>> 63
        let r0 = addCarry(w.l6, 0, &carry)
        let r1 = addCarry(w.l7, 0, &carry)
        return Scalar(limbs: r0, r1, carry, 0)
    }

    /// The representative nearest to zero, given that it has at most 128 bits.
    private func signed() -> HalfScalar {
        let sign = highBit
        let magnitude = Scalar.select(self, -self, sign)
        return HalfScalar(low: magnitude.l0, high: magnitude.l1, sign: sign)
    }
}

extension FieldElement {
    /// A cube root of one modulo p, by which the endomorphism scales x.
    static let beta = FieldElement(
        limbs: 0xc139_6c28_7195_01ee, 0x9cf0_4975_12f5_8995, 0x6e64_479e_ac34_34e9, 0x7ae9_6a2b_657c_0710)
}
