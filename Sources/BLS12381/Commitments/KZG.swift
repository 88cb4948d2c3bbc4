/// Openings of polynomials committed to in G1 with the powers of τ that the public ceremony for Ethereum's blobs
/// left (EIP-4844; Kate, Zaverucha, Goldberg 2010). Nobody knows τ.
public enum KZG {
    /// Whether the polynomial p behind `commitment` has the value `y` at `z`, `proof` being the commitment to
    /// (p(X) - y) / (X - z).
    ///
    /// e(C - y·G1, G2) = e(π, (τ - z)·G2), with the multiple by z moved over to G1.
    public static func isValid(proof: G1, commitment: G1, z: Fr, y: Fr) -> Bool {
        let left = commitment + proof.multiplied(by: z) - G1.generator.multiplied(by: y)
        return Pairing.areEqual(left, .generator, proof, tau)
    }

    /// τ·G2.
    package static let tau = G2(
        inSubgroup: ProjectivePoint<Fp2>(
            x: Fp2(
                Fp(
                    montgomery: 0x6120_a209_9b03_79f9, 0xa2df_815c_b821_0e4e, 0xcb57_be55_77bd_3d4f,
                    0x62da_0ea8_9a0c_93f8, 0x02e0_ee16_968e_150d, 0x171f_09ae_a833_acd5),
                Fp(
                    montgomery: 0x11a3_6707_49df_d455, 0x0499_1d7b_3abf_fadc, 0x8544_6a8e_1443_7f41,
                    0x2717_4e7b_4e76_e3f2, 0x7bfa_6dd3_97f6_0a20, 0x02fc_c329_ac07_080f)),
            y: Fp2(
                Fp(
                    montgomery: 0xaa13_0838_793b_2317, 0xe236_dd22_0f89_1637, 0x6502_7829_2576_0980,
                    0xd05c_25f6_0557_ec89, 0x6095_767a_4406_4474, 0x1856_9391_7080_d405),
                Fp(
                    montgomery: 0x549f_9e17_5b03_dc0a, 0x32c0_c95a_7710_6cfe, 0x64a7_4eae_5705_d080,
                    0x53de_eaf5_6659_ed9e, 0x09a1_d368_508a_fb93, 0x12cf_3a45_25b5_e9bd)),
            z: .one))
}
