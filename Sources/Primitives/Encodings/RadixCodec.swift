/// Text in which every character stands for the same whole number of bits (RFC 4648).
///
/// One implementation for base 16, 32 and 64. Strict: exactly one text decodes to given bytes, for one
/// alphabet and padding. It looks characters up in tables, so its timing may depend on the content.
struct RadixCodec: Sendable {
    let base: BaseEncodingError.Base
    /// 4, 5 or 6.
    let bitsPerCharacter: Int
    /// After how many characters bits and bytes meet again: padding fills up to a multiple of this.
    let group: Int
    private let alphabet: [UInt8]
    /// Digit of every character, 255 for those outside the alphabet.
    private let digits: [UInt8]

    init(_ base: BaseEncodingError.Base, bitsPerCharacter: Int, group: Int, alphabet: StaticString) {
        self.base = base
        self.bitsPerCharacter = bitsPerCharacter
        self.group = group
        self.alphabet = alphabet.withUTF8Buffer { [UInt8]($0) }
        var digits = [UInt8](repeating: 255, count: 256)
        for (digit, character) in self.alphabet.enumerated() { digits[Int(character)] = UInt8(digit) }
        self.digits = digits
    }

    func encode(_ bytes: some Collection<UInt8>, padded: Bool) -> String {
        bytes.withContiguousBytes { encode($0, padded: padded) }
    }

    private func encode(_ bytes: UnsafeRawBufferPointer, padded: Bool) -> String {
        let exact = (bytes.count * 8 + bitsPerCharacter - 1) / bitsPerCharacter
        let length = padded ? (exact + group - 1) / group * group : exact
        let mask = UInt32(1) << UInt32(bitsPerCharacter) - 1
        return String(unsafeUninitializedCapacity: length) { text in
            var at = 0
            var bits: UInt32 = 0
            var held = 0
            func emit(_ digit: UInt32) {
                text[at] = alphabet[Int(digit & mask)]
                at += 1
            }
            for byte in bytes {
                bits = bits << 8 | UInt32(byte)
                held += 8
                while held >= bitsPerCharacter {
                    held -= bitsPerCharacter
                    emit(bits >> UInt32(held))
                }
            }
            if held > 0 { emit(bits << UInt32(bitsPerCharacter - held)) }
            while at < length {
                text[at] = UInt8(ascii: "=")
                at += 1
            }
            return at
        }
    }

    func decode(_ text: some StringProtocol, padding: BasePadding) throws(BaseEncodingError) -> [UInt8] {
        var text = String(text)
        let outcome: Result<[UInt8], BaseEncodingError> = text.withUTF8 { utf8 in
            Result { () throws(BaseEncodingError) in try decode(utf8: utf8, padding: padding) }
        }
        return try outcome.get()
    }

    /// - Parameter offset: what to add to offsets in errors, when `utf8` is the tail of a longer text.
    func decode(
        utf8: UnsafeBufferPointer<UInt8>, padding: BasePadding, offset: Int = 0
    ) throws(BaseEncodingError) -> [UInt8] {
        var length = utf8.count
        while length > 0, utf8.count - length < group, utf8[length - 1] == UInt8(ascii: "=") { length -= 1 }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(length * bitsPerCharacter / 8)
        var bits: UInt32 = 0
        var held = 0
        for at in 0..<length {
            let digit = digits[Int(utf8[at])]
            guard digit != 255 else {
                throw BaseEncodingError(base, .invalidCharacter(at: offset + at))
            }
            bits = bits << UInt32(bitsPerCharacter) | UInt32(digit)
            held += bitsPerCharacter
            if held >= 8 {
                held -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
            }
        }
        // A whole character left over means that it contributed to no byte at all.
        guard held < bitsPerCharacter else { throw BaseEncodingError(base, .invalidLength(length)) }
        let padded = utf8.count - length
        let missing = (group - length % group) % group
        let isRight =
            switch padding {
            case .required: padded == missing
            case .forbidden: padded == 0
            case .optional: padded == 0 || padded == missing
            }
        guard isRight else { throw BaseEncodingError(base, .wrongPadding) }
        guard bits & (UInt32(1) << UInt32(held) - 1) == 0 else {
            throw BaseEncodingError(base, .nonZeroTrailingBits)
        }
        return bytes
    }
}

/// Whether `=` must, must not or may fill a text up to a whole group of characters.
///
/// With `optional`, either all of the padding or none of it.
public enum BasePadding: Hashable, Sendable { case required, forbidden, optional }
