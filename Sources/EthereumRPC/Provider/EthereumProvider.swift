public import HTTPTransport
public import Logging
internal import Primitives
internal import Synchronization

/// An Ethereum node, by JSON-RPC over HTTP.
///
/// ```swift
/// let node = try EthereumProvider(url: "http://127.0.0.1:8545")
/// let balance = try await node.balance(of: address)
/// ```
/// A value that may be copied freely: copies share the connections, the chain id and the count of requests.
public struct EthereumProvider: Sendable {
    /// How requests are made.
    public struct Configuration: Sendable {
        /// How long one attempt may take.
        public var requestTimeout: Duration = .seconds(30)
        /// When and how often requests are repeated.
        public var retries = RetryPolicy()
        /// The most bytes of an answer to accept, decompressed.
        public var responseLimit = 64 * 1024 * 1024
        /// Sent with every request; credentials may be among them.
        public var headers: HTTPHeaderFields = [:]
        /// How long to wait between looks at the chain while something is awaited: the pause begins at the lower
        /// bound and grows to the upper one.
        public var pollingInterval: ClosedRange<Duration> = .milliseconds(50)...(.seconds(4))
        /// Time and chance.
        public var runtime = RPCRuntime.system
        /// Gets debug lines about every request.
        public var logger = Logger(label: "ethereum-rpc") { _ in SwiftLogNoOpLogHandler() }

        /// Thirty seconds an attempt, five attempts of what may be repeated, answers up to 64 MiB.
        public init() {}
    }

    /// Shared by all copies.
    final class Shared: Sendable {
        let requests = Atomic<UInt64>(0)
        let chainID = Mutex<UInt64?>(nil)
    }

    /// Where the node is; may hold secrets, and prints without them.
    public let url: HTTPURL
    /// What carries the requests; not shut down by the provider.
    public let transport: any HTTPTransport
    /// How requests are made.
    public let configuration: Configuration
    let shared = Shared()

    /// A node at this URL; nothing is asked yet.
    public init(
        url: HTTPURL, transport: any HTTPTransport = makeHTTPTransport(),
        configuration: Configuration = Configuration()
    ) {
        self.url = url
        self.transport = transport
        self.configuration = configuration
    }

    /// A node at the URL that this text spells.
    ///
    /// - Throws: ``EthereumRPCError`` with `invalidURL`, which quotes nothing of the text.
    public init(
        url: String, transport: any HTTPTransport = makeHTTPTransport(),
        configuration: Configuration = Configuration()
    ) throws(EthereumRPCError) {
        do {
            self.init(url: try HTTPURL(url), transport: transport, configuration: configuration)
        } catch {
            throw EthereumRPCError(.invalidURL, error.reason)
        }
    }

    /// Scheme, host and port: all of the URL that is ever shown.
    public var nodeName: String {
        "\(url.scheme)://\(url.host)" + (url.port.map { ":\($0)" } ?? "")
    }

    var runtime: RPCRuntime { configuration.runtime }
}

extension EthereumProvider: CustomStringConvertible, CustomReflectable {
    public var description: String { "EthereumProvider(\(nodeName))" }

    /// The description alone: headers and URL may hold secrets.
    public var customMirror: Mirror { Mirror(self, children: ["node": nodeName]) }
}
