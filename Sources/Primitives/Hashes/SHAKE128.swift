/// SHAKE128 (FIPS 202 section 6.2): bytes in, then as many bytes out as wanted.
///
/// ```swift
/// var shake = SHAKE128()
/// shake.absorb(seed)
/// var stream = shake.output()
/// let mask = stream.squeeze(48)
/// ```
public struct SHAKE128: Sendable {
    private static let rate = 168
    private static let suffix: UInt8 = 0x1f

    private var sponge = KeccakSponge(rate: rate)

    /// No input yet.
    public init() {}

    /// Appends to the input.
    public mutating func absorb(_ buffer: UnsafeRawBufferPointer) { sponge.absorb(buffer) }

    /// Appends to the input.
    @inlinable
    public mutating func absorb(_ bytes: some Collection<UInt8>) {
        bytes.withContiguousBytes { absorb($0) }
    }

    /// The output for the input so far; more may be absorbed afterwards for another output.
    public func output() -> Output {
        var padded = sponge
        padded.pad(suffix: Self.suffix)
        return Output(sponge: padded)
    }

    /// Forgets the input and overwrites the state with zeros, where it held a secret. Copies keep theirs.
    public mutating func wipe() { sponge.wipe() }

    /// The first `count` bytes of output for `bytes`.
    public static func hash(_ bytes: some Collection<UInt8>, count: Int) -> [UInt8] {
        var shake = SHAKE128()
        shake.absorb(bytes)
        var output = shake.output()
        return output.squeeze(count)
    }

    /// An endless stream of bytes, drawn in pieces of any size.
    public struct Output: Sendable {
        fileprivate var sponge: KeccakSponge

        /// The next `count` bytes; none for a count below one.
        public mutating func squeeze(_ count: Int) -> [UInt8] {
            var bytes = [UInt8](repeating: 0, count: max(0, count))
            bytes.withUnsafeMutableBytes { sponge.squeeze(into: $0) }
            return bytes
        }

        /// The next bytes, as many as `buffer` takes.
        public mutating func squeeze(into buffer: UnsafeMutableRawBufferPointer) {
            sponge.squeeze(into: buffer)
        }

        /// Adds the next bytes (exclusive or) to those in `buffer`: encrypts or decrypts it in place.
        public mutating func squeeze(addingTo buffer: UnsafeMutableRawBufferPointer) {
            sponge.squeeze(addingTo: buffer)
        }

        /// Overwrites the state with zeros; what follows is no output of SHAKE128. Copies keep theirs.
        public mutating func wipe() { sponge.wipe() }
    }
}
