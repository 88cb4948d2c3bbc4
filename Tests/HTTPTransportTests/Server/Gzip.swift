/// Gzip streams (RFC 1951, 1952) of zeros, made by hand: 13 bits stand for 258 bytes.
enum Gzip {
    /// - Parameter count: one more than a multiple of 258.
    static func zeros(_ count: Int) -> [UInt8] {
        precondition(count % 258 == 1)
        var bits = BitWriter()
        bits.write(0b011, count: 3)  // last block, fixed Huffman codes; least significant bit first
        bits.writeCode(0b0011_0000, count: 8)  // literal 0
        for _ in 0..<(count / 258) {
            bits.writeCode(0b1100_0101, count: 8)  // length 258
            bits.writeCode(0, count: 5)  // distance 1
        }
        bits.writeCode(0, count: 7)  // end of block
        let header: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]
        return header + bits.bytes + littleEndian(crc32OfZeros(count)) + littleEndian(UInt32(count))
    }

    private struct BitWriter {
        var bytes: [UInt8] = []
        var used = 8

        mutating func writeBit(_ bit: Int) {
            if used == 8 {
                bytes.append(0)
                used = 0
            }
            bytes[bytes.count - 1] |= UInt8(bit << used)
            used += 1
        }

        mutating func write(_ value: Int, count: Int) {
            for index in 0..<count { writeBit(value >> index & 1) }
        }

        /// Huffman codes go in from their most significant bit.
        mutating func writeCode(_ value: Int, count: Int) {
            for index in (0..<count).reversed() { writeBit(value >> index & 1) }
        }
    }

    private static func crc32OfZeros(_ count: Int) -> UInt32 {
        var crc = UInt32.max
        for _ in 0..<count {
            for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1 == 1 ? 0xedb8_8320 : 0) }
        }
        return ~crc
    }

    private static func littleEndian(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}
