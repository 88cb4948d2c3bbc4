public import ActionRuntime
public import Ethereum
public import Logging

/// All that a node is told about itself and its network.
///
/// It comes from a JSON file, the environment and a command line, in that order, by
/// ``load(file:environment:overrides:)``. Secrets are never in it: it says where they are.
public struct NodeConfiguration: Sendable {
    /// Where clients connect; port 0 for any free one.
    public var listen: ListenAddress
    /// The IPv4 address that clients call, which sessions name.
    public var publicIP: String
    /// The port that clients call; 0 for the one that is listened on.
    public var publicPort: Int
    /// The certificate for clients; nil to serve plain HTTP.
    public var tls: TLSFiles?
    /// Where the other nodes connect; port 0 for any free one.
    public var peerListen: ListenAddress
    /// The chain, and where on it the network is.
    public var chain: Chain
    /// The chains that actions and conditions may ask, by name.
    public var rpc: [String: String] = [:]
    /// The key of the account that votes and signs for the node.
    public var wallet: SecretSource
    /// What the key shares on disk are sealed under.
    public var sealing: SealingSource
    /// The folder that is the node's own; made if it is missing.
    public var state: String
    /// What actions may do and use.
    public var actions = Actions()
    /// The keys that are made, and what is prepared to sign with them.
    public var keys = Keys()
    /// Whether somebody must have paid for what a user asks.
    public var rateLimiting = false
    /// Whether only actions of the Allowlist contract may run.
    public var actionsAllowlist = false
    /// Whose tokens say who somebody is.
    public var authMethods = AuthMethods()
    /// What clients may use.
    public var requests = Requests()
    /// What is logged, and how.
    public var log = Log()

    /// A host and a port.
    public struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
        /// A name or an address.
        public var host: String
        /// From 0 to 65535.
        public var port: Int

        /// From its parts.
        public init(host: String, port: Int) {
            self.host = host
            self.port = port
        }

        /// From `host:port`, such as `127.0.0.1:7470` or `[::1]:0`; nil for anything else.
        public init?(_ text: String) {
            guard let colon = text.lastIndex(of: ":"),
                let port = UInt16(text[text.index(after: colon)...])
            else { return nil }
            var host = text[..<colon]
            if host.hasPrefix("["), host.hasSuffix("]") {
                host = host.dropFirst().dropLast()
            } else if host.contains(":") {
                return nil
            }
            guard !host.isEmpty else { return nil }
            self.init(host: String(host), port: Int(port))
        }

        public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
    }

    /// Files in PEM. They are read again when they change.
    public struct TLSFiles: Hashable, Sendable {
        /// The certificate, followed by those between it and a root.
        public var certificate: String
        /// Its key, readable by the owner only.
        public var key: String

        /// From its parts.
        public init(certificate: String, key: String) {
            self.certificate = certificate
            self.key = key
        }
    }

    /// The chain, and where on it the network is.
    public struct Chain: Hashable, Sendable {
        /// How the network's contracts are found.
        public enum Root: Hashable, Sendable {
            /// By the staking contract, which is what names a network.
            case staking(Address)
            /// By the resolver.
            case resolver(Address)
        }

        /// A node of the chain, JSON-RPC over HTTP.
        public var rpcURL: String
        /// How the contracts are found.
        public var root: Root
        /// Whether the node asks for a place among the next epoch's validators when it has none.
        public var joins = false
        /// Who staked for the node; nil if the node's own account did.
        public var staker: Address?

        /// From its parts.
        public init(rpcURL: String, root: Root, joins: Bool = false, staker: Address? = nil) {
            self.rpcURL = rpcURL
            self.root = root
            self.joins = joins
            self.staker = staker
        }
    }

    /// What actions may do and use.
    public struct Actions: Sendable {
        /// What one execution may use; nil for what the Staking contract says.
        public var limits: ActionLimits?
        /// A gateway of IPFS, with `{}` where the CID goes; nil to fetch nothing.
        public var gateway: String?
        /// A folder of code in files named by their CIDs.
        public var codeFolder: String?
        /// A script that is run ahead of every action.
        public var prelude: String?
        /// What `fetch` may reach beyond public addresses.
        public var allowedRanges: [AddressRange] = []
        /// The worker's program; nil for the one beside this program.
        public var worker: String?
        /// How many run at once.
        public var maximumRunning = PoolLimits().maximumRunning
        /// Whether the engine may compile.
        public var allowsJIT = true

        /// What is usual.
        public init() {}
    }

    /// The keys that are made, and what is prepared to sign with them.
    public struct Keys: Hashable, Sendable {
        /// How many root keys are made when the network has none.
        public var rootCount = 3
        /// How many triples each signer set keeps at least, and at most; nil for what the key service holds right.
        public var minimumPool: Int?
        /// See ``minimumPool``.
        public var maximumPool: Int?

        /// What is usual.
        public init() {}
    }

    /// Whose tokens say who somebody is.
    public struct AuthMethods: Hashable, Sendable {
        /// The applications whose tokens are accepted, by the numbers of auth methods: client ids, bundle ids or
        /// projects, as the service names them in `aud` or its answer. All, for methods without a list.
        public var applications: [UInt32: Set<String>] = [:]

        /// Tokens of every application.
        public init() {}
    }

    /// What clients may use.
    public struct Requests: Hashable, Sendable {
        /// How many are served at once; nil for what the Staking contract says.
        public var concurrency: Int?
        /// The largest body, in bytes.
        public var bodyLimit = 32 << 20
        /// How long a client may take to send one, in milliseconds.
        public var bodyTimeoutMs = 30_000
        /// How many connections there may be.
        public var connections = 2_048
        /// How many session keys and claims are signed for one source in a minute; 0 for any number.
        ///
        /// A source is an IPv4 address, or the first 64 bits of an IPv6 address.
        public var perSource = 6_000
        /// How many of them for one PKP; 0 for any number.
        public var perPKP = 600
        /// Proxies in front of the node, whose `X-Forwarded-For` is believed.
        public var proxies: [AddressRange] = []

        /// What is usual.
        public init() {}
    }

    /// What is logged, and how.
    public struct Log: Hashable, Sendable {
        /// How it looks.
        public enum Format: String, Hashable, Sendable, CaseIterable {
            /// For people.
            case text
            /// One object on a line.
            case json
        }

        /// What is less important is left out.
        public var level = Logger.Level.info
        /// How it looks.
        public var format = Format.text

        /// What is usual.
        public init() {}
    }

    /// With what is usual for everything else.
    public init(
        listen: ListenAddress, publicIP: String, publicPort: Int = 0, peerListen: ListenAddress, chain: Chain,
        wallet: SecretSource, sealing: SealingSource, state: String
    ) {
        self.listen = listen
        self.publicIP = publicIP
        self.publicPort = publicPort
        self.peerListen = peerListen
        self.chain = chain
        self.wallet = wallet
        self.sealing = sealing
        self.state = state
    }
}
