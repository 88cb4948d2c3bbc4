/// Why a text is not bytes in base 16, 32, 58 or 64.
public struct BaseEncodingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The encodings there are; raw values name them in messages.
    public enum Base: String, Hashable, Sendable {
        case base16, base32, base58, base58check, base64, base64url
    }

    /// What can be wrong with a text, or with bytes too many to encode.
    public enum Code: Hashable, Sendable {
        /// A character outside the alphabet, at this offset in UTF-8 bytes.
        case invalidCharacter(at: Int)
        /// No byte string has a text of this many characters (padding not counted).
        case invalidLength(Int)
        /// Padding is missing, superfluous or forbidden.
        case wrongPadding
        /// The last character carries bits that belong to no byte and are not zero.
        case nonZeroTrailingBits
        /// More bytes or characters than the limit allows.
        case tooLong(limit: Int, actual: Int)
        /// The checksum at the end does not match what precedes it, or there is no room for one.
        case wrongChecksum
    }

    /// The encoding in question.
    public let base: Base
    /// What is wrong.
    public let code: Code

    /// For other codecs; offsets and limits come with the code.
    public init(_ base: Base, _ code: Code) {
        self.base = base
        self.code = code
    }

    public var description: String {
        let reason =
            switch code {
            case .invalidCharacter(let offset): "invalid character at offset \(offset)"
            case .invalidLength(let length): "no bytes have a text of \(length) characters"
            case .wrongPadding: "wrong padding"
            case .nonZeroTrailingBits: "unused bits of the last character are not zero"
            case .tooLong(let limit, let actual): "length \(actual) exceeds the limit of \(limit)"
            case .wrongChecksum: "wrong checksum"
            }
        return "\(base.rawValue): \(reason)"
    }
}
