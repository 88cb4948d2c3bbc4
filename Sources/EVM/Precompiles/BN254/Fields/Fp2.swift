package import Primitives

extension BN254 {
    /// a + b·i with i² = -1: the field of p² elements, in which the twist has its coordinates (EIP-197).
    package struct Fp2: Hashable, Sendable {
        package var a: Fp
        package var b: Fp

        @inline(__always)
        package init(_ a: Fp, _ b: Fp) {
            self.a = a
            self.b = b
        }

        package static let zero = Fp2(Fp.zero, Fp.zero)
        package static let one = Fp2(Fp.one, Fp.zero)
        /// ξ = 9 + i, which is neither a square nor a cube: the tower and the twist are built on it.
        package static let nonresidue = Fp2(Fp(9), Fp.one)

        @inline(__always)
        package var isZero: Bool { a.isZero && b.isZero }
    }
}

extension BN254.Fp2 {
    @inline(__always)
    package static func + (x: BN254.Fp2, y: BN254.Fp2) -> BN254.Fp2 { BN254.Fp2(x.a + y.a, x.b + y.b) }

    @inline(__always)
    package static func - (x: BN254.Fp2, y: BN254.Fp2) -> BN254.Fp2 { BN254.Fp2(x.a - y.a, x.b - y.b) }

    @inline(__always)
    package static prefix func - (x: BN254.Fp2) -> BN254.Fp2 { BN254.Fp2(-x.a, -x.b) }

    @inline(never)
    package static func * (x: BN254.Fp2, y: BN254.Fp2) -> BN254.Fp2 {
        BN254.Fp2(
            BN254.Fp.sumOfProducts(x.a, y.a, x.b.complement, y.b),
            BN254.Fp.sumOfProducts(x.a, y.b, x.b, y.a))
    }

    @inline(__always)
    static func * (x: BN254.Fp2, y: BN254.Fp) -> BN254.Fp2 { BN254.Fp2(x.a * y, x.b * y) }

    /// (a + b)(a - b) + 2ab·i.
    @inline(never)
    package func squared() -> BN254.Fp2 { BN254.Fp2((a + b) * (a - b), (a + a) * b) }

    @inline(__always)
    func doubled() -> BN254.Fp2 { self + self }

    @inline(__always)
    func tripled() -> BN254.Fp2 { self + self + self }

    @inline(__always)
    func halved() -> BN254.Fp2 { BN254.Fp2(a.halved(), b.halved()) }

    /// a - b·i, which is also this to the power p.
    @inline(__always)
    package var conjugate: BN254.Fp2 { BN254.Fp2(a, -b) }

    /// Times ξ = 9 + i: (9a - b) + (a + 9b)·i.
    @inline(__always)
    func timesNonresidue() -> BN254.Fp2 {
        let eight = doubled().doubled().doubled()
        return BN254.Fp2(eight.a + a - b, eight.b + b + a)
    }

    /// Zero gives zero.
    package func inverse() -> BN254.Fp2 {
        let norm = BN254.Fp.sumOfProducts(a, a, b, b).inverse()
        return BN254.Fp2(a * norm, -(b * norm))
    }

    /// To the power of `exponent`.
    package func power(_ exponent: UInt256) -> BN254.Fp2 {
        var result = BN254.Fp2.one
        for index in stride(from: exponent.significantBitCount - 1, through: 0, by: -1) {
            result = result.squared()
            if exponent.bit(index) { result = result * self }
        }
        return result
    }
}
