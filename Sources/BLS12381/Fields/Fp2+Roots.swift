extension Fp2 {
    /// A square root of u / v, with 1; or with 0, if there is none, a root of Z·u / v for Z = -(2 + u), as
    /// hashing to G2 needs it. `v` is not zero. In constant time.
    ///
    /// By the complex method: with s a root of the norm of w = a + b·u, one of (a ± s) / 2 is the square of the
    /// real part x, and the imaginary part is b / 2x. As w is a ratio, its denominators are carried along into
    /// the two powers taken, which spares inversions: (n·m³)^((p-3)/4) · n·m is a root of ± n/m.
    package static func rootOfRatio(_ u: Fp2, _ v: Fp2) -> (isSquare: UInt64, root: Fp2) {
        let normV = v.norm
        let ratio = Fp.rootOfRatio(u.norm, normV)
        // Where the norm is no square, neither is w. Then Z·w is, and its norm is 5 times that of w.
        let isSquare = ratio.isSquare
        let s = Fp.select(ratio.root * rootOfMinusFive, ratio.root, isSquare)
        let w = select(u * nonsquare, u, isSquare) * v.conjugate

        // a, b are w.c0 and w.c1 over normV; (a + s) / 2 is n / m. If that vanishes, a - s does not, unless w
        // does.
        let scaled = s * normV
        let sum = w.c0 + scaled
        let n = Fp.select(sum, w.c0 - scaled, sum.zeroBit)
        let m = normV.doubled()
        let power = (n * m.squared() * m).powerForRoots()
        let x = power * n * m
        // b / 2x, up to a sign that is decided by whether x² is n / m or its negative.
        let y = w.c1 * power * m
        let direct = Fp.equalBit(x.squared() * m, n)
        return (isSquare, select(Fp2(-y, x), Fp2(x, y), direct))
    }

    /// A square root; nil if there is none.
    package func squareRoot() -> Fp2? {
        let (isSquare, root) = Fp2.rootOfRatio(self, .one)
        return isSquare == 1 ? root : nil
    }

    /// Z = -(2 + u), the non-square of the suites for G2 (RFC 9380, section 8.8.2).
    package static let nonsquare = Fp2(-Fp(2), -Fp(1))

    /// √-5, where 5 is the norm of Z.
    static let rootOfMinusFive = Fp(
        montgomery: 0xcd94_f740_7f49_f0ba, 0xe4f8_1e0f_a6c4_f72d, 0x30e7_7d85_4799_eedb,
        0xc442_e208_de13_f299, 0x15a4_f8f7_5fac_aabe, 0x135b_d2bf_e164_a855)
}
