public import Primitives

/// A Bloom filter of 2048 bits over the addresses and topics of logs (Yellow Paper section 4.3.1).
///
/// What was put in is always found; what was not may be found by chance. Without bits it takes no
/// memory of its own.
public struct LogsBloom: Hashable, Sendable {
    // 32 words, most significant first; none while no bit is set, so that equal filters compare equal.
    private var words: [UInt64] = []

    /// The length of its encoding in bytes.
    public static let count = 256

    /// The places that one address or topic sets.
    ///
    /// Computed once, they look it up in any number of filters.
    public struct Key: Hashable, Sendable {
        fileprivate let bits: (UInt16, UInt16, UInt16)

        /// Of a contract that writes logs.
        public init(_ address: Address) {
            let (w0, w1, w2, w3) = address.word.words
            let ordered = (w0.bigEndian, w1.bigEndian, w2.bigEndian, w3.bigEndian)
            self.init(
                hash: withUnsafeBytes(of: ordered) { buffer in
                    Keccak256.hash(UnsafeRawBufferPointer(rebasing: buffer[12...]))
                })
        }

        /// Of a topic.
        public init(_ topic: Bytes32) { self.init(hash: Keccak256.hash(topic)) }

        /// The lowest eleven bits of each of the hash's first three pairs of bytes.
        private init(hash: Bytes32) {
            let first = hash.words.0
            func place(_ shift: UInt64) -> UInt16 { UInt16(truncatingIfNeeded: first >> shift) & 0x7ff }
            bits = (place(48), place(32), place(16))
        }

        public static func == (a: Key, b: Key) -> Bool { a.bits == b.bits }

        public func hash(into hasher: inout Hasher) {
            hasher.combine(bits.0)
            hasher.combine(bits.1)
            hasher.combine(bits.2)
        }
    }

    /// Without bits.
    public init() {}

    /// Of the addresses and topics of `logs`.
    public init(_ logs: some Sequence<Log>) {
        for log in logs { insert(log) }
    }

    /// From its encoding: nil unless `bytes` are exactly 256.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.count else { return nil }
        guard bytes.contains(where: { $0 != 0 }) else { return }
        words.reserveCapacity(32)
        var word: UInt64 = 0
        for (index, byte) in bytes.enumerated() {
            word = word << 8 | UInt64(byte)
            if index % 8 == 7 { words.append(word) }
        }
    }

    /// Whether no bit is set.
    public var isEmpty: Bool { words.isEmpty }

    /// Puts in the address and the topics of `log`.
    public mutating func insert(_ log: Log) {
        insert(Key(log.address))
        for topic in log.topics { insert(Key(topic)) }
    }

    /// Puts in an address or a topic.
    public mutating func insert(_ key: Key) {
        if words.isEmpty { words = [UInt64](repeating: 0, count: 32) }
        set(key.bits.0)
        set(key.bits.1)
        set(key.bits.2)
    }

    /// Whether an address or a topic may have been put in; if not, this is certain.
    public func contains(_ key: Key) -> Bool {
        !words.isEmpty && isSet(key.bits.0) && isSet(key.bits.1) && isSet(key.bits.2)
    }

    /// Puts in all that was put into `other`.
    public mutating func formUnion(_ other: LogsBloom) {
        guard !other.words.isEmpty else { return }
        guard !words.isEmpty else {
            self = other
            return
        }
        for index in words.indices { words[index] |= other.words[index] }
    }

    /// With all that was put into either.
    public func union(_ other: LogsBloom) -> LogsBloom {
        var result = self
        result.formUnion(other)
        return result
    }

    /// The 256 bytes of its encoding, most significant first.
    public var bytes: [UInt8] {
        guard !words.isEmpty else { return Self.zeros }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.count)
        for word in words { withUnsafeBytes(of: word.bigEndian) { bytes.append(contentsOf: $0) } }
        return bytes
    }

    private static let zeros = [UInt8](repeating: 0, count: count)

    private mutating func set(_ bit: UInt16) { words[31 - Int(bit >> 6)] |= 1 << UInt64(bit & 63) }

    private func isSet(_ bit: UInt16) -> Bool { words[31 - Int(bit >> 6)] >> UInt64(bit & 63) & 1 == 1 }
}
