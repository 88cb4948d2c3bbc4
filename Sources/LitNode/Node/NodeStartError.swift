/// Why a node cannot run.
public struct NodeStartError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What stands in the way. Each has an exit code of its own.
    public enum Code: Int32, Hashable, Sendable, CaseIterable {
        /// The configuration is wrong, or a secret is missing.
        case configuration = 64
        /// The state folder cannot be used.
        case state = 74
        /// Another process has the state folder.
        case locked = 75
        /// A port cannot be listened on, or a certificate cannot be used.
        case listen = 69
        /// The key shares cannot be unsealed or read.
        case keys = 77
        /// Something else ended.
        case internalFailure = 70
    }

    /// What stands in the way.
    public let code: Code
    /// What failed, where, why, and what to do.
    public let description: String

    /// From its parts.
    public init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
