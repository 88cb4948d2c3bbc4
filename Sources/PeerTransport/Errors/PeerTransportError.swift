/// Why this node cannot talk to its peers at all. What goes wrong with one peer is logged and tried again.
public struct PeerTransportError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// A file cannot be read, made or written.
        case file
        /// The file of the identity can be read or changed by others.
        case exposed
        /// The file of the identity is not one, or of a format that this version does not know.
        case invalidIdentity
        /// The address to listen at is taken or not this machine's.
        case listen
        /// TLS cannot be set up.
        case tls
        /// The network has been shut down, or was started before.
        case stopped
    }

    /// The kind.
    public let code: Code
    /// What, where, why, and what to do.
    public let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
