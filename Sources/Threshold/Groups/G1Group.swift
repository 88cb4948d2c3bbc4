public import BLS12381
public import Primitives

extension Fr: ThresholdScalar {
    public init(strict bytes: Bytes32) throws(ThresholdError) {
        do { try self.init(bigEndian: bytes) } catch { throw ThresholdError(.nonCanonicalScalar) }
    }

    public init(wide high: Bytes32, _ low: Bytes32) {
        // The initialiser takes up to sixty-four bytes, and these are as many.
        self = (try? Fr(reducing: high.bytes + low.bytes)) ?? .zero
    }

    public var encoded32: Bytes32 { bigEndian }
}

extension G1: ThresholdGroup {
    public typealias Exponent = Fr

    public static var groupName: String { "BLS12381G1" }
    public static var encodedCount: Int { G1.compressedByteCount }
    public static var neutral: G1 { .identity }
    public static var standardGenerator: G1 { .generator }

    /// The 48-byte form; the neutral element has one too. Points outside the subgroup are refused.
    public init(strict bytes: [UInt8]) throws(ThresholdError) {
        do { try self.init(compressed: bytes) } catch { throw ThresholdError(.invalidPoint) }
    }

    public var encodedElement: [UInt8] { compressed }
    public var isNeutral: Bool { isIdentity }

    public static func base(timesSecret scalar: Fr) -> G1 { G1.generator(timesSecret: scalar) }
    public func times(secret scalar: Fr) -> G1 { multiplied(bySecret: scalar) }
    public func times(public scalar: Fr) -> G1 { multiplied(by: scalar) }

    public static func combination(_ a: Fr, _ element: G1, _ b: Fr) -> G1 {
        // Two points and two scalars: the counts match.
        (try? G1.sum(of: [element, .generator], times: [a, b])) ?? .identity
    }
}
