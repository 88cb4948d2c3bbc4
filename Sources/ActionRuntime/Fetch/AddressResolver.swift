import Foundation
import NIOPosix

/// Finds the addresses of a name.
package protocol AddressResolver: Sendable {
    /// All of them, in the order in which to try them; empty if there are none.
    func addresses(of name: String) async throws -> [IPAddress]
}

/// The system's resolver, on threads of its own, since it blocks.
package struct SystemResolver: AddressResolver {
    package init() {}

    private static let threads: NIOThreadPool = {
        let pool = NIOThreadPool(numberOfThreads: 16)
        pool.start()
        return pool
    }()

    package func addresses(of name: String) async throws -> [IPAddress] {
        try await Self.threads.runIfActive { Self.lookUp(name) }
    }

    private static func lookUp(_ name: String) -> [IPAddress] {
        var hints = addrinfo()
        hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(name, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var found: [IPAddress] = []
        var next = list
        while let entry = next {
            if let address = address(entry.pointee), !found.contains(address) { found.append(address) }
            next = entry.pointee.ai_next
        }
        return found
    }

    private static func address(_ entry: addrinfo) -> IPAddress? {
        guard let pointer = entry.ai_addr else { return nil }
        switch entry.ai_family {
        case AF_INET:
            guard Int(entry.ai_addrlen) >= MemoryLayout<sockaddr_in>.size else { return nil }
            return pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { address in
                withUnsafeBytes(of: address.pointee.sin_addr) { IPAddress(bytes: Array($0)) }
            }
        case AF_INET6:
            guard Int(entry.ai_addrlen) >= MemoryLayout<sockaddr_in6>.size else { return nil }
            return pointer.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { address in
                withUnsafeBytes(of: address.pointee.sin6_addr) { IPAddress(bytes: Array($0)) }
            }
        default: return nil
        }
    }
}
