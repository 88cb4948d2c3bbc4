extension Fp {
    /// Bytes of one coordinate.
    package static let byteCount = 48

    /// From forty-eight big-endian bytes; nil when the number is p or more.
    package init?(bigEndian bytes: UnsafeRawBufferPointer) {
        guard bytes.count == Fp.byteCount else { return nil }
        let plain = Fp.plainLimbs(bytes)
        var borrow: UInt64 = 0
        _ = subtractBorrow(plain.l0, Fp.p0, &borrow)
        _ = subtractBorrow(plain.l1, Fp.p1, &borrow)
        _ = subtractBorrow(plain.l2, Fp.p2, &borrow)
        _ = subtractBorrow(plain.l3, Fp.p3, &borrow)
        _ = subtractBorrow(plain.l4, Fp.p4, &borrow)
        _ = subtractBorrow(plain.l5, Fp.p5, &borrow)
        guard borrow == 1 else { return nil }
        self = plain * Fp.radixSquared
    }

    /// From sixty-four big-endian bytes, modulo p (RFC 9380, section 5.2).
    package init(reducing bytes: UnsafeRawBufferPointer) {
        let low = Fp.plainLimbs(UnsafeRawBufferPointer(rebasing: bytes[16..<64]))
        let high = Fp(
            montgomery: Fp.word(bytes, 8), Fp.word(bytes, 0), 0, 0, 0, 0)
        // `low` may be any number below 2³⁸⁴, which is allowed in a second factor.
        self = Fp.radixSquared * low + Fp.radixCubed * high
    }

    /// Writes the number as forty-eight big-endian bytes.
    package func write(to buffer: UnsafeMutableRawBufferPointer) {
        let plain = canonical
        buffer.storeBytes(of: plain.l5.bigEndian, toByteOffset: 0, as: UInt64.self)
        buffer.storeBytes(of: plain.l4.bigEndian, toByteOffset: 8, as: UInt64.self)
        buffer.storeBytes(of: plain.l3.bigEndian, toByteOffset: 16, as: UInt64.self)
        buffer.storeBytes(of: plain.l2.bigEndian, toByteOffset: 24, as: UInt64.self)
        buffer.storeBytes(of: plain.l1.bigEndian, toByteOffset: 32, as: UInt64.self)
        buffer.storeBytes(of: plain.l0.bigEndian, toByteOffset: 40, as: UInt64.self)
    }

    /// The limbs of the number itself, no longer in Montgomery form.
    var canonical: Fp { self * Fp(montgomery: 1, 0, 0, 0, 0, 0) }

    /// 1 if the number is odd.
    var parity: UInt64 { canonical.l0 & 1 }

    /// 1 if the number is above (p - 1) / 2, that is, greater than its negative.
    var isLargerBit: UInt64 {
        let n = canonical
        var borrow: UInt64 = 0
        _ = subtractBorrow(0xdcff_7fff_ffff_d555, n.l0, &borrow)
        _ = subtractBorrow(0x0f55_ffff_58a9_ffff, n.l1, &borrow)
        _ = subtractBorrow(0xb398_6950_7b58_7b12, n.l2, &borrow)
        _ = subtractBorrow(0xb23b_a5c2_79c2_895f, n.l3, &borrow)
        _ = subtractBorrow(0x258d_d3db_21a5_d66b, n.l4, &borrow)
        _ = subtractBorrow(0x0d00_88f5_1cbf_f34d, n.l5, &borrow)
        return borrow
    }

    private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    private static func plainLimbs(_ bytes: UnsafeRawBufferPointer) -> Fp {
        Fp(
            montgomery: word(bytes, 40), word(bytes, 32), word(bytes, 24), word(bytes, 16), word(bytes, 8),
            word(bytes, 0))
    }
}
