extension UInt256 {
    /// From the big-endian bytes of a word.
    @inlinable
    public init(_ bytes: Bytes32) {
        let words = bytes.words
        self.init(limbs: words.3, words.2, words.1, words.0)
    }

    /// From up to thirty-two big-endian bytes; nil if there are more, even if they are zero.
    public init?(bigEndian bytes: some Collection<UInt8>) {
        guard bytes.count <= 32 else { return nil }
        self.init(limbs: 0, 0, 0, 0)
        var position = bytes.count
        for byte in bytes {
            position -= 1
            let shifted = UInt64(byte) << UInt64(8 * (position & 7))
            switch position >> 3 {
            case 0: l0 |= shifted
            case 1: l1 |= shifted
            case 2: l2 |= shifted
            default: l3 |= shifted
            }
        }
    }

    /// The thirty-two big-endian bytes.
    @inlinable public var bytes32: Bytes32 { Bytes32(words: l3, l2, l1, l0) }

    /// The thirty-two big-endian bytes.
    public var bigEndianBytes: [UInt8] { bytes32.bytes }

    /// The big-endian bytes without leading zeros; none for zero. The form of RLP.
    public var minimalBigEndianBytes: [UInt8] {
        let count = (significantBitCount + 7) / 8
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            var index = count
            while index > 0 {
                index -= 1
                let position = count - 1 - index
                buffer[index] = UInt8(truncatingIfNeeded: limb(position >> 3) >> UInt64(8 * (position & 7)))
            }
            initialized = count
        }
    }
}
