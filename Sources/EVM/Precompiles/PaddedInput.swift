import Primitives

/// Call data that goes on with zeros for ever.
struct PaddedInput {
    let bytes: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var count: Int { bytes.count }

    /// The byte at `offset`, zero beyond the end.
    func byte(_ offset: Int) -> UInt8 { offset >= 0 && offset < bytes.count ? bytes[offset] : 0 }

    /// The big-endian word of thirty-two bytes at `offset`.
    func word(_ offset: Int) -> UInt256 {
        UInt256(limbs: limb(offset + 24), limb(offset + 16), limb(offset + 8), limb(offset))
    }

    /// The big-endian integer of eight bytes at `offset`.
    func limb(_ offset: Int) -> UInt64 {
        if offset >= 0 && offset <= bytes.count - 8 {
            return UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        }
        var value: UInt64 = 0
        for place in 0..<8 { value = value << 8 | UInt64(byte(offset + place)) }
        return value
    }

    /// The little-endian integer of eight bytes at `offset`.
    func littleEndianLimb(_ offset: Int) -> UInt64 { limb(offset).byteSwapped }
}
