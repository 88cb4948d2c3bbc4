/// Why a session could not be made.
public struct SessionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong.
    public enum Code: Hashable, Sendable {
        /// The key could not sign.
        case signingFailed
        /// A time cannot be written in the calendar of RFC 3339.
        case badTime
        /// The sign-in message would break the rules of EIP-4361 or EIP-5573.
        case badMessage(String)
    }

    /// What went wrong.
    public let code: Code

    init(_ code: Code) { self.code = code }

    public var description: String {
        switch code {
        case .signingFailed: "The session key could not sign. Make a new one."
        case .badTime: "The session's times must lie between the years 0 and 9999."
        case .badMessage(let reason): "The sign-in message cannot be made: \(reason)"
        }
    }
}
