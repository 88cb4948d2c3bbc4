import Primitives

extension BN254 {
    /// A point of the twist y² = x³ + 3/ξ over the field of p² elements, of order r, or infinity.
    package struct G2: Hashable, Sendable {
        package let x, y: Fp2
        package let isInfinity: Bool

        package static let infinity = G2(x: Fp2.zero, y: Fp2.zero, isInfinity: true)

        private init(x: Fp2, y: Fp2, isInfinity: Bool) {
            self.x = x
            self.y = y
            self.isInfinity = isInfinity
        }

        /// Why coordinates are no point of the group.
        package enum Refusal: Error {
            case notOnTwist
            case notInSubgroup
        }

        /// From coordinates, of which (0, 0) is infinity.
        package init(x: Fp2, y: Fp2) throws(Refusal) {
            self.init(x: x, y: y, isInfinity: x.isZero && y.isZero)
            if isInfinity { return }
            guard y.squared() == x.squared() * x + TwistPoint.constant else { throw .notOnTwist }
            guard hasOrderR else { throw .notInSubgroup }
        }

        package static prefix func - (p: G2) -> G2 { G2(x: p.x, y: -p.y, isInfinity: p.isInfinity) }

        /// Taken to the curve over the large field, to the power p, and back: on the group, this multiplies
        /// by p.
        package func frobenius() -> G2 {
            let k = Frobenius.coefficients
            return G2(x: x.conjugate * k.w2, y: y.conjugate * k.w3, isInfinity: isInfinity)
        }

        /// Whether the Frobenius map ψ multiplies the point by 6x², which is p modulo r.
        ///
        /// With t = 6x² + 1, ψ² - tψ + p is zero everywhere on the twist. Where ψ is 6x² = t - 1, this says
        /// that (t - 1)² - t(t - 1) + p = p + 1 - t = r multiplies to infinity. Conversely all points of
        /// order r are multiples of one, on which ψ is p.
        private var hasOrderR: Bool {
            var multiple = TwistPoint(x: x, y: y)
            for digit in G2.eigenvalue.digits.dropFirst() {
                _ = multiple.double()
                if digit == 1 { _ = multiple.add(x, y) }
                if digit == -1 { _ = multiple.add(x, -y) }
            }
            // The addition formulas, given equal or opposite points or infinity, leave Z zero for good. To a
            // point of order r that does not happen, since all multiples on the way differ.
            guard !multiple.z.isZero else { return false }
            let image = frobenius()
            return image.x * multiple.z == multiple.x && image.y * multiple.z == multiple.y
        }

        private static let eigenvalue = NonAdjacentForm(
            6 &* UInt128(BN254.parameter) &* UInt128(BN254.parameter))
    }
}
