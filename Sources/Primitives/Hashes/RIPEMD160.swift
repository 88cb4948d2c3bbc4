/// RIPEMD-160 (Dobbertin, Bosselaers, Preneel 1996), for BIP-32 fingerprints and the EVM's precompile.
public enum RIPEMD160 {
    /// The twenty bytes of the hash of `bytes`.
    public static func hash(_ bytes: some Collection<UInt8>) -> [UInt8] {
        bytes.withContiguousBytes { input in
            var state = State()
            let whole = input.count & ~63
            for start in stride(from: 0, to: whole, by: 64) {
                state.compress(UnsafeRawBufferPointer(rebasing: input[start..<start + 64]))
            }
            // A one bit, zeros, and the length in bits, filling one block or two.
            var tail = [UInt8](input[whole...])
            tail.append(0x80)
            let zeros = (120 - tail.count) % 64
            tail.append(contentsOf: repeatElement(0, count: zeros))
            var writer = ByteWriter(capacity: 128)
            writer.append(contentsOf: tail)
            writer.appendLittleEndian(UInt64(input.count) &* 8)
            writer.bytes.withUnsafeBytes { end in
                for start in stride(from: 0, to: end.count, by: 64) {
                    state.compress(UnsafeRawBufferPointer(rebasing: end[start..<start + 64]))
                }
            }
            return state.bytes
        }
    }
}

private struct State {
    var h0: UInt32 = 0x6745_2301
    var h1: UInt32 = 0xefcd_ab89
    var h2: UInt32 = 0x98ba_dcfe
    var h3: UInt32 = 0x1032_5476
    var h4: UInt32 = 0xc3d2_e1f0

    var bytes: [UInt8] {
        var writer = ByteWriter(capacity: 20)
        for word in [h0, h1, h2, h3, h4] { writer.appendLittleEndian(word) }
        return writer.bytes
    }

    /// `block` has 64 bytes.
    mutating func compress(_ block: UnsafeRawBufferPointer) {
        let l = Line.left.run(from: self, block)
        let r = Line.right.run(from: self, block)
        (h0, h1, h2, h3, h4) = (
            h1 &+ l.h2 &+ r.h3, h2 &+ l.h3 &+ r.h4, h3 &+ l.h4 &+ r.h0, h4 &+ l.h0 &+ r.h1,
            h0 &+ l.h1 &+ r.h2
        )
    }
}

/// One of the two parallel lines of eighty steps, five rounds of sixteen.
private struct Line: Sendable {
    /// Which word of the block each step takes.
    let words: [UInt8]
    /// How far each step rotates.
    let shifts: [UInt8]
    /// The constant of each round.
    let constants: [UInt32]
    /// Which of the five functions each round uses.
    let functions: [Int]

    func run(from start: State, _ block: UnsafeRawBufferPointer) -> State {
        var s = start
        for step in 0..<80 {
            let round = step / 16
            let mixed: UInt32 =
                switch functions[round] {
                case 0: s.h1 ^ s.h2 ^ s.h3
                case 1: (s.h1 & s.h2) | (~s.h1 & s.h3)
                case 2: (s.h1 | ~s.h2) ^ s.h3
                case 3: (s.h1 & s.h3) | (s.h2 & ~s.h3)
                default: s.h1 ^ (s.h2 | ~s.h3)
                }
            let word = block.loadUnaligned(fromByteOffset: Int(words[step]) * 4, as: UInt32.self)
            let sum = s.h0 &+ mixed &+ UInt32(littleEndian: word) &+ constants[round]
            let turned = rotate(sum, by: UInt32(shifts[step])) &+ s.h4
            (s.h0, s.h1, s.h2, s.h3, s.h4) = (s.h4, turned, s.h1, rotate(s.h2, by: 10), s.h3)
        }
        return s
    }

    private func rotate(_ value: UInt32, by count: UInt32) -> UInt32 {
        value &<< count | value &>> (32 &- count)
    }

    static let left = Line(
        words: [
            0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
            7, 4, 13, 1, 10, 6, 15, 3, 12, 0, 9, 5, 2, 14, 11, 8,
            3, 10, 14, 4, 9, 15, 8, 1, 2, 7, 0, 6, 13, 11, 5, 12,
            1, 9, 11, 10, 0, 8, 12, 4, 13, 3, 7, 15, 14, 5, 6, 2,
            4, 0, 5, 9, 7, 12, 2, 10, 14, 1, 3, 8, 11, 6, 15, 13,
        ],
        shifts: [
            11, 14, 15, 12, 5, 8, 7, 9, 11, 13, 14, 15, 6, 7, 9, 8,
            7, 6, 8, 13, 11, 9, 7, 15, 7, 12, 15, 9, 11, 7, 13, 12,
            11, 13, 6, 7, 14, 9, 13, 15, 14, 8, 13, 6, 5, 12, 7, 5,
            11, 12, 14, 15, 14, 15, 9, 8, 9, 14, 5, 6, 8, 6, 5, 12,
            9, 15, 5, 11, 6, 8, 13, 12, 5, 12, 13, 14, 11, 8, 5, 6,
        ],
        constants: [0, 0x5a82_7999, 0x6ed9_eba1, 0x8f1b_bcdc, 0xa953_fd4e],
        functions: [0, 1, 2, 3, 4])

    static let right = Line(
        words: [
            5, 14, 7, 0, 9, 2, 11, 4, 13, 6, 15, 8, 1, 10, 3, 12,
            6, 11, 3, 7, 0, 13, 5, 10, 14, 15, 8, 12, 4, 9, 1, 2,
            15, 5, 1, 3, 7, 14, 6, 9, 11, 8, 12, 2, 10, 0, 4, 13,
            8, 6, 4, 1, 3, 11, 15, 0, 5, 12, 2, 13, 9, 7, 10, 14,
            12, 15, 10, 4, 1, 5, 8, 7, 6, 2, 13, 14, 0, 3, 9, 11,
        ],
        shifts: [
            8, 9, 9, 11, 13, 15, 15, 5, 7, 7, 8, 11, 14, 14, 12, 6,
            9, 13, 15, 7, 12, 8, 9, 11, 7, 7, 12, 7, 6, 15, 13, 11,
            9, 7, 15, 11, 8, 6, 6, 14, 12, 13, 5, 14, 13, 13, 7, 5,
            15, 5, 8, 11, 14, 14, 6, 14, 6, 9, 12, 9, 12, 5, 15, 8,
            8, 5, 12, 9, 12, 5, 14, 6, 8, 13, 6, 5, 15, 13, 11, 11,
        ],
        constants: [0x50a2_8be6, 0x5c4d_d124, 0x6d70_3ef3, 0x7a6d_76e9, 0],
        functions: [4, 3, 2, 1, 0])
}
