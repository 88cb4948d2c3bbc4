/// Base58 with Bitcoin's alphabet: the bytes as one big-endian number, leading zero bytes as `1`.
///
/// Time grows with the square of the length, hence a limit in both directions. Timing depends on the
/// content.
public enum Base58 {
    /// The default limit, in bytes on the one side and characters on the other.
    public static let defaultLimit = 1024

    /// - Parameters:
    ///   - bytes: what to spell.
    ///   - limit: how many bytes to accept; a thousand take less than 0.1 ms, ten thousand some 6 ms.
    public static func encode(
        _ bytes: some Collection<UInt8>, limit: Int = defaultLimit
    ) throws(BaseEncodingError) -> String {
        guard bytes.count <= limit else {
            throw BaseEncodingError(.base58, .tooLong(limit: limit, actual: bytes.count))
        }
        return encodeUnlimited(bytes)
    }

    /// The bytes that `text` spells.
    ///
    /// - Parameters:
    ///   - text: characters of the alphabet only; no white space.
    ///   - limit: how many characters to accept; ten thousand take some 2 ms.
    public static func decode(
        _ text: some StringProtocol, limit: Int = defaultLimit
    ) throws(BaseEncodingError) -> [UInt8] {
        var text = String(text)
        let outcome: Result<[UInt8], BaseEncodingError> = text.withUTF8 { utf8 in
            Result { () throws(BaseEncodingError) in try decode(utf8: utf8, limit: limit) }
        }
        return try outcome.get()
    }

    /// For lengths that the caller has bounded already.
    static func encodeUnlimited(_ bytes: some Collection<UInt8>) -> String {
        let zeros = bytes.prefix { $0 == 0 }.count
        let number = [UInt8](bytes.dropFirst(zeros))
        // Limbs of five characters each, least significant first.
        var limbs: [UInt32] = []
        limbs.reserveCapacity(number.count * 8 / 29 + 1)
        var at = 0
        while at < number.count {
            // Four bytes at a time, the odd ones first.
            let take = at == 0 && number.count % 4 != 0 ? number.count % 4 : 4
            var carry: UInt64 = 0
            for byte in number[at..<at + take] { carry = carry << 8 | UInt64(byte) }
            at += take
            for index in limbs.indices {
                carry += UInt64(limbs[index]) << UInt64(8 * take)
                limbs[index] = UInt32(carry % limbBase)
                carry /= limbBase
            }
            while carry > 0 {
                limbs.append(UInt32(carry % limbBase))
                carry /= limbBase
            }
        }
        var reversed: [UInt8] = []
        reversed.reserveCapacity(limbs.count * 5 + zeros)
        for limb in limbs {
            var rest = limb
            for _ in 0..<5 {
                reversed.append(alphabet[Int(rest % 58)])
                rest /= 58
            }
        }
        while reversed.last == alphabet[0] { reversed.removeLast() }
        reversed.append(contentsOf: repeatElement(alphabet[0], count: zeros))
        return String(decoding: reversed.reversed(), as: UTF8.self)
    }

    /// - Parameter offset: what to add to offsets in errors, when `utf8` is the tail of a longer text.
    static func decode(
        utf8: UnsafeBufferPointer<UInt8>, limit: Int, offset: Int = 0
    ) throws(BaseEncodingError) -> [UInt8] {
        guard utf8.count <= limit else {
            throw BaseEncodingError(.base58, .tooLong(limit: limit, actual: utf8.count))
        }
        let zeros = utf8.prefix { $0 == alphabet[0] }.count
        // Words, least significant first.
        var words: [UInt32] = []
        words.reserveCapacity(utf8.count * 6 / 32 + 1)
        var at = zeros
        while at < utf8.count {
            // Five characters at a time, as many as a word can take, the rest last.
            let end = min(at + 5, utf8.count)
            var scale: UInt64 = 1
            var carry: UInt64 = 0
            while at < end {
                let digit = digits[Int(utf8[at])]
                guard digit != 255 else {
                    throw BaseEncodingError(.base58, .invalidCharacter(at: offset + at))
                }
                scale *= 58
                carry = carry * 58 + UInt64(digit)
                at += 1
            }
            for index in words.indices {
                carry += UInt64(words[index]) * scale
                words[index] = UInt32(truncatingIfNeeded: carry)
                carry >>= 32
            }
            if carry > 0 { words.append(UInt32(carry)) }
        }
        var bytes = [UInt8](repeating: 0, count: zeros)
        bytes.reserveCapacity(zeros + words.count * 4)
        for word in words.reversed() {
            for shift in [UInt32(24), 16, 8, 0] {
                let byte = UInt8(truncatingIfNeeded: word >> shift)
                if byte != 0 || bytes.count > zeros { bytes.append(byte) }
            }
        }
        return bytes
    }

    private static let limbBase: UInt64 = 58 * 58 * 58 * 58 * 58
    private static let alphabet = [UInt8]("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)
    private static let digits: [UInt8] = {
        var digits = [UInt8](repeating: 255, count: 256)
        for (digit, character) in alphabet.enumerated() { digits[Int(character)] = UInt8(digit) }
        return digits
    }()
}
