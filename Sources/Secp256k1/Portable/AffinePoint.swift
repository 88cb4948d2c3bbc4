/// A point by its coordinates, both normalised; infinity is (0, 0), which is not on the curve.
package struct AffinePoint: Sendable {
    package var x, y: FieldElement

    @inline(__always)
    package init(x: FieldElement, y: FieldElement) {
        self.x = x
        self.y = y
    }

    package static let infinity = AffinePoint(x: .zero, y: .zero)

    package static let generator = AffinePoint(
        x: FieldElement(
            limbs: 0x59f2_815b_16f8_1798, 0x029b_fcdb_2dce_28d9,
            0x55a0_6295_ce87_0b07, 0x79be_667e_f9dc_bbac),
        y: FieldElement(
            limbs: 0x9c47_d08f_fb10_d4b8, 0xfd17_b448_a685_5419,
            0x5da4_fbfc_0e11_08a8, 0x483a_da77_26a3_c465))

    /// 1 for infinity, otherwise 0.
    @inline(__always)
    var infinityBit: UInt64 { isZeroBit(x.l0 | x.l1 | x.l2 | x.l3 | y.l0 | y.l1 | y.l2 | y.l3) }

    @inline(__always)
    package var isInfinity: Bool { infinityBit == 1 }

    /// Whether the coordinates satisfy y² = x³ + 7.
    var isOnCurve: Bool { y.squared().equals(x.squared() * x + .seven) }

    /// The same x, the opposite y; infinity stays.
    func negated() -> AffinePoint { AffinePoint(x: x, y: (-y).normalized()) }

    /// The point with this x whose y has the parity asked for, or nil where x³ + 7 is not a square.
    static func decompress(x: FieldElement, parity: UInt64) -> AffinePoint? {
        guard let root = (x.squared() * x + .seven).squareRoot()?.normalized() else { return nil }
        // No point has y = 0, as the group order is odd: one of the two roots is odd.
        return AffinePoint(x: x, y: FieldElement.select(root, (-root).normalized(), root.parity ^ parity))
    }
}
