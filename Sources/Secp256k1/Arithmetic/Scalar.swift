public import Primitives

/// An integer modulo n, the order of the secp256k1 group (SEC 2, section 2.4.1).
///
/// All arithmetic, comparison included, takes time independent of the values, and a scalar is never
/// printed: it may be a key, a nonce or a share. Take its bytes explicitly with ``bytes32``.
public struct Scalar: Sendable {
    // Below n always; least significant limb first.
    var l0, l1, l2, l3: UInt64

    @inline(__always)
    init(limbs l0: UInt64, _ l1: UInt64, _ l2: UInt64, _ l3: UInt64) {
        self.l0 = l0
        self.l1 = l1
        self.l2 = l2
        self.l3 = l3
    }

    // n, and 2^256 - n whose fourth limb is zero and third is one.
    static let n0: UInt64 = 0xbfd2_5e8c_d036_4141
    static let n1: UInt64 = 0xbaae_dce6_af48_a03b
    static let n2: UInt64 = 0xffff_ffff_ffff_fffe
    static let n3: UInt64 = 0xffff_ffff_ffff_ffff
    static let fold0: UInt64 = 0x402d_a173_2fc9_bebf
    static let fold1: UInt64 = 0x4551_2319_50b7_5fc4

    /// 0, which changes nothing when added.
    public static let zero = Scalar(limbs: 0, 0, 0, 0)
    /// 1, which changes nothing when multiplied by.
    public static let one = Scalar(limbs: 1, 0, 0, 0)

    /// From an integer of 64 bits, always below n.
    public init(_ value: UInt64) { self.init(limbs: value, 0, 0, 0) }

    /// From thirty-two big-endian bytes of an integer below n; zero is allowed.
    ///
    /// - Throws: ``Secp256k1Error`` with `wrongLength` or `scalarOutOfRange`.
    public init(canonical bytes: some Collection<UInt8>) throws(Secp256k1Error) {
        guard let bytes32 = Bytes32(bytes) else {
            throw Secp256k1Error(.wrongLength(expected: [32], actual: bytes.count), .scalar)
        }
        try self.init(canonical: bytes32)
    }

    /// From the big-endian form of an integer below n; zero is allowed.
    ///
    /// - Throws: ``Secp256k1Error`` with `scalarOutOfRange`.
    public init(canonical bytes: Bytes32) throws(Secp256k1Error) {
        let (reduced, overflow) = Scalar.reduceOnce(bytes)
        guard overflow == 0 else { throw Secp256k1Error(.scalarOutOfRange, .scalar) }
        self = reduced
    }

    /// A 256-bit big-endian integer modulo n.
    public init(reducing bytes: Bytes32) { self = Scalar.reduceOnce(bytes).value }

    /// Thirty-two big-endian bytes modulo n.
    ///
    /// - Throws: ``Secp256k1Error`` with `wrongLength`.
    public init(reducing bytes: some Collection<UInt8>) throws(Secp256k1Error) {
        guard let bytes32 = Bytes32(bytes) else {
            throw Secp256k1Error(.wrongLength(expected: [32], actual: bytes.count), .scalar)
        }
        self.init(reducing: bytes32)
    }

    /// A 512-bit big-endian integer modulo n: from 64 uniform bytes, uniform to within 2^-256.
    public init(wideReducing high: Bytes32, _ low: Bytes32) {
        let (h3, h2, h1, h0) = high.words
        let (g3, g2, g1, g0) = low.words
        self = Scalar.reduce(WideProduct(l0: g0, l1: g1, l2: g2, l3: g3, l4: h0, l5: h1, l6: h2, l7: h3))
    }

    /// Sixty-four big-endian bytes modulo n: if they are uniform, so is the scalar, to within 2^-256.
    ///
    /// - Throws: ``Secp256k1Error`` with `wrongLength`.
    public init(wideReducing bytes: some Collection<UInt8>) throws(Secp256k1Error) {
        guard bytes.count == 64, let high = Bytes32(bytes.prefix(32)), let low = Bytes32(bytes.dropFirst(32))
        else {
            throw Secp256k1Error(.wrongLength(expected: [64], actual: bytes.count), .scalar)
        }
        self.init(wideReducing: high, low)
    }

    /// A uniform scalar (to within 2^-256), possibly zero, from 64 bytes of `generator`.
    public static func random(using generator: inout some RandomNumberGenerator) -> Scalar {
        let high = Bytes32(
            words: generator.next(), generator.next(), generator.next(), generator.next())
        let low = Bytes32(
            words: generator.next(), generator.next(), generator.next(), generator.next())
        return Scalar(wideReducing: high, low)
    }

    /// The big-endian form. The copy is the caller's to protect.
    public var bytes32: Bytes32 { Bytes32(words: l3, l2, l1, l0) }

    /// The thirty-two big-endian bytes. The copy is the caller's to protect.
    public var bytes: [UInt8] { bytes32.bytes }

    /// Whether this is zero, which no private key may be.
    @inline(__always)
    public var isZero: Bool { isZeroBit(l0 | l1 | l2 | l3) == 1 }

    /// Whether this is above n/2: as `s`, what EIP-2 and low-s rules refuse.
    @inline(__always)
    public var isHigh: Bool { highBit == 1 }

    /// 1 above (n - 1) / 2, otherwise 0.
    @inline(__always)
    var highBit: UInt64 {
        // Borrows exactly when the value exceeds (n - 1) / 2.
        var carry: UInt64 = 1
        _ = subtractCarry(0xdfe9_2f46_681b_20a0, l0, &carry)
        _ = subtractCarry(0x5d57_6e73_57a4_501d, l1, &carry)
        _ = subtractCarry(0xffff_ffff_ffff_ffff, l2, &carry)
        _ = subtractCarry(0x7fff_ffff_ffff_ffff, l3, &carry)
        return carry ^ 1
    }

    /// `b` if `condition`, otherwise `a`, without a branch.
    public static func select(_ a: Scalar, _ b: Scalar, if condition: Bool) -> Scalar {
        select(a, b, condition ? 1 : 0)
    }

    /// `b` where `condition` is 1, `a` where it is 0.
    @inline(__always)
    static func select(_ a: Scalar, _ b: Scalar, _ condition: UInt64) -> Scalar {
        let m = secretMask(condition)
        return Scalar(
            limbs: a.l0 ^ (m & (a.l0 ^ b.l0)), a.l1 ^ (m & (a.l1 ^ b.l1)),
            a.l2 ^ (m & (a.l2 ^ b.l2)), a.l3 ^ (m & (a.l3 ^ b.l3)))
    }
}

extension Scalar: Hashable {
    /// In constant time.
    public static func == (a: Scalar, b: Scalar) -> Bool {
        isZeroBit((a.l0 ^ b.l0) | (a.l1 ^ b.l1) | (a.l2 ^ b.l2) | (a.l3 ^ b.l3)) == 1
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(l0)
        hasher.combine(l1)
        hasher.combine(l2)
        hasher.combine(l3)
    }
}

extension Scalar: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Never the value.
    public var description: String { "Scalar(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
