package import NIOCore

/// The other end of a connection on this machine: its address and port, and those that it is connected to.
package struct SocketQuestion: Hashable, Sendable {
    /// In the order of the network: 4 or 16.
    package let source: [UInt8], destination: [UInt8]
    package let sourcePort: UInt16, destinationPort: UInt16

    package init(source: [UInt8], sourcePort: UInt16, destination: [UInt8], destinationPort: UInt16) {
        self.source = source
        self.sourcePort = sourcePort
        self.destination = destination
        self.destinationPort = destinationPort
    }

    /// Nil unless both addresses are of one family of the internet's.
    package init?(from peer: SocketAddress, to own: SocketAddress) {
        guard let (source, sourcePort) = Self.parts(peer),
            let (destination, destinationPort) = Self.parts(own),
            source.count == destination.count
        else { return nil }
        self.init(
            source: source, sourcePort: sourcePort, destination: destination,
            destinationPort: destinationPort)
    }

    /// From `sockaddr_in` and `sockaddr_in6`: family, port, for version 6 a label of the flow, address.
    private static func parts(_ address: SocketAddress) -> (bytes: [UInt8], port: UInt16)? {
        let place: Range<Int>
        switch address {
        case .v4: place = 4..<8
        case .v6: place = 8..<24
        case .unixDomainSocket: return nil
        }
        return address.withSockAddr { pointer, size in
            let bytes = UnsafeRawBufferPointer(start: pointer, count: size)
            guard size >= place.upperBound else { return nil }
            return (Array(bytes[place]), UInt16(bytes[2]) << 8 | UInt16(bytes[3]))
        }
    }
}
