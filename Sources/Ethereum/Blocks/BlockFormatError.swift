/// Why bytes are not a block, a header, a withdrawal, a receipt or a log.
public struct BlockFormatError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The rules of the encoding that bytes can break.
    public enum Code: Hashable, Sendable {
        /// A rule of RLP itself, or of the width of a field.
        case rlp(RLPError.Code)
        /// Too few or too many fields: those of another fork, perhaps.
        case wrongFieldCount(expected: Int, actual: Int)
        /// One of a block's transactions is refused.
        case transaction(TransactionError.Code)
        /// The type byte of a receipt is none of those understood here.
        case unknownType(UInt8)
        /// A receipt's status that is neither 0 nor 1.
        case badStatus
        /// More topics than a log can have.
        case tooManyTopics(Int)
    }

    /// What is wrong.
    public let code: Code
    /// The place in question, such as `header.gasLimit` or `transactions[2]`; empty for the whole.
    public let field: String
    /// The same in words, for people.
    public let reason: String

    init(_ code: Code, field: String, _ reason: String) {
        self.code = code
        self.field = field
        self.reason = reason
    }

    init(_ error: RLPError, field: String) {
        self.init(.rlp(error.code), field: field, error.description)
    }

    init(_ error: TransactionError, field: String) {
        self.init(.transaction(error.code), field: field, error.description)
    }

    /// The same error seen from what the place lies in.
    func within(_ outer: String) -> BlockFormatError {
        let separator = field.isEmpty || field.hasPrefix("[") ? "" : "."
        return BlockFormatError(code, field: outer + separator + field, reason)
    }

    public var description: String { "block: " + (field.isEmpty ? "" : "\(field): ") + reason }
}
