extension Fp {
    /// To the power (p - 3) / 4, from which inverses and square roots follow.
    ///
    /// Windows of five bits from the top; the exponent is public, so that the digits may choose.
    func powerForRoots() -> Fp {
        withUnsafeTemporaryAllocation(of: Fp.self, capacity: 32) { powers in
            powers.initialize(repeating: .one)
            for index in 1..<32 { powers[index] = powers[index - 1] * self }
            var result = Fp.one
            for digit in Fp.rootExponentDigits {
                result = result.squared(times: 5)
                if digit != 0 { result = result * powers[Int(digit)] }
            }
            return result
        }
    }

    /// (p - 3) / 4 in digits of five bits, the first the highest.
    private static let rootExponentDigits: [UInt8] = [
        13, 0, 2, 4, 15, 10, 7, 5, 31, 30, 13, 6, 18, 11, 3, 14, 19, 27, 12, 16,
        26, 11, 21, 19, 11, 22, 8, 29, 26, 11, 16, 19, 25, 24, 10, 4, 21, 31, 12, 28,
        24, 13, 5, 8, 7, 22, 22, 3, 27, 2, 8, 7, 21, 11, 31, 31, 31, 11, 2, 20,
        31, 31, 31, 30, 28, 31, 29, 31, 31, 31, 31, 31, 31, 26, 21, 10,
    ]

    /// The inverse by Fermat's theorem; zero gives zero.
    package func inverse() -> Fp { powerForRoots().squared(times: 2) * self }

    /// A square root of u / v, with 1; or with 0, if there is none, a root of -u / v. `v` is not zero, or the
    /// root is.
    ///
    /// RFC 9380, appendix F.2.1.2: p is 3 modulo 4.
    package static func rootOfRatio(_ u: Fp, _ v: Fp) -> (isSquare: UInt64, root: Fp) {
        let uv = u * v
        let root = (v.squared() * uv).powerForRoots() * uv
        return (Fp.equalBit(root.squared() * v, u), root)
    }

    /// A square root; nil if there is none.
    package func squareRoot() -> Fp? {
        let root = powerForRoots() * self
        return Fp.equalBit(root.squared(), self) == 1 ? root : nil
    }
}
