public import Primitives

/// An integer modulo r, the order of the groups of BLS12-381: a secret key, a share, a challenge.
///
/// All arithmetic, comparison included, takes time independent of the values, and a scalar is never printed.
/// Take its bytes explicitly with ``bigEndian`` or ``littleEndian``.
public struct Fr: Sendable {
    // a · 2²⁵⁶ mod r (Montgomery form), below r always; least significant limb first.
    var l0, l1, l2, l3: UInt64

    @inline(__always)
    init(montgomery l0: UInt64, _ l1: UInt64, _ l2: UInt64, _ l3: UInt64) {
        self.l0 = l0
        self.l1 = l1
        self.l2 = l2
        self.l3 = l3
    }

    // The limbs of r, and -1/r modulo 2^64.
    @inline(__always) static var r0: UInt64 { 0xffff_ffff_0000_0001 }
    @inline(__always) static var r1: UInt64 { 0x53bd_a402_fffe_5bfe }
    @inline(__always) static var r2: UInt64 { 0x3339_d808_09a1_d805 }
    @inline(__always) static var r3: UInt64 { 0x73ed_a753_299d_7d48 }
    @inline(__always) static var negatedInverse: UInt64 { 0xffff_fffe_ffff_ffff }

    /// 0, which changes nothing when added.
    public static let zero = Fr(montgomery: 0, 0, 0, 0)
    /// 1, which changes nothing when multiplied by.
    public static let one = Fr(
        montgomery: 0x0000_0001_ffff_fffe, 0x5884_b7fa_0003_4802, 0x998c_4fef_ecbc_4ff5, 0x1824_b159_acc5_056f
    )
    /// 2⁵¹² mod r, which takes numbers to Montgomery form.
    static let radixSquared = Fr(
        montgomery: 0xc999_e990_f3f2_9c6d, 0x2b6c_edcb_8792_5c23, 0x05d3_1496_7254_398f, 0x0748_d9d9_9f59_ff11
    )
    /// 2⁷⁶⁸ mod r, which does so for what stands 256 bits higher.
    static let radixCubed = Fr(
        montgomery: 0xc62c_1807_439b_73af, 0x1b3e_0d18_8cf0_6990, 0x73d1_3c71_c7b5_f418, 0x6e2a_5bb9_c8db_33e9
    )
    /// The number of bytes of every scalar: 32.
    public static let byteCount = 32

    /// From an integer of 64 bits.
    public init(_ value: UInt64) { self = Fr(montgomery: value, 0, 0, 0) * Fr.radixSquared }

    /// From the big-endian form of an integer below r; zero is allowed.
    ///
    /// - Throws: ``BLS12381Error`` with `scalarOutOfRange`.
    public init(bigEndian bytes: Bytes32) throws(BLS12381Error) {
        let (w3, w2, w1, w0) = bytes.words
        try self.init(plain: Fr(montgomery: w0, w1, w2, w3))
    }

    /// From thirty-two big-endian bytes of an integer below r; zero is allowed.
    ///
    /// - Throws: ``BLS12381Error`` with `wrongLength` or `scalarOutOfRange`.
    public init(bigEndian bytes: some Collection<UInt8>) throws(BLS12381Error) {
        guard let bytes32 = Bytes32(bytes) else {
            throw BLS12381Error(.wrongLength(expected: [32], actual: bytes.count), .scalar)
        }
        try self.init(bigEndian: bytes32)
    }

    /// From thirty-two little-endian bytes of an integer below r; zero is allowed.
    ///
    /// - Throws: ``BLS12381Error`` with `wrongLength` or `scalarOutOfRange`.
    public init(littleEndian bytes: some Collection<UInt8>) throws(BLS12381Error) {
        guard let bytes32 = Bytes32(bytes) else {
            throw BLS12381Error(.wrongLength(expected: [32], actual: bytes.count), .scalar)
        }
        let (w0, w1, w2, w3) = bytes32.words
        try self.init(
            plain: Fr(montgomery: w0.byteSwapped, w1.byteSwapped, w2.byteSwapped, w3.byteSwapped))
    }

