internal import Primitives

/// A point of G1, the subgroup of order r of the curve y² = x³ + 4 over the field of p elements.
///
/// Every value is known to be in the subgroup: what is read from bytes has passed the check, which
/// ``G1/Unchecked`` stands before. Infinity belongs to it; where it must not occur, ask ``isIdentity``.
public struct G1: Sendable {
    /// A point of the curve that may lie outside the subgroup, and therefore is of no use but to be checked, or
    /// to be taken into the subgroup.
    public struct Unchecked: Sendable {
        let point: ProjectivePoint<Fp>

        /// Of a point known to be on the curve.
        init(onCurve point: ProjectivePoint<Fp>) { self.point = point }

        /// From 48 bytes: x big-endian, with flags in the first byte.
        ///
        /// - Throws: ``BLS12381Error`` with `wrongLength`, `notCompressed`, `invalidFlags`,
        ///   `coordinateOutOfRange` or `notOnCurve`.
        public init(compressed bytes: some Collection<UInt8>) throws(BLS12381Error) {
            point = try PointEncoding.decode(compressed: bytes, .g1)
        }

        /// From 96 bytes: x and y big-endian, with the flag of infinity in the first byte.
        ///
        /// - Throws: ``BLS12381Error`` with `wrongLength`, `compressed`, `invalidFlags`,
        ///   `coordinateOutOfRange` or `notOnCurve`.
        public init(uncompressed bytes: some Collection<UInt8>) throws(BLS12381Error) {
            point = try PointEncoding.decode(uncompressed: bytes, .g1)
        }

        /// Whether the point belongs to G1.
        public var isInSubgroup: Bool { Fp.isInSubgroup(point) }

        /// The point as one of G1, unchanged.
        ///
        /// - Throws: ``BLS12381Error`` with `notInSubgroup`.
        public func checked() throws(BLS12381Error) -> G1 {
            guard isInSubgroup else { throw BLS12381Error(.notInSubgroup, .g1) }
            return G1(inSubgroup: point)
        }

        /// The point's image in G1: its multiple by the effective cofactor of RFC 9380, section 8.8.1.
        public func clearingCofactor() -> G1 { G1(inSubgroup: Fp.clearCofactor(point)) }
    }

    let point: ProjectivePoint<Fp>

    /// Of a point known to be in the subgroup.
    init(inSubgroup point: ProjectivePoint<Fp>) { self.point = point }

    /// The length of ``compressed``: 48.
    public static let compressedByteCount = 48
    /// The length of ``uncompressed``: 96.
    public static let uncompressedByteCount = 96

    /// The generator that all standards use.
    public static let generator = G1(inSubgroup: Fp.generator)
    /// Infinity, which changes nothing when added.
    public static let identity = G1(inSubgroup: .infinity)

    /// From 48 bytes: x big-endian, with flags in the first byte.
    ///
    /// - Throws: ``BLS12381Error`` with `wrongLength`, `notCompressed`, `invalidFlags`, `coordinateOutOfRange`,
    ///   `notOnCurve` or `notInSubgroup`.
    public init(compressed bytes: some Collection<UInt8>) throws(BLS12381Error) {
        self = try Unchecked(compressed: bytes).checked()
    }

    /// From 96 bytes: x and y big-endian, with the flag of infinity in the first byte.
    ///
    /// - Throws: ``BLS12381Error`` with `wrongLength`, `compressed`, `invalidFlags`, `coordinateOutOfRange`,
    ///   `notOnCurve` or `notInSubgroup`.
    public init(uncompressed bytes: some Collection<UInt8>) throws(BLS12381Error) {
        self = try Unchecked(uncompressed: bytes).checked()
    }

    /// Forty-eight bytes: x big-endian, with flags in the first byte.
    public var compressed: [UInt8] { PointEncoding.compressed(point) }

    /// Ninety-six bytes: x and y big-endian, with the flag of infinity in the first byte.
    public var uncompressed: [UInt8] { PointEncoding.uncompressed(point) }

    /// Whether this is infinity.
    public var isIdentity: Bool { point.infinityBit == 1 }
}

extension G1 {
    /// The sum; any two points may be added, equal and opposite ones too.
    public static func + (a: G1, b: G1) -> G1 { G1(inSubgroup: a.point + b.point) }

    /// The difference.
    public static func - (a: G1, b: G1) -> G1 { G1(inSubgroup: a.point + -b.point) }

    /// The negative.
    public static prefix func - (a: G1) -> G1 { G1(inSubgroup: -a.point) }

    /// Adds `b`.
    public static func += (a: inout G1, b: G1) { a = a + b }
    /// Subtracts `b`.
    public static func -= (a: inout G1, b: G1) { a = a - b }

    /// Twice this.
    public func doubled() -> G1 { G1(inSubgroup: point.doubled()) }

    /// The multiple by a public scalar. Its time betrays the scalar.
    public func multiplied(by scalar: Fr) -> G1 {
        G1(inSubgroup: PublicMultiplication.multiply(scalar, point))
    }

    /// The multiple by a secret scalar, in constant time.
    public func multiplied(bySecret scalar: Fr) -> G1 {
        G1(inSubgroup: SecretMultiplication.multiply(scalar, point))
    }

    /// The generator's multiple by a secret scalar, in constant time.
    public static func generator(timesSecret scalar: Fr) -> G1 {
        generator.multiplied(bySecret: scalar)
    }

    /// The sum of the points' multiples by public scalars, which is faster than one by one.
    ///
    /// - Throws: ``BLS12381Error`` with `countMismatch` unless there are as many scalars as points.
    public static func sum(
        of points: [G1], times scalars: [Fr]
    ) throws(BLS12381Error) -> G1 {
        guard points.count == scalars.count else {
            throw BLS12381Error(.countMismatch(points: points.count, scalars: scalars.count), .g1)
        }
        return G1(inSubgroup: PublicMultiplication.sum(points.map(\.point), scalars))
    }
}

extension G1: Hashable {
    /// Whether both are the same point, however they came about. In constant time.
    public static func == (a: G1, b: G1) -> Bool { ProjectivePoint.equalBit(a.point, b.point) == 1 }

    public func hash(into hasher: inout Hasher) { hasher.combine(compressed) }
}

extension G1: CustomStringConvertible {
    /// The compressed form in hexadecimal digits.
    public var description: String { "G1(\(compressed.hex))" }
}
