public import Primitives

/// An integer modulo the order of a group, which is prime. Arithmetic takes constant time.
public protocol ThresholdScalar: Hashable, Sendable {
    /// 0
    static var zero: Self { get }
    /// 1
    static var one: Self { get }
    /// From a small integer.
    init(_ value: UInt64)
    /// From thirty-two big-endian bytes of a number below the order.
    ///
    /// - Throws: ``ThresholdError`` with `nonCanonicalScalar`.
    init(strict bytes: Bytes32) throws(ThresholdError)
    /// A big-endian integer of sixty-four bytes, in two halves, modulo the order.
    init(wide high: Bytes32, _ low: Bytes32)
    /// Thirty-two big-endian bytes. The copy is the caller's to protect.
    var encoded32: Bytes32 { get }
    /// Whether this is 0.
    var isZero: Bool { get }
    static func + (a: Self, b: Self) -> Self
    static func - (a: Self, b: Self) -> Self
    static func * (a: Self, b: Self) -> Self
    /// The inverse; of zero, zero.
    func inverse() -> Self
}

/// A group of prime order in which keys are shared: secp256k1, and G1 of BLS12-381.
public protocol ThresholdGroup: Hashable, Sendable {
    /// Its exponents.
    associatedtype Exponent: ThresholdScalar
    /// The name that transcripts and records carry.
    static var groupName: String { get }
    /// Bytes of an encoded element.
    static var encodedCount: Int { get }
    /// The neutral element.
    static var neutral: Self { get }
    /// The standard generator.
    static var standardGenerator: Self { get }
    /// Reads exactly ``encodedCount`` bytes as strictly as can be; the neutral element has a form.
    ///
    /// - Throws: ``ThresholdError`` with `invalidPoint`, also for elements outside the group's prime order.
    init(strict bytes: [UInt8]) throws(ThresholdError)
    /// The form that is read by ``init(strict:)``.
    var encodedElement: [UInt8] { get }
    /// Whether this is the neutral element.
    var isNeutral: Bool { get }
    /// The generator times a secret, in constant time.
    static func base(timesSecret scalar: Exponent) -> Self
    /// This times a secret, in constant time.
    func times(secret scalar: Exponent) -> Self
    /// This times a public number, in variable time.
    func times(public scalar: Exponent) -> Self
    /// a times `element` plus b times the generator for public numbers, in variable time.
    static func combination(_ a: Exponent, _ element: Self, _ b: Exponent) -> Self
    static func + (a: Self, b: Self) -> Self
    static func - (a: Self, b: Self) -> Self
}
