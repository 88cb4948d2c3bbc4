package import ActionRuntime
internal import NIOCore

/// Who asks, as far as the network says: an IPv4 address, or the 64 bits of an IPv6 address that are a customer's.
package struct SourceAddress: Hashable, Sendable {
    private let value: IPAddress

    /// Addresses of version 4 that are written as version 6 (RFC 4291 section 2.5.5.2) are of version 4.
    package init(_ address: IPAddress) {
        switch address {
        case .v4: value = address
        case .v6(let number) where number >> 32 == 0xffff: value = .v4(UInt32(truncatingIfNeeded: number))
        case .v6(let number): value = .v6((number >> 64) << 64)
        }
    }

    /// Who asks by a connection.
    ///
    /// - Parameters:
    ///   - peer: where the connection comes from.
    ///   - forwarded: the values of `X-Forwarded-For`: what each proxy has seen, the nearest at the end.
    ///   - proxies: whose word is taken for it; anybody else may have written what they like.
    package init(peer: IPAddress, forwarded: [String], proxies: [AddressRange]) {
        var address = peer
        var steps = forwarded.flatMap { $0.split(separator: ",") }
        while proxies.contains(where: { $0.contains(address) }), let step = steps.popLast(),
            let earlier = IPAddress(step.filter { $0 != " " })
        {
            address = earlier
        }
        self.init(address)
    }
}

extension IPAddress {
    /// Where a connection comes from; nil for what is no address of the Internet.
    init?(_ address: SocketAddress?) {
        guard let text = address?.ipAddress else { return nil }
        // Without the zone of a link-local address.
        self.init(text.prefix { $0 != "%" })
    }
}
