public import Primitives
public import Secp256k1

extension Scalar: ThresholdScalar {
    public init(strict bytes: Bytes32) throws(ThresholdError) {
        do { try self.init(canonical: bytes) } catch { throw ThresholdError(.nonCanonicalScalar) }
    }

    public init(wide high: Bytes32, _ low: Bytes32) { self.init(wideReducing: high, low) }

    public var encoded32: Bytes32 { bytes32 }
}

extension Point: ThresholdGroup {
    public typealias Exponent = Scalar

    public static var groupName: String { "Secp256k1" }
    public static var encodedCount: Int { Point.compressedCount }
    public static var neutral: Point { .infinity }
    public static var standardGenerator: Point { .generator }

    /// The compressed form of SEC 1, or 33 zero bytes for infinity.
    public init(strict bytes: [UInt8]) throws(ThresholdError) {
        if bytes == Point.encodedInfinity {
            self = .infinity
            return
        }
        guard bytes.count == Point.compressedCount else { throw ThresholdError(.invalidPoint) }
        do { try self.init(bytes) } catch { throw ThresholdError(.invalidPoint) }
    }

    private static let encodedInfinity = [UInt8](repeating: 0, count: Point.compressedCount)

    public var encodedElement: [UInt8] { compressed ?? Point.encodedInfinity }
    public var isNeutral: Bool { isInfinity }

    public static func base(timesSecret scalar: Scalar) -> Point { Point.generator(timesSecret: scalar) }
    public func times(secret scalar: Scalar) -> Point { multiplied(bySecret: scalar) }
    public func times(public scalar: Scalar) -> Point { multiplied(byPublic: scalar) }
    public static func combination(_ a: Scalar, _ element: Point, _ b: Scalar) -> Point {
        Point.linearCombination(a, element, b)
    }
}
