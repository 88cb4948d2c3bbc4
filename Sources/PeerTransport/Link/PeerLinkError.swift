/// Why a connection to a peer ends or never begins.
package struct PeerLinkError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds. The numbers are sent in the last frame, so that the other side can say what it was.
    package enum Code: UInt8, Hashable, Sendable, CaseIterable {
        /// A frame is longer than permitted.
        case oversize = 1
        /// A frame that cannot be read.
        case malformed = 2
        /// A frame is missing, or comes twice.
        case sequence = 3
        /// A frame that has no place here.
        case unexpected = 4
        /// The peer speaks another version.
        case version = 5
        /// The peer belongs to another network.
        case network = 6
        /// The peer's TLS key is not the one that is permitted for the id that it gives.
        case identity = 7
        /// The peer's hello does not answer ours.
        case nonce = 8
        /// The hellos took too long.
        case handshakeTimeout = 9
        /// Nothing was heard for too long.
        case silence = 10
        /// One frame took too long.
        case slowFrame = 11
        /// There is another connection to the same peer.
        case duplicate = 12
        /// The peer is no longer permitted, or was given another key.
        case notPermitted = 13
        /// One of the two shuts down.
        case leaving = 14
        /// Too many connections have not said who they are.
        case crowded = 15
        /// The connection failed or was closed below.
        case connection = 16
    }

    package let code: Code
    package let description: String

    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    /// Whether somebody has to look at it, rather than that connections come and go.
    package var isRefusal: Bool {
        switch code {
        case .silence, .duplicate, .leaving, .connection, .notPermitted: false
        default: true
        }
    }
}
