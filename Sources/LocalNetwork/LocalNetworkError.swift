/// Why a local network cannot begin, go on, or be found.
public struct LocalNetworkError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// Another supervisor has the folder.
        case alreadyRunning
        /// Nothing runs there.
        case notRunning
        /// The folder is of another program, or of a newer version.
        case unsupportedState
        /// What was asked for does not fit what the folder has, or makes no sense.
        case invalidConfiguration
        /// The system refuses: files, ports, processes.
        case system
        /// The chain or its contracts could not be set up.
        case chain
        /// A node could not be started, or ends again and again.
        case nodeFailed
        /// The nodes are not ready in time.
        case notReady
        /// What supervises the network does not answer.
        case unreachable
    }

    /// The kind.
    public let code: Code
    /// What, where, why, and what to do.
    public let description: String

    /// From its parts.
    public init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
