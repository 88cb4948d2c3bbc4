/// A curve with a fast endomorphism, which multiplies the points of the subgroup by a small number.
protocol EndomorphicField: CurveField {
    /// How many short scalars a scalar falls into.
    static var splitCount: Int { get }
    /// The significant bits of each.
    static var splitBits: Int { get }
    /// The short scalars of `scalar` into `parts`, the least significant first: with the images of
    /// ``nextPoint(_:)`` their multiples make up the multiple by `scalar`. In constant time.
    static func split(_ scalar: Fr, into parts: UnsafeMutableBufferPointer<UInt128>)
    /// The point whose multiple comes next: of G1, x²·P, of G2, |x|·P, for P of the subgroup.
    static func nextPoint(_ point: ProjectivePoint<Self>) -> ProjectivePoint<Self>
    /// Whether the point has order r, or is infinity.
    static func isInSubgroup(_ point: ProjectivePoint<Self>) -> Bool
    /// Takes any point of the curve into the subgroup, by the multiple that RFC 9380 fixes.
    static func clearCofactor(_ point: ProjectivePoint<Self>) -> ProjectivePoint<Self>
    /// The generator that the standards fix.
    static var generator: ProjectivePoint<Self> { get }
}

extension ProjectivePoint {
    /// |x| times this, x being the curve's parameter: 2⁶³ + 2⁶² + 2⁶⁰ + 2⁵⁷ + 2⁴⁸ + 2¹⁶.
    func timesParameter() -> ProjectivePoint {
        var result = self
        for doublings in [1, 2, 3, 9, 32] {
            for _ in 0..<doublings { result = result.doubled() }
            result = result + self
        }
        for _ in 0..<16 { result = result.doubled() }
        return result
    }
}

extension Fp: EndomorphicField {
    static var splitCount: Int { 2 }
    static var splitBits: Int { 128 }

    static func split(_ scalar: Fr, into parts: UnsafeMutableBufferPointer<UInt128>) {
        (parts[1], parts[0]) = scalar.splitInHalves
    }

    /// φ(x, y) = (βx, y) multiplies by -x².
    @inline(__always)
    static func endomorphism(_ p: ProjectivePoint<Fp>) -> ProjectivePoint<Fp> {
        ProjectivePoint(x: p.x * cubeRootOfOne, y: p.y, z: p.z)
    }

    static func nextPoint(_ p: ProjectivePoint<Fp>) -> ProjectivePoint<Fp> { -endomorphism(p) }

    /// φ(P) = -x²P, from which rP = (x⁴ - x² + 1)P = 0 follows (Scott, "A note on group membership tests for
    /// G1, G2 and GT on BLS pairing-friendly curves", 2021).
    static func isInSubgroup(_ p: ProjectivePoint<Fp>) -> Bool {
        ProjectivePoint.equalBit(-endomorphism(p), p.timesParameter().timesParameter()) == 1
    }

    /// By 1 - x (RFC 9380, section 8.8.1).
    static func clearCofactor(_ p: ProjectivePoint<Fp>) -> ProjectivePoint<Fp> { p.timesParameter() + p }

    /// β, a cube root of one.
    static let cubeRootOfOne = Fp(
        montgomery: 0x30f1_361b_798a_64e8, 0xf3b8_ddab_7ece_5a2a, 0x16a8_ca3a_c615_77f7,
        0xc26a_2ff8_74fd_029b, 0x3636_b766_6070_1c6e, 0x051b_a4ab_241b_6160)

    static let generator = ProjectivePoint<Fp>(
        x: Fp(
            montgomery: 0x5cb3_8790_fd53_0c16, 0x7817_fc67_9976_fff5, 0x154f_95c7_143b_a1c1,
            0xf0ae_6acd_f3d0_e747, 0xedce_6ecc_21db_f440, 0x1201_7741_9e0b_fb75),
        y: Fp(
            montgomery: 0xbaac_93d5_0ce7_2271, 0x8c22_631a_7918_fd8e, 0xdd59_5f13_5707_25ce,
            0x51ac_5829_5040_5194, 0x0e1c_8c3f_ad00_59c0, 0x0bbc_3efc_5008_a26a),
        z: .one)
}

extension Fp2: EndomorphicField {
    static var splitCount: Int { 4 }
    static var splitBits: Int { 64 }

