internal import KeyDerivation
public import Primitives

/// A secret written as English words (BIP-39): entropy of 128 to 256 bits and its checksum.
///
/// ```swift
/// let mnemonic = Mnemonic.generate(wordCount: .twelve)
/// let wallet = try HDWallet(mnemonic: mnemonic)
/// ```
/// Whoever has the words has every key derived from them; they are never printed.
/// ``words`` and ``phrase`` hand them out as ordinary strings, which nobody wipes.
public struct Mnemonic: Equatable, Sendable {
    /// How many words there may be (BIP-39): every three hold 32 bits of entropy and one of checksum.
    public enum WordCount: Int, CaseIterable, Sendable {
        case twelve = 12
        case fifteen = 15
        case eighteen = 18
        case twentyOne = 21
        case twentyFour = 24

        /// Bytes of entropy: 16 to 32.
        public var entropyBytes: Int { rawValue * 4 / 3 }
    }

    /// The English word list, in order.
    public static var wordList: [String] { MnemonicWordList.words }

    /// Longest text accepted; twenty-four of the longest words take 215 bytes.
    public static let textLimit = 2048

    /// What the words encode: 16, 20, 24, 28 or 32 bytes.
    public let entropy: Secret

    /// From 16, 20, 24, 28 or 32 bytes of entropy.
    public init(entropy: Secret) throws(MnemonicError) {
        guard entropy.count % 4 == 0, 16...32 ~= entropy.count else {
            throw MnemonicError(.badEntropyLength(bytes: entropy.count))
        }
        self.entropy = entropy
    }

    private init(unchecked entropy: Secret) { self.entropy = entropy }

    /// From words separated by white space of any kind and amount, also around them.
    ///
    /// The text is brought to Normalization Form KD first. Letter case counts: the list is lowercase.
    public init(parsing text: String) throws(MnemonicError) {
        guard text.utf8.count <= Self.textLimit else { throw MnemonicError(.tooLong(limit: Self.textLimit)) }
        let words = text.compatibilityDecomposed.split(whereSeparator: \.isWhitespace)
        try self.init(words: words.map(String.init))
    }

    /// From exactly these words, each as it stands in the list.
    ///
    /// - Throws: ``MnemonicError`` for a count that BIP-39 does not have, a word that is not in the
    ///   list (by position) or a checksum that does not match.
    public init(words: [String]) throws(MnemonicError) {
        guard let count = WordCount(rawValue: words.count) else {
            throw MnemonicError(.badWordCount(words.count))
        }
        // Eleven bits a word, most significant first: the entropy, then the checksum.
        var bytes: [UInt8] = []
        bytes.reserveCapacity(34)
        defer { Secret.wipe(&bytes) }
        var pending: UInt32 = 0
        var pendingBits = 0
        for (offset, word) in words.enumerated() {
            guard let index = MnemonicWordList.indices[word] else {
                throw MnemonicError(.unknownWord(position: offset + 1))
            }
            pending = pending << 11 | UInt32(index)
            pendingBits += 11
            while pendingBits >= 8 {
                pendingBits -= 8
                bytes.append(UInt8(truncatingIfNeeded: pending >> UInt32(pendingBits)))
            }
            pending &= 0xff
        }
        // The checksum has a bit for every four bytes: 4 to 8. What is left over joins the last byte.
        if pendingBits > 0 {
            bytes.append(UInt8(truncatingIfNeeded: pending << UInt32(8 - pendingBits)))
        }
        let entropy = Secret(copying: bytes.prefix(count.entropyBytes))
        let checksum = bytes.dropFirst(count.entropyBytes).first
        guard checksum == Self.checksum(entropy) else { throw MnemonicError(.badChecksum) }
        self.init(unchecked: entropy)
    }

    /// New words from the system's randomness.
    public static func generate(wordCount: WordCount = .twelve) -> Mnemonic {
        var generator = SystemRandomNumberGenerator()
        return generate(wordCount: wordCount, using: &generator)
    }

    /// New words from `generator`, which must be unpredictable outside of tests.
    public static func generate(
        wordCount: WordCount = .twelve, using generator: inout some RandomNumberGenerator
    ) -> Mnemonic {
        Mnemonic(unchecked: generator.secret(count: wordCount.entropyBytes))
    }

    /// The words. Secret.
    public var words: [String] {
        var bits: [UInt8] = []
        // Room for all, so that growing leaves no copy behind.
        bits.reserveCapacity(entropy.count + 1)
        defer { Secret.wipe(&bits) }
        entropy.withUnsafeBytes { bits.append(contentsOf: $0) }
        bits.append(Self.checksum(entropy))
        return (0..<entropy.count * 3 / 4).map { word in
            var index = 0
            for bit in word * 11..<word * 11 + 11 {
                index = index << 1 | Int(bits[bit / 8] >> UInt8(7 - bit % 8) & 1)
            }
            return MnemonicWordList.words[index]
        }
    }

    /// The words with one space between two. Secret.
    public var phrase: String { words.joined(separator: " ") }

    /// The checksum in the uppermost bits, one for every four bytes of entropy, the others zero.
    private static func checksum(_ entropy: Secret) -> UInt8 {
        let hash = entropy.withUnsafeBytes { SHA2.sha256($0) }
        return UInt8(truncatingIfNeeded: hash.words.0 >> 56) & ~(0xff >> UInt8(entropy.count / 4))
    }
}

extension Mnemonic {
    /// The 64-byte seed: PBKDF2 with HMAC-SHA512, 2048 rounds, over the phrase.
    ///
    /// - Parameter passphrase: the optional second secret of BIP-39, in any Unicode form; every
    ///   passphrase gives a valid seed, so a wrong one shows only as other accounts.
    public func seed(passphrase: String = "") throws(MnemonicError) -> Secret {
        var phrase = Array(phrase.utf8)
        var salt = Array("mnemonic".utf8) + Array(passphrase.compatibilityDecomposed.utf8)
        defer {
            Secret.wipe(&phrase)
            Secret.wipe(&salt)
        }
        let seed = phrase.withUnsafeBytes { phrase in
            salt.withUnsafeBytes { salt in
                PBKDF2.deriveKey(
                    passphrase: phrase, salt: salt, hash: .sha512, iterations: 2048, count: 64)
            }
        }
        guard let seed else { throw MnemonicError(.derivationFailed) }
        return seed
    }
}

extension Mnemonic: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The number of words only.
    public var description: String { "Mnemonic(\(entropy.count * 3 / 4) words)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
