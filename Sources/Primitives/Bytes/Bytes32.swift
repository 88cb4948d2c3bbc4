/// Thirty-two bytes held in place: a hash, a storage word, a public coordinate.
///
/// Not for secrets: it is printed, compared and hashed like any value; see ``Secret``.
public struct Bytes32: Hashable, Sendable {
    // Four words, most significant first, each holding eight bytes in big-endian order.
    @usableFromInline var w0: UInt64
    @usableFromInline var w1: UInt64
    @usableFromInline var w2: UInt64
    @usableFromInline var w3: UInt64

    /// From four words, the first eight bytes being the big-endian form of the first word.
    @inlinable
    public init(words w0: UInt64, _ w1: UInt64, _ w2: UInt64, _ w3: UInt64) {
        self.w0 = w0
        self.w1 = w1
        self.w2 = w2
        self.w3 = w3
    }

    /// The four words, the first eight bytes being the big-endian form of the first word.
    @inlinable public var words: (UInt64, UInt64, UInt64, UInt64) { (w0, w1, w2, w3) }

    /// Thirty-two zero bytes.
    public static let zero = Bytes32(words: 0, 0, 0, 0)
    /// How many bytes every value has.
    public static let count = 32

    /// Nil unless `bytes` are exactly thirty-two.
    @inlinable
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        self.init(words: 0, 0, 0, 0)
        var index = 0
        for byte in bytes {
            let shift = UInt64(56 - 8 * (index & 7))
            switch index >> 3 {
            case 0: w0 |= UInt64(byte) << shift
            case 1: w1 |= UInt64(byte) << shift
            case 2: w2 |= UInt64(byte) << shift
            default: w3 |= UInt64(byte) << shift
            }
            index += 1
        }
    }

    /// From the first thirty-two bytes at `pointer`.
    @usableFromInline
    init(loading pointer: UnsafeRawPointer) {
        func word(_ index: Int) -> UInt64 {
            UInt64(bigEndian: pointer.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
        }
        self.init(words: word(0), word(1), word(2), word(3))
    }

    /// Sixty-four hexadecimal digits, with or without `0x`.
    public init(hex text: some StringProtocol) throws(HexError) {
        let bytes = try Hex.decode(text, count: 32)
        self = bytes.withUnsafeBytes { buffer in
            buffer.baseAddress.map { Bytes32(loading: $0) } ?? .zero
        }
    }

    /// The bytes in order.
    public var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            store(into: UnsafeMutableRawBufferPointer(buffer))
            count = 32
        }
    }

    /// Writes the bytes into the first thirty-two places of `buffer`, which must have them.
    public func store(into buffer: UnsafeMutableRawBufferPointer) {
        precondition(buffer.count >= 32)
        buffer.storeBytes(of: w0.bigEndian, toByteOffset: 0, as: UInt64.self)
        buffer.storeBytes(of: w1.bigEndian, toByteOffset: 8, as: UInt64.self)
        buffer.storeBytes(of: w2.bigEndian, toByteOffset: 16, as: UInt64.self)
        buffer.storeBytes(of: w3.bigEndian, toByteOffset: 24, as: UInt64.self)
    }

    /// `0x` and sixty-four lowercase digits.
    public var prefixedHex: String { bytes.prefixedHex }

    /// Sixty-four lowercase digits.
    public var hex: String { bytes.hex }
}

extension Bytes32: Comparable {
    /// Byte by byte from the first.
    @inlinable
    public static func < (a: Bytes32, b: Bytes32) -> Bool { a.words < b.words }
}

extension Bytes32: CustomStringConvertible {
    public var description: String { prefixedHex }
}
