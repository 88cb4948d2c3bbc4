/// Keccak-256 as Ethereum uses it: the original padding, not that of SHA3-256.
///
/// ```swift
/// let hash = Keccak256.hash("transfer(address,uint256)".utf8)
/// ```
public struct Keccak256: Sendable {
    private static let rate = 136
    private static let suffix: UInt8 = 0x01

    private var sponge = KeccakSponge(rate: rate)

    /// No input yet.
    public init() {}

    /// Appends to the input.
    public mutating func update(_ buffer: UnsafeRawBufferPointer) { sponge.absorb(buffer) }

    /// Appends to the input.
    @inlinable
    public mutating func update(_ bytes: some Collection<UInt8>) {
        bytes.withContiguousBytes { update($0) }
    }

    /// The hash of the input so far; more may follow.
    public func finalize() -> Bytes32 {
        var copy = sponge
        copy.pad(suffix: Self.suffix)
        return copy.digest
    }

    /// The hash of `buffer`.
    public static func hash(_ buffer: UnsafeRawBufferPointer) -> Bytes32 {
        var sponge = KeccakSponge(rate: rate)
        sponge.absorb(buffer)
        sponge.pad(suffix: suffix)
        return sponge.digest
    }

    /// The hash of `bytes`.
    @inlinable
    public static func hash(_ bytes: some Collection<UInt8>) -> Bytes32 {
        bytes.withContiguousBytes { hash($0) }
    }

    /// The hash of thirty-two bytes, without a copy to the heap.
    public static func hash(_ word: Bytes32) -> Bytes32 {
        let (w0, w1, w2, w3) = word.words
        let ordered = (w0.bigEndian, w1.bigEndian, w2.bigEndian, w3.bigEndian)
        return withUnsafeBytes(of: ordered) { hash($0) }
    }
}

/// SHA3-256 (FIPS 202).
public enum SHA3_256 {
    /// The hash of `bytes`.
    public static func hash(_ bytes: some Collection<UInt8>) -> Bytes32 {
        var sponge = KeccakSponge(rate: 136)
        bytes.withContiguousBytes { sponge.absorb($0) }
        sponge.pad(suffix: 0x06)
        return sponge.digest
    }
}
