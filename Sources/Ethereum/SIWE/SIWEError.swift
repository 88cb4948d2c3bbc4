public import Primitives

/// Why a text is not a message of EIP-4361, or values cannot make one.
public struct SIWEError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The parts of a message; raw values are the labels of the text where it has them.
    public enum Field: String, Hashable, Sendable, CaseIterable {
        case header, scheme, domain, address, statement
        case uri = "URI"
        case version = "Version"
        case chainID = "Chain ID"
        case nonce = "Nonce"
        case issuedAt = "Issued At"
        case expirationTime = "Expiration Time"
        case notBefore = "Not Before"
        case requestID = "Request ID"
        case resources = "Resources"
    }

    /// The rules of the grammar that a text or values can break.
    public enum Code: Hashable, Sendable {
        /// More bytes than ``SIWEMessage/lengthLimit``.
        case tooLong(limit: Int)
        /// A field that must stand here does not, or the text ends before it.
        case missing(Field)
        /// The field's text is not what its grammar demands.
        case invalid(Field)
        /// The address's letters do not carry the checksum of EIP-55.
        case badChecksum(expected: String)
        case badTimestamp(Field, TimestampError)
        /// A line that must be empty is not there or not empty.
        case blankLineExpected
        /// A line after the last one that the grammar knows.
        case unexpectedLine
    }

    /// What is wrong.
    public let code: Code
    /// The line, counted from 1; nil when values were given and no text.
    public let line: Int?

    init(_ code: Code, line: Int? = nil) {
        self.code = code
        self.line = line
    }

    public var description: String {
        let place = line.map { " in line \($0)" } ?? ""
        return "SIWE message: \(reason)\(place)"
    }

    private var reason: String {
        switch code {
        case .tooLong(let limit): "longer than \(limit) bytes"
        case .missing(let field): "\(field.rawValue) is missing"
        case .invalid(let field): "\(field.rawValue) \(Self.rule(field))"
        case .badChecksum(let expected):
            "address without the checksum of EIP-55; if the digits are right, write \(expected)"
        case .badTimestamp(let field, let error): "\(field.rawValue) is no RFC 3339 time (\(error))"
        case .blankLineExpected: "an empty line is missing"
        case .unexpectedLine: "unexpected text"
        }
    }

    private static func rule(_ field: Field) -> String {
        switch field {
        case .header: "must end with \"\(SIWEMessage.headerEnd)\""
        case .scheme: "must be a URI scheme (RFC 3986 section 3.1)"
        case .domain: "must be a non-empty authority (RFC 3986 section 3.2)"
        case .address: "must be 0x and forty hexadecimal digits"
        case .statement:
            "must be one line of URI characters and spaces, without percent signs; or leave it out"
        case .uri: "must be an absolute URI (RFC 3986 section 3)"
        case .version: "must be 1"
        case .chainID: "must be decimal digits below 2^256"
        case .nonce: "must be at least 8 letters and digits"
        case .requestID: "must be path characters of a URI (RFC 3986 section 3.3)"
        case .resources: "must be lines of \"- \" and an absolute URI"
        case .issuedAt, .expirationTime, .notBefore: "must be an RFC 3339 time"
        }
    }
}