    private init(plain: Fr) throws(BLS12381Error) {
        var borrow: UInt64 = 0
        _ = subtractBorrow(plain.l0, Fr.r0, &borrow)
        _ = subtractBorrow(plain.l1, Fr.r1, &borrow)
        _ = subtractBorrow(plain.l2, Fr.r2, &borrow)
        _ = subtractBorrow(plain.l3, Fr.r3, &borrow)
        guard borrow == 1 else { throw BLS12381Error(.scalarOutOfRange, .scalar) }
        self = plain * Fr.radixSquared
    }

    /// A big-endian integer of up to sixty-four bytes modulo r: from 48 uniform bytes, uniform to within 2⁻¹²⁸.
    ///
    /// - Throws: ``BLS12381Error`` with `tooLong`.
    public init(reducing bytes: some Collection<UInt8>) throws(BLS12381Error) {
        guard bytes.count <= 64 else {
            throw BLS12381Error(.tooLong(limit: 64, actual: bytes.count), .scalar)
        }
        var words = (UInt64(0), UInt64(0), UInt64(0), UInt64(0), UInt64(0), UInt64(0), UInt64(0), UInt64(0))
        withUnsafeMutableBytes(of: &words) { buffer in
            var place = 0
            // From the last byte, the least significant, into the lowest limb.
            for byte in bytes.reversed() {
                let limb = buffer.load(fromByteOffset: place & ~7, as: UInt64.self)
                buffer.storeBytes(
                    of: limb | UInt64(byte) &<< UInt64(8 &* (place & 7)), toByteOffset: place & ~7,
                    as: UInt64.self)
                place &+= 1
            }
        }
        self.init(
            wide: Fr(montgomery: words.0, words.1, words.2, words.3),
            Fr(montgomery: words.4, words.5, words.6, words.7))
    }

    /// A uniform scalar (to within 2⁻²⁵⁶), possibly zero, from 64 bytes of `generator`, which has to be
    /// cryptographically secure outside tests.
    public static func random(using generator: inout some RandomNumberGenerator) -> Fr {
        let low = Fr(montgomery: generator.next(), generator.next(), generator.next(), generator.next())
        let high = Fr(montgomery: generator.next(), generator.next(), generator.next(), generator.next())
        return Fr(wide: low, high)
    }

    /// low + 2²⁵⁶ · high, of limbs of any value: in a second factor that still gives less than 2r.
    private init(wide low: Fr, _ high: Fr) {
        self = Fr.radixSquared * low + Fr.radixCubed * high
    }

    /// The big-endian form. The copy is the caller's to protect.
    public var bigEndian: Bytes32 {
        let n = canonical
        return Bytes32(words: n.l3, n.l2, n.l1, n.l0)
    }

    /// The thirty-two little-endian bytes. The copy is the caller's to protect.
    public var littleEndian: Bytes32 {
        let n = canonical
        return Bytes32(words: n.l0.byteSwapped, n.l1.byteSwapped, n.l2.byteSwapped, n.l3.byteSwapped)
    }

    /// The limbs of the number itself, no longer in Montgomery form.
    var canonical: Fr { self * Fr(montgomery: 1, 0, 0, 0) }

    /// Whether this is zero, which no secret key may be.
    @inline(__always)
    public var isZero: Bool { isZeroBit(l0 | l1 | l2 | l3) == 1 }

    /// `b` if `condition`, otherwise `a`, without a branch.
    public static func select(_ a: Fr, _ b: Fr, if condition: Bool) -> Fr {
        let m = secretMask(condition ? 1 : 0)
        return Fr(
            montgomery: a.l0 ^ (m & (a.l0 ^ b.l0)), a.l1 ^ (m & (a.l1 ^ b.l1)), a.l2 ^ (m & (a.l2 ^ b.l2)),
            a.l3 ^ (m & (a.l3 ^ b.l3)))
    }
}

extension Fr: Hashable {
    /// In constant time.
    public static func == (a: Fr, b: Fr) -> Bool {
        isZeroBit((a.l0 ^ b.l0) | (a.l1 ^ b.l1) | (a.l2 ^ b.l2) | (a.l3 ^ b.l3)) == 1
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(l0)
        hasher.combine(l1)
        hasher.combine(l2)
        hasher.combine(l3)
    }
}

extension Fr: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Never the value.
    public var description: String { "Fr(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
