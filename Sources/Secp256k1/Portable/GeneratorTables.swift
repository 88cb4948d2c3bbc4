/// Multiples of the generator, computed at first use and then only read.
struct GeneratorTables: Sendable {
    /// For secret scalars: at 16 i + j - 1 the multiple j 2^(5i) G, i below 52 and j from 1 to 16.
    let windows: [SIMD8<UInt64>]
    /// For public scalars: the odd multiples 1, 3, 5 … of G, as many as a window of ``wnafBits`` needs.
    let odd: [AffinePoint]
    /// The odd multiples of 2^128 G, for the upper half of a scalar.
    let oddHigh: [AffinePoint]

    static let wnafBits = 10
    static let shared = GeneratorTables()

    private init() {
        var points: [JacobianPoint] = []
        let windowPoints = SecretDigits.fullCount * SecretDigits.tableSize
        let oddPoints = 1 << (GeneratorTables.wnafBits - 2)
        points.reserveCapacity(windowPoints + 2 * oddPoints)

        points += GeneratorTables.multiples(of: .generator)

        var high = JacobianPoint(.generator)
        for _ in 0..<128 { high.double() }
        for start in [JacobianPoint(.generator), high] {
            let pair = GeneratorTables.affine([start, start.doubled()])
            var multiple = JacobianPoint(pair[0])
            points.append(multiple)
            for _ in 1..<oddPoints {
                multiple.add(finite: pair[1])
                points.append(multiple)
            }
        }

        let all = GeneratorTables.affine(points)
        windows = all.prefix(windowPoints).map(\.packed)
        odd = Array(all[windowPoints..<windowPoints + oddPoints])
        oddHigh = Array(all[(windowPoints + oddPoints)...])
    }

    /// For products with secrets: at 16 i + j - 1 the multiple j 2^(5i) of a finite point.
    static func windows(of point: AffinePoint) -> [AffinePoint] { affine(multiples(of: point)) }

    private static func multiples(of point: AffinePoint) -> [JacobianPoint] {
        // Steps of chains have to be affine; those of the windows are made affine together.
        var bases: [JacobianPoint] = []
        var base = JacobianPoint(point)
        for _ in 0..<SecretDigits.fullCount {
            bases.append(base)
            for _ in 0..<SecretDigits.windowBits { base.double() }
        }
        var points: [JacobianPoint] = []
        points.reserveCapacity(SecretDigits.fullCount * SecretDigits.tableSize)
        for base in affine(bases) {
            var multiple = JacobianPoint(base)
            points.append(multiple)
            for _ in 1..<SecretDigits.tableSize {
                multiple.add(finite: base)
                points.append(multiple)
            }
        }
        return points
    }

    /// The points in affine form with one inversion for all (Montgomery's trick); none may be infinity.
    private static func affine(_ points: [JacobianPoint]) -> [AffinePoint] {
        var products: [FieldElement] = []
        products.reserveCapacity(points.count)
        var product = FieldElement.one
        for point in points {
            products.append(product)
            product = product * point.z
        }
        var inverse = product.inverse()
        var result = [AffinePoint](repeating: .infinity, count: points.count)
        for index in points.indices.reversed() {
            result[index] = points[index].affine(inverseOfZ: inverse * products[index])
            inverse = inverse * points[index].z
        }
        return result
    }
}
