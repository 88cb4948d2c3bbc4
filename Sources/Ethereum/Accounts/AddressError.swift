/// Why a text or bytes are not an address.
public struct AddressError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The rules that a text or bytes can break, the checksum of EIP-55 among them.
    public enum Code: Hashable, Sendable {
        case missingPrefix
        case badLength(bytes: Int)
        case invalidDigit(at: Int)
        case badChecksum(expected: String)
    }

    /// What is wrong.
    public let code: Code

    init(_ code: Code) { self.code = code }

    public var description: String {
        switch code {
        case .missingPrefix: "address: must begin with 0x"
        case .badLength(let bytes): "address: must be 20 bytes (40 digits), got \(max(bytes, 0))"
        case .invalidDigit(let offset): "address: not a hexadecimal digit at offset \(offset)"
        case .badChecksum(let expected):
            "address: EIP-55 checksum does not match; if the digits are right, write \(expected)"
        }
    }
}
