/// The block function of ChaCha20 (Bernstein, 2008; RFC 8439, section 2.3), in constant time.
package enum ChaCha20 {
    /// Sixty-four bytes of the key stream, as sixteen words that lie in memory in its order.
    ///
    /// - Parameters:
    ///   - key: 32 bytes.
    ///   - counter: words 12 and 13, the lower first.
    ///   - nonce: words 14 and 15, the lower first.
    package static func block(
        key: UnsafeRawBufferPointer, counter: UInt64, nonce: UInt64 = 0
    ) -> SIMD16<UInt32> {
        precondition(key.count == 32)
        func word(_ index: Int) -> UInt32 {
            UInt32(littleEndian: key.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))
        }
        let start = (
            SIMD4<UInt32>(0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574),
            SIMD4(word(0), word(1), word(2), word(3)), SIMD4(word(4), word(5), word(6), word(7)),
            SIMD4(
                UInt32(truncatingIfNeeded: counter), UInt32(truncatingIfNeeded: counter &>> 32),
                UInt32(truncatingIfNeeded: nonce), UInt32(truncatingIfNeeded: nonce &>> 32))
        )
        var (a, b, c, d) = start
        for _ in 0..<10 {
            quarterRounds(&a, &b, &c, &d)
            // Columns become diagonals, and afterwards columns again.
            b = SIMD4(b[1], b[2], b[3], b[0])
            c = SIMD4(c[2], c[3], c[0], c[1])
            d = SIMD4(d[3], d[0], d[1], d[2])
            quarterRounds(&a, &b, &c, &d)
            b = SIMD4(b[3], b[0], b[1], b[2])
            c = SIMD4(c[2], c[3], c[0], c[1])
            d = SIMD4(d[1], d[2], d[3], d[0])
        }
        a &+= start.0
        b &+= start.1
        c &+= start.2
        d &+= start.3
        let words = SIMD16(
            lowHalf: SIMD8(lowHalf: a, highHalf: b), highHalf: SIMD8(lowHalf: c, highHalf: d))
        #if _endian(big)
            return SIMD16(words.indices.map { words[$0].byteSwapped })
        #else
            return words
        #endif
    }

    @inline(__always)
    private static func quarterRounds(
        _ a: inout SIMD4<UInt32>, _ b: inout SIMD4<UInt32>, _ c: inout SIMD4<UInt32>,
        _ d: inout SIMD4<UInt32>
    ) {
        func rotate(_ value: SIMD4<UInt32>, _ count: UInt32) -> SIMD4<UInt32> {
            value &<< SIMD4(repeating: count) | value &>> SIMD4(repeating: 32 - count)
        }
        a &+= b
        d = rotate(d ^ a, 16)
        c &+= d
        b = rotate(b ^ c, 12)
        a &+= b
        d = rotate(d ^ a, 8)
        c &+= d
        b = rotate(b ^ c, 7)
    }
}
