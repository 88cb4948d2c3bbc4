/// Why words or bytes make no mnemonic. Never carries the words themselves.
public struct MnemonicError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What can be wrong with words, their text, or entropy.
    public enum Code: Hashable, Sendable {
        /// The number of words is not 12, 15, 18, 21 or 24.
        case badWordCount(Int)
        /// The word at this position, counted from one, is not in the English list.
        case unknownWord(position: Int)
        /// The last bits do not match the hash of the others.
        case badChecksum
        /// The number of bytes of entropy is not 16, 20, 24, 28 or 32.
        case badEntropyLength(bytes: Int)
        /// The text is longer than any mnemonic.
        case tooLong(limit: Int)
        /// The platform's library could not derive the seed.
        case derivationFailed
    }

    /// What is wrong; a word only by its position.
    public let code: Code

    /// From what is wrong.
    public init(_ code: Code) { self.code = code }

    public var description: String {
        switch code {
        case .badWordCount(let count): "mnemonic: must have 12, 15, 18, 21 or 24 words, got \(count)"
        case .unknownWord(let position):
            "mnemonic: word \(position) is not in the English list of BIP-39; look for a typing error"
        case .badChecksum:
            "mnemonic: the checksum does not match; a word is wrong or words are out of order"
        case .badEntropyLength(let bytes):
            "mnemonic: entropy must have 16, 20, 24, 28 or 32 bytes, got \(bytes)"
        case .tooLong(let limit): "mnemonic: the text is longer than \(limit) bytes"
        case .derivationFailed: "mnemonic: the seed could not be derived, probably for want of memory"
        }
    }
}
