/// The compression function F of BLAKE2b (RFC 7693, section 3.2), with any number of rounds (EIP-152).
package struct Blake2F {
    // The sixteen words of the working state, in the variables that hold them for all rounds.
    private var v0, v1, v2, v3, v4, v5, v6, v7: UInt64
    private var v8, v9, v10, v11, v12, v13, v14, v15: UInt64

    /// The initial vector: the one of SHA-512.
    private static let vector: [UInt64] = [
        0x6a09_e667_f3bc_c908, 0xbb67_ae85_84ca_a73b, 0x3c6e_f372_fe94_f82b, 0xa54f_f53a_5f1d_36f1,
        0x510e_527f_ade6_82d1, 0x9b05_688c_2b3e_6c1f, 0x1f83_d9ab_fb41_bd6b, 0x5be0_cd19_137e_2179,
    ]

    /// Which word of the message each step takes, round by round; after ten rounds it begins anew.
    private static let schedule: [UInt8] = [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
        11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4,
        7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8,
        9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13,
        2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9,
        12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11,
        13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10,
        6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5,
        10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0,
    ]

    private init(_ h: [UInt64], offset: (UInt64, UInt64), final: Bool) {
        (v0, v1, v2, v3, v4, v5, v6, v7) = (h[0], h[1], h[2], h[3], h[4], h[5], h[6], h[7])
        let iv = Blake2F.vector
        (v8, v9, v10, v11) = (iv[0], iv[1], iv[2], iv[3])
        (v12, v13) = (iv[4] ^ offset.0, iv[5] ^ offset.1)
        (v14, v15) = (final ? ~iv[6] : iv[6], iv[7])
    }

    /// The state `h` of eight words after compressing a message of sixteen.
    ///
    /// `offset` is the number of bytes so far, low word first; `final` marks the last block.
    package static func compress(
        _ h: [UInt64], _ message: [UInt64], offset: (UInt64, UInt64), final: Bool, rounds: UInt32
    ) -> [UInt64] {
        precondition(h.count == 8 && message.count == 16)
        var state = Blake2F(h, offset: offset, final: final)
        // In the order of use, so that the rounds only read on.
        let words = schedule.map { message[Int($0)] }
        words.withUnsafeBufferPointer { state.run(rounds, $0) }
        return [
            h[0] ^ state.v0 ^ state.v8, h[1] ^ state.v1 ^ state.v9, h[2] ^ state.v2 ^ state.v10,
            h[3] ^ state.v3 ^ state.v11, h[4] ^ state.v4 ^ state.v12, h[5] ^ state.v5 ^ state.v13,
            h[6] ^ state.v6 ^ state.v14, h[7] ^ state.v7 ^ state.v15,
        ]
    }

    /// `words` holds ten rounds of sixteen.
    @inline(never)
    private mutating func run(_ rounds: UInt32, _ words: UnsafeBufferPointer<UInt64>) {
        guard let start = words.baseAddress else { return }
        var v = self
        var place = 0
        for _ in 0..<rounds {
            v.round(start + place)
            place = place == 144 ? 0 : place &+ 16
        }
        self = v
    }

    @inline(__always)
    private mutating func round(_ m: UnsafePointer<UInt64>) {
        Blake2F.mix(&v0, &v4, &v8, &v12, m[0], m[1])
        Blake2F.mix(&v1, &v5, &v9, &v13, m[2], m[3])
        Blake2F.mix(&v2, &v6, &v10, &v14, m[4], m[5])
        Blake2F.mix(&v3, &v7, &v11, &v15, m[6], m[7])
        Blake2F.mix(&v0, &v5, &v10, &v15, m[8], m[9])
        Blake2F.mix(&v1, &v6, &v11, &v12, m[10], m[11])
        Blake2F.mix(&v2, &v7, &v8, &v13, m[12], m[13])
        Blake2F.mix(&v3, &v4, &v9, &v14, m[14], m[15])
    }

    /// The function G.
    @inline(__always)
    private static func mix(
        _ a: inout UInt64, _ b: inout UInt64, _ c: inout UInt64, _ d: inout UInt64,
        _ x: UInt64, _ y: UInt64
    ) {
        a = a &+ b &+ x
        d = rotate(d ^ a, 32)
        c = c &+ d
        b = rotate(b ^ c, 24)
        a = a &+ b &+ y
        d = rotate(d ^ a, 16)
        c = c &+ d
        b = rotate(b ^ c, 63)
    }

    @inline(__always)
    private static func rotate(_ word: UInt64, _ count: UInt64) -> UInt64 {
        word &>> count | word &<< (64 &- count)
    }
}
