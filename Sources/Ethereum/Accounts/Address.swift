public import Primitives

/// An account's address: the last twenty bytes of a hash (Yellow Paper section 7).
public struct Address: Hashable, Sendable {
    // Big-endian words of the twenty bytes: eight, eight and four.
    private let high: UInt64
    private let middle: UInt64
    private let low: UInt32

    /// Twenty zero bytes, to which no key is known.
    public static let zero = Address(UInt256.zero)
    /// The length in bytes.
    public static let count = 20

    /// From exactly twenty bytes.
    public init(_ bytes: some Collection<UInt8>) throws(AddressError) {
        guard bytes.count == 20, let value = UInt256(bigEndian: bytes) else {
            throw AddressError(.badLength(bytes: bytes.count))
        }
        self.init(value)
    }

    /// The lowest twenty bytes of `word`; the twelve above are dropped, as the EVM does.
    public init(truncating word: Bytes32) { self.init(UInt256(word)) }

    private init(_ value: UInt256) {
        let (l0, l1, l2, _) = value.limbs
        high = l2 << 32 | l1 >> 32
        middle = l1 << 32 | l0 >> 32
        low = UInt32(truncatingIfNeeded: l0)
    }

    /// The address as a number.
    public var number: UInt256 {
        UInt256(limbs: UInt64(low) | middle << 32, middle >> 32 | high << 32, high >> 32, 0)
    }

    /// The address in the lower part of a word, the upper twelve bytes zero: its form in the ABI.
    public var word: Bytes32 { number.bytes32 }

    /// The twenty bytes.
    public var bytes: [UInt8] { Array(word.bytes.suffix(20)) }
}

extension Address {
    /// From `0x` and forty hexadecimal digits.
    ///
    /// Digits in mixed case must carry the checksum of EIP-55; all lowercase or all uppercase
    /// digits carry none and are accepted, unless `checksumRequired`.
    public init(_ text: some StringProtocol, checksumRequired: Bool = false) throws(AddressError) {
        let bytes: [UInt8]
        do {
            bytes = try Hex.decode(text, prefix: .required, count: 20)
        } catch {
            switch error.code {
            case .missingPrefix: throw AddressError(.missingPrefix)
            case .invalidDigit(let offset): throw AddressError(.invalidDigit(at: offset))
            case .oddLength, .wrongLength: throw AddressError(.badLength(bytes: text.utf8.count / 2 - 1))
            }
        }
        try self.init(bytes)
        let digits = text.utf8.dropFirst(2)
        let lower = digits.contains { (0x61...0x66).contains($0) }
        let upper = digits.contains { (0x41...0x46).contains($0) }
        if checksumRequired || (lower && upper), !digits.elementsEqual(checksummed.utf8.dropFirst(2)) {
            throw AddressError(.badChecksum(expected: checksummed))
        }
    }

    /// `0x` and forty digits whose case carries the checksum of EIP-55.
    public var checksummed: String {
        let digits = Array(bytes.hex.utf8)
        let hash = Keccak256.hash(digits).bytes
        var text = Array("0x".utf8)
        for (index, digit) in digits.enumerated() {
            let nibble = index % 2 == 0 ? hash[index / 2] >> 4 : hash[index / 2] & 15
            text.append(digit > 0x39 && nibble >= 8 ? digit - 32 : digit)
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// `0x` and forty lowercase digits.
    public var prefixedHex: String { bytes.prefixedHex }
}

extension Address: CustomStringConvertible {
    /// The checksummed form.
    public var description: String { checksummed }
}

extension Address: Comparable {
    public static func < (a: Address, b: Address) -> Bool {
        (a.high, a.middle, a.low) < (b.high, b.middle, b.low)
    }
}
