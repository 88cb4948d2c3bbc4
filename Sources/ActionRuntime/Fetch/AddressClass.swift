/// What an address is for, where it is not for a host of the public Internet (RFC 6890 and the registries of special
/// addresses that IANA keeps by it).
package enum AddressClass: String, Hashable, Sendable {
    case unspecified = "the unspecified address or this network"
    case loopback = "a loopback address"
    case linkLocal = "a link-local address"
    case privateUse = "an address of a private network"
    case sharedSpace = "an address of a carrier's shared space"
    case multicast = "a multicast address"
    case documentation = "an address for documentation"
    case reserved = "a reserved address"
    case embedsIPv4 = "an address that stands for another in IPv4"

    /// Nil for an address of the public Internet.
    package init?(_ address: IPAddress) {
        let table =
            switch address {
            case .v4: Self.specialV4
            case .v6: Self.specialV6
            }
        if let entry = table.first(where: { $0.range.contains(address) }) {
            self = entry.kind
        } else if case .v6(let value) = address, value >> 125 != 0b001 {
            // Nothing else has been given out as global unicast.
            self = .reserved
        } else {
            return nil
        }
    }

    private struct Entry: Sendable {
        let range: AddressRange
        let kind: AddressClass
    }

    private static func entries(_ ranges: KeyValuePairs<String, AddressClass>) -> [Entry] {
        ranges.compactMap { text, kind in AddressRange(text).map { Entry(range: $0, kind: kind) } }
    }

    private static let specialV4 = entries([
        "0.0.0.0/8": .unspecified,
        "10.0.0.0/8": .privateUse,
        "100.64.0.0/10": .sharedSpace,
        "127.0.0.0/8": .loopback,
        "169.254.0.0/16": .linkLocal,
        "172.16.0.0/12": .privateUse,
        "192.0.0.0/24": .reserved,
        "192.0.2.0/24": .documentation,
        "192.88.99.0/24": .reserved,
        "192.168.0.0/16": .privateUse,
        "198.18.0.0/15": .reserved,
        "198.51.100.0/24": .documentation,
        "203.0.113.0/24": .documentation,
        "224.0.0.0/4": .multicast,
        "240.0.0.0/4": .reserved,
    ])

    // Narrower ranges stand before those that hold them.
    private static let specialV6 = entries([
        "::/128": .unspecified,
        "::1/128": .loopback,
        "::/96": .embedsIPv4,
        "::ffff:0:0/96": .embedsIPv4,
        "::ffff:0:0:0/96": .embedsIPv4,
        "64:ff9b::/96": .embedsIPv4,
        "64:ff9b:1::/48": .embedsIPv4,
        "2001::/32": .embedsIPv4,
        "2001:db8::/32": .documentation,
        "2001::/23": .reserved,
        "2002::/16": .embedsIPv4,
        "3fff::/20": .documentation,
        "fc00::/7": .privateUse,
        "fe80::/10": .linkLocal,
        "fec0::/10": .privateUse,
        "ff00::/8": .multicast,
    ])
}

extension IPAddress {
    /// The address of version 4 in the last bits of this one, where translators put it there.
    package var embeddedV4: IPAddress? {
        guard case .v6(let value) = self, Self.translating.contains(where: { $0.contains(self) }) else {
            return nil
        }
        return .v4(UInt32(truncatingIfNeeded: value))
    }

    private static let translating = ["::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96"]
        .compactMap { AddressRange($0) }
}
