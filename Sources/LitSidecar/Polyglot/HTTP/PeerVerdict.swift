#if os(Linux)
    #if canImport(Glibc)
        internal import Glibc
    #else
        internal import Musl
    #endif
#endif
internal import NIOCore

/// Whether the program at the other end of a connection is of the user whom this server serves.
enum PeerVerdict: Sendable {
    case same
    /// Of another user, or of nobody who can be found.
    case stranger

    /// Asked once for a connection, which stays with the socket that it was made with.
    static func of(_ channel: any Channel) -> PeerVerdict {
        #if os(Linux)
            guard let peer = channel.remoteAddress, let own = channel.localAddress,
                let question = SocketQuestion(from: peer, to: own), let owner = SocketOwner.find(question)
            else { return .stranger }
            return owner.isThere && owner.user == geteuid() ? .same : .stranger
        #else
            return .same
        #endif
    }
}
