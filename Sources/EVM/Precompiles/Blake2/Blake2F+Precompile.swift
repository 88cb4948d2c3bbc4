import Primitives

extension Blake2F {
    /// rounds (4, big-endian), state (8 · 8, little-endian), message (16 · 8), offset (2 · 8), final flag (1).
    private static let inputLength = 213

    /// What is to be paid, one gas each; none for an input that is refused.
    static func rounds(_ input: PaddedInput) -> UInt32 {
        guard input.count == inputLength else { return 0 }
        return (0..<4).reduce(0) { $0 << 8 | UInt32(input.byte($1)) }
    }

    /// The contract at 0x09.
    static func compress(_ input: PaddedInput) throws(PrecompileFailure.Code) -> [UInt8] {
        guard input.count == inputLength else { throw .wrongLength(bytes: input.count) }
        let flag = input.byte(212)
        guard flag <= 1 else { throw .invalidFinalFlag(flag) }
        let state = compress(
            (0..<8).map { input.littleEndianLimb(4 + 8 * $0) },
            (0..<16).map { input.littleEndianLimb(68 + 8 * $0) },
            offset: (input.littleEndianLimb(196), input.littleEndianLimb(204)),
            final: flag == 1, rounds: rounds(input))
        var writer = ByteWriter(capacity: 64)
        for word in state { writer.appendLittleEndian(word) }
        return writer.bytes
    }
}
