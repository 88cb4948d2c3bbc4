internal import Primitives

/// One hundred and twenty-eight bits: bit k is bit k mod 8 of byte k div 8.
package struct Block128: Hashable, Sendable, BitwiseCopyable {
    /// Bits 0 to 63, and 64 to 127.
    package var low, high: UInt64

    static let zero = Block128(low: 0, high: 0)
    static let byteCount = 16

    /// From two halves.
    @inline(__always)
    package init(low: UInt64, high: UInt64) {
        self.low = low
        self.high = high
    }

    /// From the sixteen bytes at `offset`, which the caller knows to be there.
    @inline(__always)
    init(loading bytes: UnsafeRawBufferPointer, at offset: Int) {
        low = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        high = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
    }

    /// From sixteen bytes; nil of any other number.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Block128.byteCount else { return nil }
        self = Array(bytes).withUnsafeBytes { Block128(loading: $0, at: 0) }
    }

    /// From the first half of a hash.
    init(_ hash: Bytes32) {
        low = hash.words.0.byteSwapped
        high = hash.words.1.byteSwapped
    }

    @inline(__always)
    func store(into bytes: UnsafeMutableRawBufferPointer, at offset: Int) {
        bytes.storeBytes(of: low.littleEndian, toByteOffset: offset, as: UInt64.self)
        bytes.storeBytes(of: high.littleEndian, toByteOffset: offset + 8, as: UInt64.self)
    }

    /// Bit `index` as 0 or 1.
    @inline(__always)
    func bit(_ index: Int) -> UInt64 {
        ((index < 64 ? low : high) &>> UInt64(index & 63)) & 1
    }

    @inline(__always)
    static func ^ (a: Block128, b: Block128) -> Block128 {
        Block128(low: a.low ^ b.low, high: a.high ^ b.high)
    }

    @inline(__always)
    static func & (a: Block128, b: Block128) -> Block128 {
        Block128(low: a.low & b.low, high: a.high & b.high)
    }

    @inline(__always)
    static func ^= (a: inout Block128, b: Block128) { a = a ^ b }
}

/// Two hundred and fifty-six bits: a product of two blocks as polynomials over GF(2), not reduced.
package struct Block256: Hashable, Sendable, BitwiseCopyable {
    /// Bits 0 to 127, and 128 to 255.
    package var low, high: Block128

    init(low: Block128, high: Block128) {
        self.low = low
        self.high = high
    }

    /// From thirty-two bytes; nil of any other number.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Block256.byteCount, let low = Block128(bytes.prefix(16)),
            let high = Block128(bytes.dropFirst(16))
        else { return nil }
        self.init(low: low, high: high)
    }

    static let zero = Block256(low: .zero, high: .zero)
    static let byteCount = 32

    @inline(__always)
    static func ^ (a: Block256, b: Block256) -> Block256 {
        Block256(low: a.low ^ b.low, high: a.high ^ b.high)
    }

    /// This where `bit` is 1, zero where it is 0.
    @inline(__always)
    func masked(by bit: UInt64) -> Block256 {
        let mask = Block128(low: 0 &- bit, high: 0 &- bit)
        return Block256(low: low & mask, high: high & mask)
    }
}
