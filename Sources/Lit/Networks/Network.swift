public import Ethereum
public import LitContracts
internal import LitProtocol

/// A Lit network, and how it is found.
///
/// ```swift
/// let lit = try await LitClient.connect(to: .local())
/// let own = Network.custom(rpcURL: "https://rpc.example", staking: address)
/// let test = Network.datilTest.with(attestation: .unverified)
/// ```
public struct Network: Hashable, Sendable {
    /// Where it is looked for.
    enum Place: Hashable, Sendable {
        /// The folder in which `lit up` runs it.
        case folder(String)
        /// The contract that knows the nodes.
        case staking(Address)
        /// The contract that names all others, and which of its sets is meant.
        case resolver(Address, LitEnvironment)
    }

    /// The name by which it is known: `local`, `datil`, `datil-test`, `datil-dev`, `custom`.
    public let name: String
    /// An endpoint of its chain; nil to ask the local network for it.
    public var rpcURL: String?
    /// The chain's id (EIP-155) that the endpoint has to be of; nil where any will do.
    public var chainID: UInt64?
    /// Whether its nodes have to prove what they run.
    public var attestation: AttestationPolicy
    let place: Place
    /// Whether nodes are called with https where their port does not say so.
    let usesHTTPS: Bool
    /// Whether somebody has to pay for requests.
    let requiresPayment: Bool

    /// The network that `lit up` runs.
    ///
    /// - Parameter state: its folder, as given to `lit up --state`; relative to the current one.
    public static func local(state: String = ".lit") -> Network {
        Network(
            name: "local", rpcURL: nil, chainID: nil, attestation: .unverified, place: .folder(state),
            usesHTTPS: false, requiresPayment: false)
    }

    /// The decentralised main network. Its nodes have to be attested, see ``AttestationPolicy``.
    public static let datil = Network(hosted: .datil)
    /// The decentralised test network. Its nodes have to be attested, see ``AttestationPolicy``.
    public static let datilTest = Network(hosted: .datilTest)
    /// The hosted network for development, which keeps no keys.
    public static let datilDev = Network(hosted: .datilDev)

    /// A network of one's own, by its staking contract.
    ///
    /// - Parameters:
    ///   - rpcURL: an endpoint of its chain.
    ///   - staking: the contract that knows the nodes.
    ///   - chainID: what the chain's id has to be; nil where any will do.
    ///   - usesHTTPS: whether nodes are called with https on ports other than 443 too.
    public static func custom(
        rpcURL: String, staking: Address, chainID: UInt64? = nil, usesHTTPS: Bool = false
    ) -> Network {
        Network(
            name: LitNetwork.custom.name, rpcURL: rpcURL, chainID: chainID, attestation: .unverified,
            place: .staking(staking), usesHTTPS: usesHTTPS, requiresPayment: false)
    }

    /// A network of one's own, by its resolver: the contract that names all others.
    ///
    /// - Parameters:
    ///   - rpcURL: an endpoint of its chain.
    ///   - resolver: the contract that names all others.
    ///   - environment: which of the resolver's sets of contracts.
    ///   - chainID: what the chain's id has to be; nil where any will do.
    ///   - usesHTTPS: whether nodes are called with https on ports other than 443 too.
    public static func custom(
        rpcURL: String, resolver: Address, environment: LitEnvironment = .dev, chainID: UInt64? = nil,
        usesHTTPS: Bool = false
    ) -> Network {
        Network(
            name: LitNetwork.custom.name, rpcURL: rpcURL, chainID: chainID, attestation: .unverified,
            place: .resolver(resolver, environment), usesHTTPS: usesHTTPS, requiresPayment: false)
    }

    /// The same network by another endpoint of its chain.
    public func with(rpcURL: String) -> Network {
        var network = self
        network.rpcURL = rpcURL
        return network
    }

    /// The same network under another rule about its nodes' proofs.
    public func with(attestation: AttestationPolicy) -> Network {
        var network = self
        network.attestation = attestation
        return network
    }

    private init(
        name: String, rpcURL: String?, chainID: UInt64?, attestation: AttestationPolicy, place: Place,
        usesHTTPS: Bool, requiresPayment: Bool
    ) {
        self.name = name
        self.rpcURL = rpcURL
        self.chainID = chainID
        self.attestation = attestation
        self.place = place
        self.usesHTTPS = usesHTTPS
        self.requiresPayment = requiresPayment
    }

    private init(hosted network: LitNetwork) {
        self.init(
            name: network.name, rpcURL: network.rpcURL, chainID: network.chainID,
            attestation: network.requiresAttestation ? .required : .unverified,
            // The table has a resolver for every hosted network; the staking contract is the same answer.
            place: network.resolver.map { .resolver($0, LitEnvironment(rawValue: network.environment)) }
                ?? .staking(network.staking ?? .zero),
            usesHTTPS: network.usesHTTPS, requiresPayment: network.requiresPayment)
    }
}

extension Network: CustomStringConvertible {
    /// Its name, and the folder of a local one.
    public var description: String {
        if case .folder(let path) = place { "\(name) (\(path))" } else { name }
    }
}
