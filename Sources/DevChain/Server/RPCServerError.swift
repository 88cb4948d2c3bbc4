import NIOCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Why a server cannot begin to serve.
public struct RPCServerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What stands in the way.
    public enum Code: Hashable, Sendable {
        /// Another program, or another server, listens there.
        case portInUse
        /// The system does not let this user have the port, such as one below 1024.
        case notPermitted
        /// The address is not one of this machine, or no address at all.
        case addressUnavailable
        /// The system refuses for another reason, which the message repeats.
        case other
    }

    /// Which of them.
    public let code: Code
    /// The address that was to be listened on.
    public let host: String
    /// The port that was to be listened on.
    public let port: Int
    private let reason: String

    init(_ error: any Error, host: String, port: Int) {
        self.host = host
        self.port = port
        switch (error as? IOError)?.errnoCode {
        case EADDRINUSE: (code, reason) = (.portInUse, "the port is in use by another program")
        case EACCES: (code, reason) = (.notPermitted, "this user may not listen on it")
        case EADDRNOTAVAIL: (code, reason) = (.addressUnavailable, "the address is not one of this machine")
        case nil where error is SocketAddressError || error is SocketAddressError.UnknownHost:
            (code, reason) = (.addressUnavailable, "the address is not known")
        default: (code, reason) = (.other, "\(error)")
        }
    }

    public var description: String { "Cannot listen on \(host):\(port): \(reason)." }
}
