import Foundation

/// A port that is kept for a process that is about to listen on it.
///
/// The socket is bound and never listens: with SO_REUSEADDR, which servers set, another socket may still bind and
/// listen, while the system gives the port to nobody who asks for any.
final class ReservedPort: Sendable {
    let port: Int
    private let socket: Int32

    /// The preferred port if nobody listens there, otherwise any free one.
    ///
    /// - Throws: ``LocalNetworkError`` with `system`, if this machine does not have the address.
    init(_ host: String, preferring preferred: Int) throws(LocalNetworkError) {
        if preferred > 0, let socket = Self.bound(host, preferred), Self.isFree(host, preferred) {
            (self.socket, port) = (socket, preferred)
            return
        }
        guard let socket = Self.bound(host, 0), let port = Self.port(socket) else {
            throw LocalNetworkError(
                .system,
                "No port of \(host) can be had: \(String(cString: strerror(errno))). Is it an address of this machine?"
            )
        }
        (self.socket, self.port) = (socket, port)
    }

    deinit { close(socket) }

    private static func bound(_ host: String, _ port: Int) -> Int32? {
        #if os(Linux)
            let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        #else
            let socket = Foundation.socket(AF_INET, SOCK_STREAM, 0)
        #endif
        guard socket >= 0 else { return nil }
        _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
        var yes: Int32 = 1
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(truncatingIfNeeded: port).bigEndian
        inet_pton(AF_INET, host, &address.sin_addr)
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            let failure = errno
            close(socket)
            errno = failure
            return nil
        }
        return socket
    }

    /// Whether a socket could listen there: one does for a moment.
    private static func isFree(_ host: String, _ port: Int) -> Bool {
        guard let probe = bound(host, port) else { return false }
        defer { close(probe) }
        return listen(probe, 1) == 0
    }

    private static func port(_ socket: Int32) -> Int? {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &length) }
        }
        return result == 0 ? Int(UInt16(bigEndian: address.sin_port)) : nil
    }
}
