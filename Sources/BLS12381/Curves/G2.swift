internal import Primitives

/// A point of G2, the subgroup of order r of the twist y² = x³ + 4(1 + u) over the field of p² elements.
///
/// Every value is known to be in the subgroup: what is read from bytes has passed the check, which
/// ``G2/Unchecked`` stands before. Infinity belongs to it; where it must not occur, ask ``isIdentity``.
public struct G2: Sendable {
    /// A point of the curve that may lie outside the subgroup, and therefore is of no use but to be checked, or
    /// to be taken into the subgroup.
    public struct Unchecked: Sendable {
        let point: ProjectivePoint<Fp2>

        /// Of a point known to be on the curve.
        init(onCurve point: ProjectivePoint<Fp2>) { self.point = point }

        /// From 96 bytes: the two parts of x, that of u first, big-endian, with flags in the first byte.
        ///
        /// - Throws: ``BLS12381Error`` with `wrongLength`, `notCompressed`, `invalidFlags`,
        ///   `coordinateOutOfRange` or `notOnCurve`.
        public init(compressed bytes: some Collection<UInt8>) throws(BLS12381Error) {
            point = try PointEncoding.decode(compressed: bytes, .g2)
        }

        /// From 192 bytes: x and y, of each the part of u first, big-endian, with the flag of infinity in the first byte.
        ///
        /// - Throws: ``BLS12381Error`` with `wrongLength`, `compressed`, `invalidFlags`,
        ///   `coordinateOutOfRange` or `notOnCurve`.
        public init(uncompressed bytes: some Collection<UInt8>) throws(BLS12381Error) {
            point = try PointEncoding.decode(uncompressed: bytes, .g2)
        }

        /// Whether the point belongs to G2.
        public var isInSubgroup: Bool { Fp2.isInSubgroup(point) }

        /// The point as one of G2, unchanged.
        ///
        /// - Throws: ``BLS12381Error`` with `notInSubgroup`.
        public func checked() throws(BLS12381Error) -> G2 {
            guard isInSubgroup else { throw BLS12381Error(.notInSubgroup, .g2) }
            return G2(inSubgroup: point)
        }

        /// The point's image in G2: its multiple by the effective cofactor of RFC 9380, section 8.8.2.
        public func clearingCofactor() -> G2 { G2(inSubgroup: Fp2.clearCofactor(point)) }
    }

    let point: ProjectivePoint<Fp2>

    /// Of a point known to be in the subgroup.
    init(inSubgroup point: ProjectivePoint<Fp2>) { self.point = point }

    /// The length of ``compressed``: 96.
    public static let compressedByteCount = 96
    /// The length of ``uncompressed``: 192.
    public static let uncompressedByteCount = 192

    /// The generator that all standards use.
    public static let generator = G2(inSubgroup: Fp2.generator)
    /// Infinity, which changes nothing when added.
    public static let identity = G2(inSubgroup: .infinity)

    /// From 96 bytes: the two parts of x, that of u first, big-endian, with flags in the first byte.
    ///
    /// - Throws: ``BLS12381Error`` with `wrongLength`, `notCompressed`, `invalidFlags`, `coordinateOutOfRange`,
    ///   `notOnCurve` or `notInSubgroup`.
    public init(compressed bytes: some Collection<UInt8>) throws(BLS12381Error) {
        self = try Unchecked(compressed: bytes).checked()
    }

    /// From 192 bytes: x and y, of each the part of u first, big-endian, with the flag of infinity in the first byte.
    ///
    /// - Throws: ``BLS12381Error`` with `wrongLength`, `compressed`, `invalidFlags`, `coordinateOutOfRange`,
    ///   `notOnCurve` or `notInSubgroup`.
    public init(uncompressed bytes: some Collection<UInt8>) throws(BLS12381Error) {
        self = try Unchecked(uncompressed: bytes).checked()
    }

    /// Ninety-six bytes: the two parts of x, that of u first, big-endian, with flags in the first byte.
    public var compressed: [UInt8] { PointEncoding.compressed(point) }

    /// 192 bytes: x and y, of each the part of u first, big-endian, with the flag of infinity in the first byte.
    public var uncompressed: [UInt8] { PointEncoding.uncompressed(point) }

    /// Whether this is infinity.
    public var isIdentity: Bool { point.infinityBit == 1 }
}

extension G2 {
    /// The sum; any two points may be added, equal and opposite ones too.
    public static func + (a: G2, b: G2) -> G2 { G2(inSubgroup: a.point + b.point) }

    /// The difference.
    public static func - (a: G2, b: G2) -> G2 { G2(inSubgroup: a.point + -b.point) }

    /// The negative.
    public static prefix func - (a: G2) -> G2 { G2(inSubgroup: -a.point) }

    /// Adds `b`.
    public static func += (a: inout G2, b: G2) { a = a + b }
    /// Subtracts `b`.
    public static func -= (a: inout G2, b: G2) { a = a - b }

    /// Twice this.
    public func doubled() -> G2 { G2(inSubgroup: point.doubled()) }

    /// The multiple by a public scalar. Its time betrays the scalar.
    public func multiplied(by scalar: Fr) -> G2 {
        G2(inSubgroup: PublicMultiplication.multiply(scalar, point))
    }

    /// The multiple by a secret scalar, in constant time.
    public func multiplied(bySecret scalar: Fr) -> G2 {
        G2(inSubgroup: SecretMultiplication.multiply(scalar, point))
    }

    /// The generator's multiple by a secret scalar, in constant time.
    public static func generator(timesSecret scalar: Fr) -> G2 {
        generator.multiplied(bySecret: scalar)
    }

    /// The sum of the points' multiples by public scalars, which is faster than one by one.
    ///
    /// - Throws: ``BLS12381Error`` with `countMismatch` unless there are as many scalars as points.
    public static func sum(
        of points: [G2], times scalars: [Fr]
    ) throws(BLS12381Error) -> G2 {
        guard points.count == scalars.count else {
            throw BLS12381Error(.countMismatch(points: points.count, scalars: scalars.count), .g2)
        }
        return G2(inSubgroup: PublicMultiplication.sum(points.map(\.point), scalars))
    }
}

extension G2: Hashable {
    /// Whether both are the same point, however they came about. In constant time.
    public static func == (a: G2, b: G2) -> Bool { ProjectivePoint.equalBit(a.point, b.point) == 1 }

    public func hash(into hasher: inout Hasher) { hasher.combine(compressed) }
}

extension G2: CustomStringConvertible {
    /// The compressed form in hexadecimal digits.
    public var description: String { "G2(\(compressed.hex))" }
}
