public import Primitives

/// A point of secp256k1, the point at infinity included.
///
/// A value is always on the curve. Points are handled as public, and printed; a point that is a shared
/// secret (see ``PrivateKey/sharedPoint(with:)``) is the caller's to keep out of logs.
public struct Point: Sendable {
    let affine: AffinePoint

    @inline(__always)
    init(_ affine: AffinePoint) { self.affine = affine }

    /// The neutral element.
    public static let infinity = Point(.infinity)
    /// The standard generator G (SEC 2, section 2.4.1).
    public static let generator = Point(.generator)

    /// From affine coordinates, big-endian.
    ///
    /// - Throws: ``Secp256k1Error`` with `coordinateOutOfRange` or `notOnCurve`.
    public init(x: Bytes32, y: Bytes32) throws(Secp256k1Error) {
        guard let fieldX = FieldElement(x), let fieldY = FieldElement(y) else {
            throw Secp256k1Error(.coordinateOutOfRange, .point)
        }
        let affine = AffinePoint(x: fieldX, y: fieldY)
        guard affine.isOnCurve else { throw Secp256k1Error(.notOnCurve, .point) }
        self.init(affine)
    }

    /// Whether this is the neutral element, which has no coordinates.
    public var isInfinity: Bool { affine.isInfinity }

    /// The first coordinate, or nil at infinity.
    public var x: Bytes32? { isInfinity ? nil : affine.x.canonicalBytes }

    /// The second coordinate, or nil at infinity.
    public var y: Bytes32? { isInfinity ? nil : affine.y.canonicalBytes }

    /// Whether y is odd; false at infinity.
    public var hasOddY: Bool { affine.y.parity == 1 }
}

extension Point: Hashable {
    public static func == (a: Point, b: Point) -> Bool {
        let (p, q) = (a.affine, b.affine)
        let x = (p.x.l0 ^ q.x.l0) | (p.x.l1 ^ q.x.l1) | (p.x.l2 ^ q.x.l2) | (p.x.l3 ^ q.x.l3)
        let y = (p.y.l0 ^ q.y.l0) | (p.y.l1 ^ q.y.l1) | (p.y.l2 ^ q.y.l2) | (p.y.l3 ^ q.y.l3)
        return (x | y) == 0
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(affine.x.canonicalBytes)
        hasher.combine(affine.y.parity)
    }
}

extension Point: CustomStringConvertible {
    /// The compressed form in hexadecimal, or `infinity`.
    public var description: String { compressed?.hex ?? "infinity" }
}
