package import Primitives

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// scrypt (RFC 7914), its working memory wiped afterwards.
///
/// Own code, because BoringSSL refuses what keystores contain: N of 2^(16 r) or more (a published
/// test vector has N = 2^18 with r = 1) and, through swift-crypto's memory bound, p = 1 with r > 16.
/// Which memory is touched depends on the passphrase, by design of the function.
package struct Scrypt {
    /// Power of two from 2 to 2^32.
    let n: Int
    /// Block size in units of 128 bytes; r·p below 2^30.
    let r: Int
    let p: Int

    package init?(n: Int, r: Int, p: Int) {
        guard n >= 2, n <= 1 << 32, n & (n - 1) == 0, r > 0, p > 0 else { return nil }
        let (product, overflow) = r.multipliedReportingOverflow(by: p)
        guard !overflow, product < 1 << 30 else { return nil }
        self.n = n
        self.r = r
        self.p = p
    }

    /// Bytes of working memory; nil if more than can be addressed.
    package var memory: Int? {
        // n for the table, p for the blocks, one for scratch. n + p + 1 cannot overflow.
        let (bytes, overflow) = (n + p + 1).multipliedReportingOverflow(by: 128 * r)
        return overflow ? nil : bytes
    }

    /// Bytes written and read while mixing, in all; nil if beyond 2^63.
    package var work: Int? {
        let (bytes, overflow) = n.multipliedReportingOverflow(by: 128 * r * p)
        return overflow ? nil : bytes
    }

    /// `count` bytes; nil if there is not enough memory.
    package func deriveKey(
        passphrase: UnsafeRawBufferPointer, salt: UnsafeRawBufferPointer, count: Int
    ) -> Secret? {
        let blockBytes = 128 * r
        guard let memory, let base = malloc(memory) else { return nil }
        let all = UnsafeMutableRawBufferPointer(start: base, count: memory)
        defer {
            Secret.wipe(all)
            free(base)
        }
        guard
            let expanded = PBKDF2.deriveKey(
                passphrase: passphrase, salt: salt, hash: .sha256, iterations: 1, count: blockBytes * p)
        else { return nil }
        let words = base.bindMemory(to: UInt32.self, capacity: memory / 4)
        let blockWords = 32 * r
        expanded.withUnsafeBytes { source in
            for word in 0..<blockWords * p {
                words[word] = UInt32(
                    littleEndian: source.loadUnaligned(fromByteOffset: word * 4, as: UInt32.self))
            }
        }
        let scratch = words + p * blockWords
        for index in 0..<p {
            mix(words + index * blockWords, scratch: scratch, table: scratch + blockWords)
        }
        for word in 0..<blockWords * p { words[word] = words[word].littleEndian }
        return PBKDF2.deriveKey(
            passphrase: passphrase, salt: UnsafeRawBufferPointer(start: base, count: blockBytes * p),
            hash: .sha256, iterations: 1, count: count)
    }

    /// scryptROMix (section 5), in place.
    private func mix(
        _ block: UnsafeMutablePointer<UInt32>, scratch: UnsafeMutablePointer<UInt32>,
        table: UnsafeMutablePointer<UInt32>
    ) {
        let size = 32 * r
        table.update(from: block, count: size)
        for index in 1..<n {
            Self.blockMix(table + (index &- 1) &* size, into: table + index &* size, r: r)
        }
        Self.blockMix(table + (n &- 1) &* size, into: block, r: r)
        let last = size &- 16
        for _ in 0..<n {
            // Integerify: n is at most 2^32, so the first word decides.
            let entry = table + (Int(block[last]) & (n &- 1)) &* size
            for index in 0..<size { scratch[index] = block[index] ^ entry[index] }
            Self.blockMix(scratch, into: block, r: r)
        }
    }

    /// scryptBlockMix (section 4).
    @inline(never)
    private static func blockMix(
        _ source: UnsafeMutablePointer<UInt32>, into target: UnsafeMutablePointer<UInt32>, r: Int
    ) {
        var previous = source + (32 &* r &- 16)
        for index in 0..<2 &* r {
            // Even results first, then the odd ones.
            let result = target + 16 &* (index / 2 &+ (index & 1) &* r)
            salsa(previous, source + 16 &* index, into: result)
            previous = result
        }
    }

    /// Salsa20/8 (section 3) of `a` xor `b`, sixteen words each, held in variables and hence registers.
    @inline(__always)
    private static func salsa(
        _ a: UnsafeMutablePointer<UInt32>, _ b: UnsafeMutablePointer<UInt32>,
        into result: UnsafeMutablePointer<UInt32>
    ) {
        let (s0, s1, s2, s3) = (a[0] ^ b[0], a[1] ^ b[1], a[2] ^ b[2], a[3] ^ b[3])
        let (s4, s5, s6, s7) = (a[4] ^ b[4], a[5] ^ b[5], a[6] ^ b[6], a[7] ^ b[7])
        let (s8, s9, s10, s11) = (a[8] ^ b[8], a[9] ^ b[9], a[10] ^ b[10], a[11] ^ b[11])
        let (s12, s13, s14, s15) = (a[12] ^ b[12], a[13] ^ b[13], a[14] ^ b[14], a[15] ^ b[15])
        var (x0, x1, x2, x3, x4, x5, x6, x7) = (s0, s1, s2, s3, s4, s5, s6, s7)
        var (x8, x9, x10, x11, x12, x13, x14, x15) = (s8, s9, s10, s11, s12, s13, s14, s15)
        for _ in 0..<4 {
            quarterRound(&x0, &x4, &x8, &x12)
            quarterRound(&x5, &x9, &x13, &x1)
            quarterRound(&x10, &x14, &x2, &x6)
            quarterRound(&x15, &x3, &x7, &x11)
            quarterRound(&x0, &x1, &x2, &x3)
            quarterRound(&x5, &x6, &x7, &x4)
            quarterRound(&x10, &x11, &x8, &x9)
            quarterRound(&x15, &x12, &x13, &x14)
        }
        (result[0], result[1], result[2], result[3]) = (x0 &+ s0, x1 &+ s1, x2 &+ s2, x3 &+ s3)
        (result[4], result[5], result[6], result[7]) = (x4 &+ s4, x5 &+ s5, x6 &+ s6, x7 &+ s7)
        (result[8], result[9], result[10], result[11]) = (x8 &+ s8, x9 &+ s9, x10 &+ s10, x11 &+ s11)
        (result[12], result[13], result[14], result[15]) = (
            x12 &+ s12, x13 &+ s13, x14 &+ s14, x15 &+ s15
        )
    }

    @inline(__always)
    private static func quarterRound(
        _ a: inout UInt32, _ b: inout UInt32, _ c: inout UInt32, _ d: inout UInt32
    ) {
        b ^= rotate(a &+ d, 7)
        c ^= rotate(b &+ a, 9)
        d ^= rotate(c &+ b, 13)
        a ^= rotate(d &+ c, 18)
    }

    @inline(__always)
    private static func rotate(_ value: UInt32, _ bits: UInt32) -> UInt32 {
        value &<< bits | value &>> (32 &- bits)
    }
}
