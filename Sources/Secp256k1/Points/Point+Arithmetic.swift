extension Point {
    /// k * G for a secret k, in constant time.
    public static func generator(
        timesSecret k: Scalar, using backend: Secp256k1Backend = .default
    ) -> Point {
        Point(backend.operations.generatorMultiple(secret: k))
    }

    /// k * G for a public k, in variable time.
    public static func generator(
        timesPublic k: Scalar, using backend: Secp256k1Backend = .default
    ) -> Point {
        Point(backend.operations.combination(.zero, .infinity, k))
    }

    /// k * this for a secret k, in constant time.
    public func multiplied(bySecret k: Scalar, using backend: Secp256k1Backend = .default) -> Point {
        Point(backend.operations.multiple(of: affine, secret: k))
    }

    /// k * this for a public k, in variable time.
    public func multiplied(byPublic k: Scalar, using backend: Secp256k1Backend = .default) -> Point {
        Point(backend.operations.combination(k, affine, .zero))
    }

    /// a * P + b * G for public scalars, in variable time.
    public static func linearCombination(
        _ a: Scalar, _ point: Point, _ b: Scalar, using backend: Secp256k1Backend = .default
    ) -> Point {
        Point(backend.operations.combination(a, point.affine, b))
    }

    /// The sum of `points`; infinity for none. Its time may depend on the points, which therefore have to
    /// be public or masked.
    public static func sum(
        _ points: some Collection<Point>, using backend: Secp256k1Backend = .default
    ) -> Point {
        Point(backend.operations.sum(Array(points)))
    }

    /// The sum, like ``sum(_:using:)``.
    public func adding(_ other: Point, using backend: Secp256k1Backend = .default) -> Point {
        Point(backend.operations.add(affine, other.affine))
    }

    public static func + (a: Point, b: Point) -> Point { a.adding(b) }
    public static func - (a: Point, b: Point) -> Point { a.adding(-b) }
    public static prefix func - (a: Point) -> Point { a.negated() }
    public static func += (a: inout Point, b: Point) { a = a + b }
    public static func -= (a: inout Point, b: Point) { a = a - b }

    /// The point with the same x and the opposite y.
    public func negated() -> Point { Point(affine.negated()) }

    /// `b` if `condition`, otherwise `a`, without a branch: for choices that are secret.
    public static func select(_ a: Point, _ b: Point, if condition: Bool) -> Point {
        let bit: UInt64 = condition ? 1 : 0
        return Point(
            AffinePoint(
                x: FieldElement.select(a.affine.x, b.affine.x, bit),
                y: FieldElement.select(a.affine.y, b.affine.y, bit)))
    }
}
