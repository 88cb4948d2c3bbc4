public import Primitives

/// Why something is not a ReCap (EIP-5573), or a message does not carry the one that it names.
public struct ReCapError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What can be wrong with a URN, with what it details, or with its place in a message.
    public enum Code: Hashable, Sendable {
        /// Not `urn:recap:` and base64url after it.
        case badPrefix
        case badEncoding(BaseEncodingError)
        case badJSON(JSONError)
        /// Longer than ``ReCap/lengthLimit``.
        case tooLong(limit: Int)
        /// Nested deeper than ``ReCap/depthLimit``.
        case tooDeep(limit: Int)
        /// A value of another kind than the schema has here, a member missing or one too many.
        case badShape
        /// Members not in the order of their names' UTF-16 code units.
        case notSorted
        /// A resource that is no absolute URI.
        case badResource(String)
        /// Not two names of `a-z A-Z 0-9 . * _ + -` with a slash between them.
        case badAbility(String)
        /// A proof that is no CID of version 1 in base58btc.
        case badProof(String)
        /// A number that a double does not hold exactly enough to be written again as it was.
        case badNumber(String)
        /// The message's statement does not end with the text of its ReCap.
        case statementMismatch
        /// The message has a ReCap that is not its last resource.
        case notLastResource
        /// The result is no valid message.
        case badMessage(SIWEError)
    }

    /// What is wrong.
    public let code: Code
    /// Where in the details object, such as `att.https://a.example.crud/read`; empty for the whole.
    public let path: String

    init(_ code: Code, path: String = "") {
        self.code = code
        self.path = path
    }

    public var description: String {
        "ReCap: \(reason)" + (path.isEmpty ? "" : " at \(path)")
    }

    private var reason: String {
        switch code {
        case .badPrefix: "must begin with \(ReCap.urnPrefix)"
        case .badEncoding(let error): "\(error)"
        case .badJSON(let error): "\(error)"
        case .tooLong(let limit): "longer than \(limit) bytes"
        case .tooDeep(let limit): "nested more than \(limit) levels deep"
        case .badShape: "not of the shape {\"att\":{resource:{ability:[{…}]}},\"prf\":[cid]}"
        case .notSorted: "members must be sorted by name"
        case .badResource(let text): "resource \"\(text)\" is no absolute URI"
        case .badAbility(let text): "ability \"\(text)\" is not of the form namespace/name"
        case .badProof(let text): "proof \"\(text)\" is no CIDv1 in base58btc"
        case .badNumber(let text): "number \(text) would change when written again; use a string"
        case .statementMismatch: "the statement does not end with the text of the capabilities"
        case .notLastResource: "the capabilities must be the last resource, and the only ones"
        case .badMessage(let error): "\(error)"
        }
    }
}
