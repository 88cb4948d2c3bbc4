public import Primitives

/// The first four bytes of the hash of a signature: they choose a function or an error.
public struct ABISelector: Hashable, Sendable {
    /// The four bytes as a big-endian number.
    public let number: UInt32

    /// From the four bytes as a big-endian number.
    public init(number: UInt32) { self.number = number }

    /// The first four bytes of `data`; nil if there are fewer.
    public init?(_ data: some Collection<UInt8>) {
        let bytes = data.prefix(4)
        guard bytes.count == 4 else { return nil }
        number = bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Of the hash of a signature.
    public init(hash: Bytes32) { number = UInt32(hash.words.0 >> 32) }

    /// Eight hexadecimal digits, with or without `0x`.
    public init(hex text: some StringProtocol) throws(HexError) {
        number = try Hex.decode(text, count: 4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// The four bytes, as a call's or a revert's data begins with them.
    public var bytes: [UInt8] {
        [UInt8(number >> 24), UInt8(number >> 16 & 255), UInt8(number >> 8 & 255), UInt8(number & 255)]
    }
}

extension ABISelector: CustomStringConvertible {
    /// `0x` and eight lowercase digits.
    public var description: String { bytes.prefixedHex }
}
