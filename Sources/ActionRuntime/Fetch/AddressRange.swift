/// The addresses that begin with the same bits (CIDR, RFC 4632), such as `10.0.0.0/8` or `fd00::/8`.
public struct AddressRange: Hashable, Sendable, CustomStringConvertible {
    /// The first address.
    public let first: IPAddress
    /// How many bits are the same.
    public let prefixLength: Int

    /// From an address, `/` and a number of bits; from an address alone, that address. Nil for anything else, and where
    /// bits beyond the prefix are set.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let front = parts.first, let first = IPAddress(front) else { return nil }
        let width =
            switch first {
            case .v4: 32
            case .v6: 128
            }
        var length = width
        if parts.count == 2 {
            guard parts[1].utf8.count <= 3, parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let number = Int(parts[1]), number <= width
            else { return nil }
            length = number
        }
        self.first = first
        prefixLength = length
        switch first {
        case .v4(let value): guard value & ~Self.mask(length, UInt32.self) == 0 else { return nil }
        case .v6(let value): guard value & ~Self.mask(length, UInt128.self) == 0 else { return nil }
        }
    }

    /// Whether the address is among these; no address of one version is among those of the other.
    public func contains(_ address: IPAddress) -> Bool {
        switch (first, address) {
        case (.v4(let first), .v4(let value)): value & Self.mask(prefixLength, UInt32.self) == first
        case (.v6(let first), .v6(let value)): value & Self.mask(prefixLength, UInt128.self) == first
        default: false
        }
    }

    private static func mask<T: FixedWidthInteger & UnsignedInteger>(_ length: Int, _ type: T.Type) -> T {
        ~(length >= T.bitWidth ? 0 : T.max >> T(length))
    }

    public var description: String { "\(first)/\(prefixLength)" }
}
