/// Why a text is not the hexadecimal form of bytes.
public struct HexError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What can be wrong with digits, prefix or length.
    public enum Code: Hashable, Sendable {
        /// An odd number of digits.
        case oddLength
        /// A character outside 0-9, a-f, A-F, at this offset in UTF-8 bytes.
        case invalidDigit(at: Int)
        /// The number of bytes is not the one required.
        case wrongLength(expected: Int, actual: Int)
        /// The text must begin with `0x`.
        case missingPrefix
    }

    /// What is wrong.
    public let code: Code

    /// For other readers of hexadecimal text; offsets and lengths come with the code.
    public init(_ code: Code) { self.code = code }

    public var description: String {
        switch code {
        case .oddLength: "hex: odd number of digits"
        case .invalidDigit(let offset): "hex: not a hexadecimal digit at offset \(offset)"
        case .wrongLength(let expected, let actual): "hex: expected \(expected) bytes, got \(actual)"
        case .missingPrefix: "hex: must begin with 0x"
        }
    }
}

/// Hexadecimal text (RFC 4648 section 8, either letter case in, lowercase out).
public enum Hex {
    /// Whether a `0x` may, must or must not precede the digits.
    public enum Prefix: Sendable { case optional, required, forbidden }

    /// Lowercase digits of `bytes`, two each, without a prefix unless asked.
    public static func encode(_ bytes: some Collection<UInt8>, prefixed: Bool = false) -> String {
        bytes.withContiguousBytes { encode($0, prefixed: prefixed) }
    }

    private static func encode(_ bytes: UnsafeRawBufferPointer, prefixed: Bool) -> String {
        let length = bytes.count * 2 + (prefixed ? 2 : 0)
        return String(unsafeUninitializedCapacity: length) { buffer in
            var at = 0
            if prefixed {
                buffer[0] = UInt8(ascii: "0")
                buffer[1] = UInt8(ascii: "x")
                at = 2
            }
            for byte in bytes {
                buffer[at] = digit(byte >> 4)
                buffer[at + 1] = digit(byte & 15)
                at += 2
            }
            return at
        }
    }

    /// The bytes that `text` spells.
    ///
    /// - Parameters:
    ///   - text: an even number of digits; no white space.
    ///   - prefix: whether `0x` may, must or must not stand in front.
    ///   - count: the number of bytes required, if any.
    /// - Throws: ``HexError`` naming the first thing that is wrong.
    public static func decode(
        _ text: some StringProtocol, prefix: Prefix = .optional, count: Int? = nil
    ) throws(HexError) -> [UInt8] {
        var text = String(text)
        let outcome: Result<[UInt8], HexError> = text.withUTF8 { utf8 in
            Result { () throws(HexError) in try decode(utf8: utf8, prefix: prefix, count: count) }
        }
        return try outcome.get()
    }

    private static func decode(
        utf8: UnsafeBufferPointer<UInt8>, prefix: Prefix, count: Int?
    ) throws(HexError) -> [UInt8] {
        let prefixed = utf8.count >= 2 && utf8[0] == UInt8(ascii: "0") && utf8[1] == UInt8(ascii: "x")
        let start: Int
        switch prefix {
        case .optional: start = prefixed ? 2 : 0
        case .forbidden: start = 0
        case .required:
            guard prefixed else { throw HexError(.missingPrefix) }
            start = 2
        }
        let digits = utf8.count - start
        guard digits % 2 == 0 else { throw HexError(.oddLength) }
        if let count, digits / 2 != count {
            throw HexError(.wrongLength(expected: count, actual: digits / 2))
        }
        var bytes = [UInt8]()
        bytes.reserveCapacity(digits / 2)
        var at = start
        while at < utf8.count {
            let high = value(utf8[at])
            let low = value(utf8[at + 1])
            if high > 15 { throw HexError(.invalidDigit(at: at)) }
            if low > 15 { throw HexError(.invalidDigit(at: at + 1)) }
            bytes.append(high << 4 | low)
            at += 2
        }
        return bytes
    }

    @inline(__always)
    static func digit(_ nibble: UInt8) -> UInt8 {
        // Arithmetic in place of a table: hex is also how secrets are written to files.
        let letter: UInt8 = (9 &- nibble) >> 7
        return UInt8(ascii: "0") &+ nibble &+ letter &* 39
    }

    /// 0 to 15, or 255 for a character that is no digit.
    @inline(__always)
    static func value(_ character: UInt8) -> UInt8 {
        let decimal = character &- UInt8(ascii: "0")
        let letter = (character | 0x20) &- UInt8(ascii: "a")
        let isDecimal: UInt8 = decimal < 10 ? 0xff : 0
        let isLetter: UInt8 = letter < 6 ? 0xff : 0
        return decimal & isDecimal | (letter &+ 10) & isLetter | ~(isDecimal | isLetter)
    }
}

extension Collection<UInt8> {
    /// Lowercase hexadecimal digits without a prefix.
    public var hex: String { Hex.encode(self) }

    /// Lowercase hexadecimal digits after `0x`.
    public var prefixedHex: String { Hex.encode(self, prefixed: true) }
}

extension [UInt8] {
    /// The bytes that `text` spells, with or without `0x`.
    public init(hex text: some StringProtocol) throws(HexError) { self = try Hex.decode(text) }
}
