/// Where `fetch` may go, and how much it may bring.
public struct FetchPolicy: Hashable, Sendable {
    /// Ranges that scripts may reach although they are not public, such as `127.0.0.0/8` for a local network.
    public var allowedRanges: [AddressRange] = []
    /// How many redirects are followed.
    public var redirectLimit = 20
    /// The largest body of a response, in bytes, decompressed.
    public var responseLimit = 32 << 20
    /// How long a name may take to resolve.
    public var resolutionTimeout = Duration.seconds(10)
    /// How long a connection may take, per address.
    public var connectTimeout = Duration.seconds(5)
    /// How long a server may be silent.
    public var idleTimeout = Duration.seconds(30)
    /// Sent unless the script names another.
    public var userAgent = "lit_protocol_node"
    /// Certificates, in PEM, that are trusted beside the system's.
    public var trustedCertificates = ""

    /// Public addresses only, bodies up to 32 MiB.
    public init() {}

    /// Why a script may not reach the address; nil if it may.
    package func refusal(of address: IPAddress) -> AddressClass? {
        guard let kind = AddressClass(address) else { return nil }
        guard allowedRanges.contains(where: { $0.contains(address) }) else { return kind }
        // Who may use a translator may not thereby reach what is behind it.
        return address.embeddedV4.flatMap { refusal(of: $0) }
    }

    /// Ports of other protocols, which could be spoken to in HTTP's disguise (Fetch Standard, "port blocking").
    static let blockedPorts: Set<Int> = [
        0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103,
        104,
        109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514,
        515,
        526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723,
        2049, 3659,
        4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
    ]
}
