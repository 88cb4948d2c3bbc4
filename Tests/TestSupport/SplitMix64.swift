/// A small seeded generator (SplitMix64; Steele, Lea, Flood 2014), so that a failure can be replayed.
public struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    /// `count` random bytes.
    public mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
    }

    /// As many random bytes as chance says, at most `limit`.
    public mutating func bytes(upTo limit: Int) -> [UInt8] { bytes(Int(next() % UInt64(limit + 1))) }

    /// A random element; nil of nothing.
    public mutating func pick<C: RandomAccessCollection>(_ elements: C) -> C.Element? {
        guard !elements.isEmpty else { return nil }
        let place = Int(next() % UInt64(elements.count))
        return elements[elements.index(elements.startIndex, offsetBy: place)]
    }
}
