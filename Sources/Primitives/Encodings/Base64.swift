/// Base64 with `+` and `/` (RFC 4648 section 4), padded unless told otherwise.
///
/// Strict: no white space, no line breaks, unused bits zero.
public enum Base64 {
    static let codec = RadixCodec(
        .base64, bitsPerCharacter: 6, group: 4,
        alphabet: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")

    /// The text of `bytes`, six bits a character; if padded, `=` fills the last group of four.
    public static func encode(_ bytes: some Collection<UInt8>, padded: Bool = true) -> String {
        codec.encode(bytes, padded: padded)
    }

    /// The bytes that `text` spells.
    public static func decode(
        _ text: some StringProtocol, padding: BasePadding = .required
    ) throws(BaseEncodingError) -> [UInt8] {
        try codec.decode(text, padding: padding)
    }
}

/// Base64 with `-` and `_` (RFC 4648 section 5), not padded unless told otherwise.
///
/// Strict: no white space, no line breaks, unused bits zero.
public enum Base64URL {
    static let codec = RadixCodec(
        .base64url, bitsPerCharacter: 6, group: 4,
        alphabet: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")

    /// The text of `bytes`, six bits a character; if padded, `=` fills the last group of four.
    public static func encode(_ bytes: some Collection<UInt8>, padded: Bool = false) -> String {
        codec.encode(bytes, padded: padded)
    }

    /// The bytes that `text` spells.
    public static func decode(
        _ text: some StringProtocol, padding: BasePadding = .forbidden
    ) throws(BaseEncodingError) -> [UInt8] {
        try codec.decode(text, padding: padding)
    }
}
