public import Primitives

/// A key of a trie, or the beginning of one: up to sixty-four half bytes, held in place.
///
/// Enough for every key of Ethereum's tries: hashes, and the RLP of an index.
public struct NibblePath: Hashable, Sendable {
    // From the highest bits downwards; zero beyond the last nibble.
    let bits: UInt256
    private let length: UInt8

    /// The most nibbles a path can have.
    public static let limit = 64
    /// No nibbles: where a trie's root is.
    public static let root = NibblePath(bits: .zero, count: 0)

    @inline(__always)
    init(bits: UInt256, count: Int) {
        self.bits = bits
        length = UInt8(truncatingIfNeeded: count)
    }

    /// The sixty-four nibbles of `key`, a hash as a rule.
    public init(_ key: Bytes32) { self.init(bits: UInt256(key), count: 64) }

    /// Two nibbles per byte, the high one first; nil of more than thirty-two bytes.
    public init?(bytes: some Collection<UInt8>) {
        guard let number = UInt256(bigEndian: bytes) else { return nil }
        self.init(bits: number << (256 - 8 * bytes.count), count: 2 * bytes.count)
    }

    /// One nibble per element; nil of more than sixty-four or of an element above 15.
    public init?(nibbles: some Collection<UInt8>) {
        guard nibbles.count <= Self.limit else { return nil }
        var bits = UInt256.zero
        for nibble in nibbles {
            guard nibble < 16 else { return nil }
            bits = bits << 4 | UInt256(limbs: UInt64(nibble), 0, 0, 0)
        }
        self.init(bits: bits << (256 - 4 * nibbles.count), count: nibbles.count)
    }

    /// How many nibbles it has.
    @inline(__always) public var count: Int { Int(length) }

    /// The nibble at `index`, which must be below ``count``: 0 to 15.
    @inline(__always)
    public subscript(index: Int) -> Int {
        precondition(index >= 0 && index < count)
        let limbs = bits.limbs
        let limb =
            switch index >> 4 {
            case 0: limbs.3
            case 1: limbs.2
            case 2: limbs.1
            default: limbs.0
            }
        return Int(truncatingIfNeeded: limb &>> UInt64(60 - 4 * (index & 15))) & 15
    }

    /// One nibble per element.
    public var nibbles: [UInt8] { (0..<count).map { UInt8(self[$0]) } }

    /// The first `count` nibbles; all of them if it has fewer.
    public func prefix(_ count: Int) -> NibblePath {
        guard count < self.count else { return self }
        guard count > 0 else { return .root }
        let dropped = 256 - 4 * count
        return NibblePath(bits: (bits >> dropped) << dropped, count: count)
    }

    /// With `nibble`, 0 to 15, after the last; itself if it is full.
    func appending(_ nibble: Int) -> NibblePath {
        guard count < Self.limit else { return self }
        let added = UInt256(limbs: UInt64(nibble & 15), 0, 0, 0) << (252 - 4 * count)
        return NibblePath(bits: bits | added, count: count + 1)
    }

    /// With `suffix` after it; nil if that is more than sixty-four nibbles.
    func appending(_ suffix: NibblePath) -> NibblePath? {
        guard count + suffix.count <= Self.limit else { return nil }
        return NibblePath(bits: bits | suffix.bits >> (4 * count), count: count + suffix.count)
    }

    /// How many nibbles both begin with.
    @inline(__always)
    func commonCount(with other: NibblePath) -> Int {
        min((bits ^ other.bits).leadingZeroBitCount >> 2, min(count, other.count))
    }

    /// Whether it begins with all of `prefix`.
    @inline(__always)
    func hasPrefix(_ prefix: NibblePath) -> Bool { commonCount(with: prefix) == prefix.count }
}

extension NibblePath: Comparable {
    /// Nibble by nibble; a path is before its continuations.
    public static func < (a: NibblePath, b: NibblePath) -> Bool {
        a.bits == b.bits ? a.length < b.length : a.bits < b.bits
    }
}

extension NibblePath: CustomStringConvertible {
    /// One hexadecimal digit per nibble; none for the root.
    public var description: String {
        String(bits.bytes32.hex.prefix(count))
    }
}
