/// Unsigned LEB128: seven bits a byte, least significant first, the top bit set on all but the last.
///
/// The "varint" of multiformats and protobuf. Read and written through ``ByteReader`` and ``ByteWriter``.
public enum LEB128 {
    /// The longest form of a 64-bit number, in bytes.
    public static let maximumCount = 10

    /// How many bytes the shortest form of `value` takes: 1 to 10.
    public static func count(_ value: UInt64) -> Int {
        max(1, (70 - value.leadingZeroBitCount) / 7)
    }

    /// The shortest form of `value`.
    public static func encode(_ value: UInt64) -> [UInt8] {
        var writer = ByteWriter(capacity: count(value))
        writer.appendLEB128(value)
        return writer.bytes
    }

    /// The number that `bytes`, all of them, spell.
    public static func decode(
        _ bytes: [UInt8], requireMinimal: Bool = true
    ) throws(ByteReaderError) -> UInt64 {
        var reader = ByteReader(bytes)
        let value = try reader.readLEB128(requireMinimal: requireMinimal)
        try reader.requireEnd()
        return value
    }
}

extension ByteReader {
    /// A number in unsigned LEB128, at most ten bytes.
    ///
    /// - Parameter requireMinimal: refuse a form with superfluous zero groups at its end. Without it,
    ///   such forms pass as long as they stay within ten bytes.
    /// - Throws: ``ByteReaderError`` with `truncated`, `varintOverflow` or `varintNotMinimal`; its
    ///   offset is that of the number's first byte, and nothing has been read.
    public mutating func readLEB128(requireMinimal: Bool = true) throws(ByteReaderError) -> UInt64 {
        var ahead = self
        var value: UInt64 = 0
        for index in 0..<LEB128.maximumCount {
            guard let byte = ahead.next else { throw failure(.truncated, needed: index + 1) }
            ahead.position += 1
            let group = UInt64(byte & 0x7f)
            // The tenth byte holds bit 63 alone.
            if index == LEB128.maximumCount - 1, byte > 1 { break }
            value |= group << UInt64(7 * index)
            if byte & 0x80 == 0 {
                if requireMinimal, index > 0, byte == 0 {
                    throw failure(.varintNotMinimal, needed: index + 1)
                }
                self = ahead
                return value
            }
        }
        throw failure(.varintOverflow, needed: LEB128.maximumCount)
    }

    /// Bytes after their own length in unsigned LEB128; on failure nothing has been read.
    public mutating func readLEB128Prefixed() throws(ByteReaderError) -> ArraySlice<UInt8> {
        var ahead = self
        let count = try ahead.readLEB128()
        let content = try ahead.read(counted: count)
        self = ahead
        return content
    }
}

extension ByteWriter {
    /// The shortest unsigned LEB128 form of `value`.
    public mutating func appendLEB128(_ value: UInt64) {
        var rest = value
        while rest > 0x7f {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(truncatingIfNeeded: rest))
    }

    /// `content` after its own length in unsigned LEB128.
    public mutating func appendLEB128Prefixed(_ content: some Collection<UInt8>) {
        appendLEB128(UInt64(content.count))
        append(contentsOf: content)
    }
}
