internal import Primitives

/// A point in the midst of a computation with secrets, in pure Swift: sums and choices take constant time,
/// and many points are brought to coordinates together, at the price of one inversion.
package struct SecretPoint: Sendable {
    fileprivate var value: ProjectivePoint

    fileprivate init(_ value: ProjectivePoint) { self.value = value }

    package init(_ point: Point) { value = ProjectivePoint(point.affine) }

    /// k * G.
    package static func generator(times k: Scalar) -> SecretPoint {
        SecretPoint(SecretMultiplication.generator(k))
    }

    /// k * P.
    package static func multiple(of point: Point, by k: Scalar) -> SecretPoint {
        SecretPoint(SecretMultiplication.point(k, point.affine))
    }

    /// The sum of any two points.
    package static func + (a: SecretPoint, b: SecretPoint) -> SecretPoint { SecretPoint(a.value + b.value) }

    /// `b` where `bit` is 1, `a` where it is 0.
    package static func select(_ a: SecretPoint, _ b: SecretPoint, bit: UInt64) -> SecretPoint {
        SecretPoint(ProjectivePoint.select(a.value, b.value, bit))
    }

    /// `count` points that `write` puts in their places, as coordinates (Montgomery's trick). Those not
    /// written are infinity.
    package static func points(
        count: Int, _ write: (UnsafeMutableBufferPointer<SecretPoint>) -> Void
    ) -> [Point] {
        withUnsafeTemporaryAllocation(of: SecretPoint.self, capacity: count) { values in
            withUnsafeTemporaryAllocation(of: FieldElement.self, capacity: count) { products in
                values.initialize(repeating: SecretPoint(ProjectivePoint.infinity))
                products.initialize(repeating: .one)
                defer {
                    Secret.wipe(UnsafeMutableRawBufferPointer(values))
                    Secret.wipe(UnsafeMutableRawBufferPointer(products))
                }
                write(values)
                var product = FieldElement.one
                for index in 0..<count {
                    products[index] = product
                    product = product * values[index].invertible
                }
                var inverse = product.inverse()
                var points = [Point](repeating: .infinity, count: count)
                for index in (0..<count).reversed() {
                    points[index] = Point(values[index].value.affine(inverseOfZ: inverse * products[index]))
                    inverse = inverse * values[index].invertible
                }
                return points
            }
        }
    }

    /// Z, or one in place of zero, which would make the product of all zero.
    @inline(__always)
    private var invertible: FieldElement { FieldElement.select(value.z, .one, value.infinityBit) }
}

extension ProjectivePoint {
    /// 1 for infinity, otherwise 0.
    @inline(__always)
    fileprivate var infinityBit: UInt64 {
        let z = z.normalized()
        return isZeroBit(z.l0 | z.l1 | z.l2 | z.l3)
    }

    /// The coordinates, given the inverse of Z; (0, 0) for infinity, whatever is given.
    fileprivate func affine(inverseOfZ inverse: FieldElement) -> AffinePoint {
        let infinite = infinityBit
        return AffinePoint(
            x: FieldElement.select((x * inverse).normalized(), .zero, infinite),
            y: FieldElement.select((y * inverse).normalized(), .zero, infinite))
    }
}

/// The multiples of a public point that make its products with secrets as quick as the generator's. It pays
/// from about ten products on.
package struct PointTable: Sendable {
    private let windows: [SIMD8<UInt64>]

    /// Takes time that depends on the point.
    package init(_ point: Point) {
        windows = point.isInfinity ? [] : GeneratorTables.windows(of: point.affine).map(\.packed)
    }

    /// The point times a secret, in constant time.
    package func times(secret k: Scalar) -> SecretPoint {
        SecretPoint(windows.isEmpty ? ProjectivePoint.infinity : SecretMultiplication.fixed(k, windows))
    }
}
