public import Primitives

/// Why typed data (EIP-712) cannot be encoded.
public struct TypedDataError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What can be wrong with a JSON text, with types, or with values.
    public enum Code: Hashable, Sendable {
        case badJSON(JSONError)
        /// More text than ``TypedData/lengthLimit``, or more types, or longer ones, than permitted.
        case tooLarge(limit: Int)
        /// Data nested deeper than ``TypedData/depthLimit``.
        case tooDeep(limit: Int)
        /// Nothing where a value must be, or null.
        case missing
        /// A value of another kind than the type has.
        case wrongKind(expected: String, actual: String)
        /// A type that has no definition.
        case unknownType(String)
        case unknownPrimaryType(String)
        /// A text that is no type, or a definition that is not permitted.
        case invalidType(String)
        /// A name of a type or member that is no identifier, or that stands twice.
        case invalidName(String)
        /// A text that is no integer.
        case invalidInteger(String)
        /// An integer that does not fit its type.
        case outOfRange(type: String)
        case invalidHex(HexError)
        case invalidAddress(AddressError)
        /// Another number of bytes or elements than the type has.
        case wrongLength(expected: Int, actual: Int)
        /// A member that EIP-712 does not give the domain, or that its type does not have.
        case unexpectedDomainMember(String)
    }

    /// What is wrong at ``path``.
    public let code: Code
    /// Where, such as `message.to.wallets[2]`.
    public let path: String

    init(_ code: Code, path: String) {
        self.code = code
        self.path = path
    }

    public var description: String { "typed data: \(path): \(reason)" }

    private var reason: String {
        switch code {
        case .badJSON(let error): "\(error)"
        case .tooLarge(let limit): "larger than the limit of \(limit)"
        case .tooDeep(let limit): "nested more than \(limit) levels deep"
        case .missing: "value missing"
        case .wrongKind(let expected, let actual): "must be \(expected), is \(actual)"
        case .unknownType(let name): "type \(name) is not defined in types"
        case .unknownPrimaryType(let name): "primary type \(name) is not defined in types"
        case .invalidType(let text): "\"\(text)\" is no permitted type"
        case .invalidName(let text): "\"\(text)\" is no permitted name or stands twice"
        case .invalidInteger(let text):
            "\"\(text)\" is no integer; write decimal digits, or hexadecimal ones after 0x"
        case .outOfRange(let type): "does not fit \(type)"
        case .invalidHex(let error): "\(error)"
        case .invalidAddress(let error): "\(error)"
        case .wrongLength(let expected, let actual): "must have length \(expected), has \(actual)"
        case .unexpectedDomainMember(let name): "domain member \(name) is not expected"
        }
    }
}
