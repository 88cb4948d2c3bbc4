/// What the curves ask of the field of their coordinates.
protocol CurveField: Sendable {
    static var zero: Self { get }
    static var one: Self { get }
    static func + (a: Self, b: Self) -> Self
    static func - (a: Self, b: Self) -> Self
    static prefix func - (a: Self) -> Self
    static func * (a: Self, b: Self) -> Self
    func squared() -> Self
    func doubled() -> Self
    /// Zero gives zero.
    func inverse() -> Self
    /// A square root; nil if there is none.
    func squareRoot() -> Self?
    /// `b` where `condition` is 1, `a` where it is 0, without a branch.
    static func select(_ a: Self, _ b: Self, _ condition: UInt64) -> Self
    /// 1 for zero, otherwise 0.
    var zeroBit: UInt64 { get }
    static func equalBit(_ a: Self, _ b: Self) -> UInt64

    /// The constant b of the curve y² = x³ + b over this field.
    static var curveConstant: Self { get }
    /// Times 3b.
    func timesTripleConstant() -> Self

    /// Bytes of a coordinate.
    static var byteCount: Int { get }
    /// Nil when a part is p or more.
    init?(bigEndian bytes: UnsafeRawBufferPointer)
    func write(to buffer: UnsafeMutableRawBufferPointer)
    /// 1 if this comes after its negative in the order of the encodings.
    var isLargerBit: UInt64 { get }
}

extension Fp: CurveField {
    /// y² = x³ + 4.
    static let curveConstant = Fp(4)

    @inline(__always)
    func timesTripleConstant() -> Fp {
        let four = doubled().doubled()
        return four.doubled() + four
    }
}

extension Fp2: CurveField {
    /// y² = x³ + 4(1 + u), the twist.
    static let curveConstant = Fp2(Fp(4), Fp(4))

    @inline(__always)
    func timesTripleConstant() -> Fp2 {
        let four = timesNonresidue().doubled().doubled()
        return four.doubled() + four
    }

    static var byteCount: Int { 2 * Fp.byteCount }

    /// From c1, then c0.
    init?(bigEndian bytes: UnsafeRawBufferPointer) {
        guard bytes.count == Fp2.byteCount,
            let c1 = Fp(bigEndian: UnsafeRawBufferPointer(rebasing: bytes[..<Fp.byteCount])),
            let c0 = Fp(bigEndian: UnsafeRawBufferPointer(rebasing: bytes[Fp.byteCount...]))
        else { return nil }
        self.init(c0, c1)
    }

    /// As c1, then c0.
    func write(to buffer: UnsafeMutableRawBufferPointer) {
        c1.write(to: UnsafeMutableRawBufferPointer(rebasing: buffer[..<Fp.byteCount]))
        c0.write(to: UnsafeMutableRawBufferPointer(rebasing: buffer[Fp.byteCount...]))
    }

    /// By c1, and by c0 where that is zero.
    var isLargerBit: UInt64 { c1.isLargerBit | (secretMask(c1.zeroBit) & c0.isLargerBit) }
}
