/// Why bytes are not a valid signed transaction, or fields cannot be signed.
public struct TransactionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The rules that an encoding, a field or a signature can break.
    public enum Code: Hashable, Sendable {
        case truncated
        case trailingBytes
        /// Too few or too many fields for the type.
        case wrongFieldCount
        case nonCanonicalLength
        case nonCanonicalInteger
        case integerTooLarge
        case badAddressLength
        /// The type byte is none of those understood here.
        case unknownType(UInt8)
        /// Another RLP error: a list for a string, and the like.
        case malformed
        /// r, s or v outside their ranges, or no key they belong to.
        case invalidSignature
        /// A signature whose s lies in the upper half (EIP-2).
        case highS
        /// A chain id that is missing where the type demands one, or too large for v.
        case invalidChainID
        /// A blob transaction without the address that it must have (EIP-4844).
        case missingRecipient
        /// A blob transaction in the form of the network, with blobs, commitments and proofs.
        case sidecarNotAccepted
    }

    /// What is wrong.
    public let code: Code
    /// The field in question, such as `nonce` or `accessList[0].address`.
    public let field: String?
    /// The same in words, for people.
    public let reason: String

    init(_ code: Code, field: String? = nil, _ reason: String) {
        self.code = code
        self.field = field
        self.reason = reason
    }

    init(_ error: RLPError, field: String) {
        let code: Code =
            switch error.code {
            case .truncated: .truncated
            case .trailingBytes: .trailingBytes
            case .nonCanonicalByte, .nonCanonicalLength: .nonCanonicalLength
            case .nonCanonicalInteger: .nonCanonicalInteger
            case .integerTooLarge: .integerTooLarge
            case .expectedList, .expectedString, .wrongLength, .tooDeep: .malformed
            }
        self.init(code, field: field, error.description)
    }

    public var description: String {
        "transaction: " + (field.map { "\($0): " } ?? "") + reason
    }
}
