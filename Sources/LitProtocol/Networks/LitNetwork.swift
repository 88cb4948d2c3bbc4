public import Ethereum

/// A network of the Datil generation, and how to find it.
public struct LitNetwork: Hashable, Sendable {
    /// The name by which SDKs know it.
    public var name: String
    /// An endpoint of its chain.
    public var rpcURL: String
    /// The chain's id (EIP-155); nil where any will do.
    public var chainID: UInt64?
    /// Whether nodes are called with https where the port does not say so.
    public var usesHTTPS: Bool
    /// The contract that names all others, and the number of its environment.
    public var resolver: Address?, environment: UInt8
    /// The contract that knows the nodes.
    public var staking: Address?
    /// A service that pays for transactions.
    public var relayerURL: String
    /// Whether clients insist on a secure processor's word about every node.
    public var requiresAttestation: Bool
    /// Whether somebody has to pay for requests with capacity credits.
    public var requiresPayment: Bool

    /// From its parts.
    public init(
        name: String, rpcURL: String, chainID: UInt64?, usesHTTPS: Bool, resolver: Address?,
        environment: UInt8,
        staking: Address?, relayerURL: String, requiresAttestation: Bool, requiresPayment: Bool
    ) {
        self.name = name
        self.rpcURL = rpcURL
        self.chainID = chainID
        self.usesHTTPS = usesHTTPS
        self.resolver = resolver
        self.environment = environment
        self.staking = staking
        self.relayerURL = relayerURL
        self.requiresAttestation = requiresAttestation
        self.requiresPayment = requiresPayment
    }

    /// Chronicle Yellowstone, the chain of the hosted networks.
    public static let yellowstoneID: UInt64 = 175_188

    private static func hosted(
        _ name: String, resolver: String, environment: UInt8, staking: String, attested: Bool, paid: Bool
    ) -> LitNetwork {
        LitNetwork(
            name: name, rpcURL: "https://yellowstone-rpc.litprotocol.com", chainID: yellowstoneID,
            usesHTTPS: true, resolver: try? Address(resolver), environment: environment,
            staking: try? Address(staking), relayerURL: "https://\(name)-relayer.getlit.dev",
            requiresAttestation: attested, requiresPayment: paid)
    }

    /// The decentralised main network.
    public static let datil = hosted(
        "datil", resolver: "0x5326a59fF2c41bCdA7E64F9afB9C313d0342117B", environment: 2,
        staking: "0x21d636d95eE71150c0c3Ffa79268c989a329d1CE", attested: true, paid: true)
    /// The decentralised test network.
    public static let datilTest = hosted(
        "datil-test", resolver: "0xCf908e1E4Ee79fb540e144C3EDB2796E8D413548", environment: 0,
        staking: "0xdec37933239846834b3BfD408913Ed3dbEf6588F", attested: true, paid: true)
    /// The network for development, which keeps no keys.
    public static let datilDev = hosted(
        "datil-dev", resolver: "0xCF5d7074c722Dd044Dd45EC791942b881366627c", environment: 0,
        staking: "0xD4507CD392Af2c80919219d7896508728f6A623F", attested: false, paid: false)
    /// A network of one's own; its contracts must be given.
    public static let custom = LitNetwork(
        name: "custom", rpcURL: "http://127.0.0.1:8545", chainID: nil, usesHTTPS: false, resolver: nil,
        environment: 0, staking: nil, relayerURL: "http://localhost:3000", requiresAttestation: false,
        requiresPayment: false)

    /// All that have names.
    public static let all = [datil, datilTest, datilDev, custom]

    /// Networks that are no more, and what took their place.
    static let retired = [
        "habanero": "datil", "manzano": "datil-test", "cayenne": "datil-dev", "localhost": "custom",
    ]

    /// The network of a name.
    public static func named(_ name: String) throws(LitNetworkError) -> LitNetwork {
        guard let network = all.first(where: { $0.name == name }) else { throw LitNetworkError(name: name) }
        return network
    }

    /// A node's URL, which is the address that sessions are signed for.
    ///
    /// - Parameters:
    ///   - ip: the IPv4 address as a number, from the contract.
    ///   - port: from the contract; always written, and 443 means https.
    public func nodeURL(ip: UInt32, port: UInt32) -> String {
        let octets = [24, 16, 8, 0].map { String(ip >> $0 & 0xff) }.joined(separator: ".")
        return "\(usesHTTPS || port == 443 ? "https" : "http")://\(octets):\(port)"
    }
}

/// No network has that name.
public struct LitNetworkError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The name.
    public let name: String

    /// The network that took its place, if it had one.
    public var successor: String? { LitNetwork.retired[name] }

    public var description: String {
        let names = LitNetwork.all.map(\.name).joined(separator: ", ")
        guard let successor else { return "There is no network \(name). Use one of \(names)." }
        return "The network \(name) is no more. Use \(successor); the networks are \(names)."
    }
}
