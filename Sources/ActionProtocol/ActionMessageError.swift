/// Why a message could not be read, sent or received.
public struct ActionMessageError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What can be wrong with a message, or with the way to the peer.
    public enum Code: Hashable, Sendable {
        /// More bytes than the reader or the writer takes.
        case tooLong
        /// The bytes end before the message does, or a length inside it points beyond its end.
        case truncated
        /// A kind that this version does not know.
        case unknownKind
        /// A name that is not UTF-8.
        case badName
        /// JSON that is not what the kind calls for.
        case badContent
        /// The peer has closed its end.
        case closed
        /// The system refused to read or write.
        case system
    }

    /// What is wrong.
    public let code: Code
    /// Where, with the numbers that matter.
    public let detail: String

    public init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }

    public var description: String {
        switch code {
        case .tooLong: "action message is too long: \(detail)"
        case .truncated: "action message is cut short: \(detail)"
        case .unknownKind: "action message is of an unknown kind: \(detail)"
        case .badName: "action message has a name that is not UTF-8: \(detail)"
        case .badContent: "action message says nonsense: \(detail)"
        case .closed: "the peer of an action has gone: \(detail)"
        case .system: "the socket of an action failed: \(detail)"
        }
    }
}
