package import Primitives

extension BN254 {
    /// A scalar in halves: k ≡ first + second · λ modulo r, where λ = 36x³ + 18x² + 6x + 1 is a cube root of
    /// one, so that λ · (x, y) = (β·x, y) (Gallant, Lambert, Vanstone 2001).
    ///
    /// (6x² + 4x + 1) + (2x + 1)·λ and (2x + 1) - (6x² + 2x)·λ are multiples of r, and as short as can be.
    /// The multiples of them next below k are subtracted, which leaves less than the sum of the two:
    /// 0 <= first < 2^127 and |second| < 2^127.
    package struct ScalarHalves {
        package let first: UInt128
        package let second: UInt128
        package let secondIsNegative: Bool

        private static let x = UInt128(BN254.parameter)
        /// ⌊2^320 · (6x² + 2x) / r⌋ and ⌊2^320 · (2x + 1) / r⌋.
        private static let scaled1 = UInt256(
            limbs: 0xa5e3_8cfb_5eaa_26d9, 0x7a7b_d9d4_391e_b18d, 0x4cce_f014_a773_d2cf, 0x2)
        private static let scaled2 = UInt256(
            limbs: 0x6eb9_c714_773a_6ef2, 0xd91d_232e_c7e0_b3d7, 0x2, 0)

        /// `scalar` must be below r.
        package init(_ scalar: UInt256) {
            let x = ScalarHalves.x
            let c1 = ScalarHalves.quotient(scalar, ScalarHalves.scaled1)
            let c2 = ScalarHalves.quotient(scalar, ScalarHalves.scaled2)
            let (l0, l1, _, _) = scalar.limbs
            // The results fit, so modulo 2^128 is enough.
            let long = 6 &* x &* x
            let odd = 2 &* x &+ 1
            first = (UInt128(l0) | UInt128(l1) << 64) &- c1 &* (long &+ 4 &* x &+ 1) &- c2 &* odd
            let difference = c2 &* (long &+ 2 &* x) &- c1 &* odd
            secondIsNegative = difference >> 127 == 1
            second = secondIsNegative ? 0 &- difference : difference
        }

        private static func quotient(_ scalar: UInt256, _ scaled: UInt256) -> UInt128 {
            let (_, l1, l2, _) = scalar.multipliedFullWidth(by: scaled).high.limbs
            return UInt128(l1) | UInt128(l2) << 64
        }
    }
}

extension BN254.G1 {
    /// β, the cube root of one in the prime field that belongs to λ: (x, y) ↦ (β·x, y) multiplies by λ.
    private static let beta = BN254.Fp(
        montgomery: 0x7193_0c11_d782_e155, 0xa6bb_947c_ffbe_3323, 0xaa30_3344_d474_1444,
        0x2c3b_3f0d_2659_4943)

    /// Any multiple of the point.
    package func multiplied(by scalar: UInt256) -> BN254.G1 {
        let halves = BN254.ScalarHalves(scalar % BN254.order)
        let digits1 = WindowedForm(halves.first, negative: false).digits
        let digits2 = WindowedForm(halves.second, negative: halves.secondIsNegative).digits
        // The odd multiples from 1 to 15, and the same times λ.
        let twice = doubled()
        var odd = [self]
        for index in 1..<8 { odd.append(odd[index - 1] + twice) }
        let turned = odd.map { BN254.G1($0.x * BN254.G1.beta, $0.y, $0.z) }
        var sum = BN254.G1.infinity
        for place in stride(from: max(digits1.count, digits2.count) - 1, through: 0, by: -1) {
            if !sum.isInfinity { sum = sum.doubled() }
            if place < digits1.count { sum = BN254.G1.add(digits1[place], of: odd, to: sum) }
            if place < digits2.count { sum = BN254.G1.add(digits2[place], of: turned, to: sum) }
        }
        return sum
    }

    @inline(__always)
    private static func add(_ digit: Int8, of odd: [BN254.G1], to sum: BN254.G1) -> BN254.G1 {
        if digit == 0 { return sum }
        return digit > 0 ? sum + odd[Int(digit) >> 1] : sum + -odd[-Int(digit) >> 1]
    }
}
