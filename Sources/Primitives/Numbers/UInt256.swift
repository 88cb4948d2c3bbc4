/// An unsigned integer of 256 bits: an EVM word, an amount of wei, a token id.
///
/// Four 64-bit limbs in place, least significant first; arithmetic traps on overflow like Swift's
/// own integers, `&+ &- &*` wrap, and the `…ReportingOverflow` forms report. Variable-time: never
/// for secrets.
public struct UInt256: Hashable, Sendable {
    @usableFromInline var l0: UInt64
    @usableFromInline var l1: UInt64
    @usableFromInline var l2: UInt64
    @usableFromInline var l3: UInt64

    /// From four limbs, least significant first.
    @inlinable
    public init(limbs l0: UInt64, _ l1: UInt64, _ l2: UInt64, _ l3: UInt64) {
        self.l0 = l0
        self.l1 = l1
        self.l2 = l2
        self.l3 = l3
    }

    /// The four limbs, least significant first.
    @inlinable public var limbs: (UInt64, UInt64, UInt64, UInt64) { (l0, l1, l2, l3) }

    /// 0.
    @inlinable public static var zero: UInt256 { UInt256(limbs: 0, 0, 0, 0) }
    /// 1.
    @inlinable public static var one: UInt256 { UInt256(limbs: 1, 0, 0, 0) }
    /// 2²⁵⁶ - 1: every bit one.
    @inlinable public static var max: UInt256 { UInt256(limbs: .max, .max, .max, .max) }
    /// 0, since there is no sign.
    @inlinable public static var min: UInt256 { zero }
    /// How many bits every value has.
    public static let bitWidth = 256

    /// Whether no bit is set.
    @inlinable public var isZero: Bool { l0 | l1 | l2 | l3 == 0 }

    /// The number of zero bits above the highest one bit; 256 for zero.
    @inlinable
    public var leadingZeroBitCount: Int {
        if l3 != 0 { return l3.leadingZeroBitCount }
        if l2 != 0 { return 64 + l2.leadingZeroBitCount }
        if l1 != 0 { return 128 + l1.leadingZeroBitCount }
        return 192 + l0.leadingZeroBitCount
    }

    /// The number of zero bits below the lowest one bit; 256 for zero.
    @inlinable
    public var trailingZeroBitCount: Int {
        if l0 != 0 { return l0.trailingZeroBitCount }
        if l1 != 0 { return 64 + l1.trailingZeroBitCount }
        if l2 != 0 { return 128 + l2.trailingZeroBitCount }
        return 192 + l3.trailingZeroBitCount
    }

    /// The number of bits up to and including the highest one bit; 0 for zero.
    @inlinable public var significantBitCount: Int { 256 - leadingZeroBitCount }

    /// The number of one bits.
    @inlinable
    public var nonzeroBitCount: Int {
        l0.nonzeroBitCount + l1.nonzeroBitCount + l2.nonzeroBitCount + l3.nonzeroBitCount
    }

    /// Bit `index`, 0 being the lowest; false beyond 255.
    @inlinable
    public func bit(_ index: Int) -> Bool {
        guard index >= 0, index < 256 else { return false }
        return limb(index >> 6) >> UInt64(index & 63) & 1 == 1
    }

    @inlinable
    func limb(_ index: Int) -> UInt64 {
        switch index {
        case 0: l0
        case 1: l1
        case 2: l2
        case 3: l3
        default: 0
        }
    }
}

extension UInt256: Comparable {
    @inlinable
    public static func < (a: UInt256, b: UInt256) -> Bool {
        let (d0, b0) = a.l0.subtractingReportingOverflow(b.l0)
        _ = d0
        let b1 = borrow(a.l1, b.l1, b0)
        let b2 = borrow(a.l2, b.l2, b1)
        return borrow(a.l3, b.l3, b2)
    }

    @inlinable @inline(__always)
    static func borrow(_ x: UInt64, _ y: UInt64, _ incoming: Bool) -> Bool {
        x < y || (x == y && incoming)
    }
}

extension UInt256 {
    /// Nil if `value` is negative or has more than 256 bits.
    @inlinable
    public init?(exactly value: some BinaryInteger) {
        guard value >= 0 else { return nil }
        var rest = value.words.makeIterator()
        var limbs: [UInt64] = []
        while let word = rest.next() {
            guard limbs.count < 4 else {
                guard word == 0 else { return nil }
                continue
            }
            limbs.append(UInt64(truncatingIfNeeded: word))
        }
        while limbs.count < 4 { limbs.append(0) }
        self.init(limbs: limbs[0], limbs[1], limbs[2], limbs[3])
    }

    /// The same number; every 64-bit one fits.
    @inlinable public init(_ value: UInt64) { self.init(limbs: value, 0, 0, 0) }
    /// The same number; every 32-bit one fits.
    @inlinable public init(_ value: UInt32) { self.init(limbs: UInt64(value), 0, 0, 0) }
    /// The same number; every 8-bit one fits.
    @inlinable public init(_ value: UInt8) { self.init(limbs: UInt64(value), 0, 0, 0) }
    /// The same number; every one of machine width fits.
    @inlinable public init(_ value: UInt) { self.init(limbs: UInt64(value), 0, 0, 0) }

    /// The same number; every 128-bit one fits.
    @inlinable
    public init(_ value: UInt128) {
        self.init(limbs: UInt64(truncatingIfNeeded: value), UInt64(truncatingIfNeeded: value >> 64), 0, 0)
    }

    /// Traps on a negative number, like `UInt(_:)`.
    @inlinable public init(_ value: Int) { self.init(limbs: UInt64(value), 0, 0, 0) }
}

extension UInt64 {
    /// Nil if `value` needs more than 64 bits.
    @inlinable
    public init?(exactly value: UInt256) {
        guard value.l1 | value.l2 | value.l3 == 0 else { return nil }
        self = value.l0
    }

    /// The lowest 64 bits.
    @inlinable public init(truncatingIfNeeded value: UInt256) { self = value.l0 }

    /// `value`, or the largest number of 64 bits.
    @inlinable
    public init(clamping value: UInt256) { self = UInt64(exactly: value) ?? .max }
}

extension Int {
    /// Nil if `value` is beyond `Int.max`.
    @inlinable
    public init?(exactly value: UInt256) {
        guard let word = UInt64(exactly: value) else { return nil }
        self.init(exactly: word)
    }
}

extension UInt256: ExpressibleByIntegerLiteral {
    /// A literal of any width; one that is negative or beyond 256 bits traps.
    public init(integerLiteral value: StaticBigInt) {
        precondition(value.signum() >= 0 && value.bitWidth <= 257, "literal out of range for UInt256")
        self.init(limbs: UInt64(value[0]), UInt64(value[1]), UInt64(value[2]), UInt64(value[3]))
    }
}
