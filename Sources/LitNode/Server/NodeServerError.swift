internal import NIOCore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Why a node cannot serve its clients.
package struct NodeServerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What stands in the way.
    package enum Code: Hashable, Sendable {
        /// Another program listens there.
        case portInUse
        /// The system does not let this user have the port.
        case notPermitted
        /// The address is not one of this machine, or no address at all.
        case addressUnavailable
        /// The certificate or its key cannot be used.
        case certificate
        /// Another reason, which the description repeats.
        case other
    }

    package let code: Code
    package let description: String

    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    init(_ error: any Error, host: String, port: Int) {
        let reason: String
        switch (error as? IOError)?.errnoCode {
        case EADDRINUSE:
            (code, reason) = (.portInUse, "the port is in use by another program; choose another by listen")
        case EACCES: (code, reason) = (.notPermitted, "this user may not listen on it")
        case EADDRNOTAVAIL: (code, reason) = (.addressUnavailable, "the address is not one of this machine")
        case nil where error is SocketAddressError || error is SocketAddressError.UnknownHost:
            (code, reason) = (.addressUnavailable, "the address is not known")
        default: (code, reason) = (.other, "\(error)")
        }
        description = "Cannot listen on \(host):\(port): \(reason)."
    }
}