    static func split(_ scalar: Fr, into parts: UnsafeMutableBufferPointer<UInt128>) {
        let digits = scalar.splitInQuarters
        parts[0] = UInt128(digits.0)
        parts[1] = UInt128(digits.1)
        parts[2] = UInt128(digits.2)
        parts[3] = UInt128(digits.3)
    }

    /// ψ, the power p carried over from the untwisted curve, multiplies by x.
    @inline(__always)
    static func endomorphism(_ p: ProjectivePoint<Fp2>) -> ProjectivePoint<Fp2> {
        ProjectivePoint(x: p.x.conjugate * twistX, y: p.y.conjugate * twistY, z: p.z.conjugate)
    }

    static func nextPoint(_ p: ProjectivePoint<Fp2>) -> ProjectivePoint<Fp2> { -endomorphism(p) }

    /// ψ(P) = xP (Scott, as above).
    static func isInSubgroup(_ p: ProjectivePoint<Fp2>) -> Bool {
        ProjectivePoint.equalBit(-endomorphism(p), p.timesParameter()) == 1
    }

    /// (x² - x - 1)P + (x - 1)ψ(P) + 2ψ²(P) (Budroni, Pintore, "Efficient hash maps to G2 on BLS curves",
    /// 2017), which is the multiple of RFC 9380, section 8.8.2.
    static func clearCofactor(_ p: ProjectivePoint<Fp2>) -> ProjectivePoint<Fp2> {
        let image = endomorphism(p)
        let next = -p.timesParameter()
        // x(xP + ψP - P) - ψP - P + ψ²(2P)
        let sum = -(next + image + -p).timesParameter()
        return sum + -image + -p + endomorphism(endomorphism(p.doubled()))
    }

    /// ξ^(-(p-1)/3).
    static let twistX = Fp2(
        Fp(
            montgomery: 0, 0, 0,
            0, 0, 0),
        Fp(
            montgomery: 0x890d_c9e4_8675_45c3, 0x2af3_2253_3285_a5d5, 0x5088_0866_309b_7e2c,
            0xa20d_1b8c_7e88_1024, 0x14e4_f04f_e2db_9068, 0x14e5_6d3f_1564_853a))
    /// ξ^(-(p-1)/2).
    static let twistY = Fp2(
        Fp(
            montgomery: 0x3e2f_585d_a55c_9ad1, 0x4294_213d_86c1_8183, 0x3828_44c8_8b62_3732,
            0x92ad_2afd_1910_3e18, 0x1d79_4e4f_ac7c_f0b9, 0x0bd5_92fc_7d82_5ec8),
        Fp(
            montgomery: 0x7bcf_a7a2_5aa3_0fda, 0xdc17_dec1_2a92_7e7c, 0x2f08_8dd8_6b4e_bef1,
            0xd1ca_2087_da74_d4a7, 0x2da2_5966_96ce_bc1d, 0x0e2b_7eed_bbfd_87d2))

    static let generator = ProjectivePoint<Fp2>(
        x: Fp2(
            Fp(
                montgomery: 0xf5f2_8fa2_0294_0a10, 0xb3f5_fb26_87b4_961a, 0xa1a8_93b5_3e2a_e580,
                0x9894_999d_1a3c_aee9, 0x6f67_b763_1863_366b, 0x0581_9192_4350_bcd7),
            Fp(
                montgomery: 0xa5a9_c075_9e23_f606, 0xaaa0_c59d_bccd_60c3, 0x3bb1_7e18_e286_7806,
                0x1b1a_b6cc_8541_b367, 0xc2b6_ed0e_f215_8547, 0x1192_2a09_7360_edf3)),
        y: Fp2(
            Fp(
                montgomery: 0x4c73_0af8_6049_4c4a, 0x597c_fa1f_5e36_9c5a, 0xe7e6_856c_aa0a_635a,
                0xbbef_b5e9_6e0d_495f, 0x07d3_a975_f0ef_25a2, 0x0083_fd8e_7e80_dae5),
            Fp(
                montgomery: 0xadc0_fc92_df64_b05d, 0x18aa_270a_2b14_61dc, 0x86ad_ac6a_3be4_eba0,
                0x7949_5c4e_c93d_a33a, 0xe717_5850_a43c_caed, 0x0b2b_c2a1_63de_1bf2)),
        z: .one)
}
