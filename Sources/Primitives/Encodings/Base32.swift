/// Base32 (RFC 4648 section 6), lowercase and not padded unless told otherwise, as multibase `b` is.
///
/// Strict: one letter case, no white space, unused bits zero.
public enum Base32 {
    /// Which alphabet to use: the letters in lowercase or in uppercase.
    public enum LetterCase: Hashable, Sendable { case lower, upper }

    static let lower = RadixCodec(
        .base32, bitsPerCharacter: 5, group: 8, alphabet: "abcdefghijklmnopqrstuvwxyz234567")
    static let upper = RadixCodec(
        .base32, bitsPerCharacter: 5, group: 8, alphabet: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

    /// The text of `bytes`, five bits a character; if padded, `=` fills the last group of eight.
    public static func encode(
        _ bytes: some Collection<UInt8>, letters: LetterCase = .lower, padded: Bool = false
    ) -> String {
        codec(letters).encode(bytes, padded: padded)
    }

    /// The bytes that `text` spells.
    public static func decode(
        _ text: some StringProtocol, letters: LetterCase = .lower, padding: BasePadding = .forbidden
    ) throws(BaseEncodingError) -> [UInt8] {
        try codec(letters).decode(text, padding: padding)
    }

    private static func codec(_ letters: LetterCase) -> RadixCodec {
        switch letters {
        case .lower: lower
        case .upper: upper
        }
    }
}
