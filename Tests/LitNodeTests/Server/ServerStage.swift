import Secp256k1
import LitContracts
import KeyService
import Ethereum
import ActionRuntime
import Foundation
import HTTPTransport
import LitNode
import LitProtocol
import Logging
import Primitives
import ServiceLifecycle
import Synchronization

/// A server with all endpoints over the recorded network, on a port of its own, for the time of a test.
struct ServerStage: Sendable {
    /// What a test may change before the server starts.
    struct Options: Sendable {
        var limits = NodeServerLimits()
        var concurrency = 100
        var timeout = Duration.seconds(20)
        var hasKeys = true
        var signs = true
        var readiness: String?
        var clock = NodeRecordings.clock
        var nodeAddress = NodeRecordings.node
        /// How many unpaid requests of one source, and for one key, are served in a minute.
        var perSource = 0
        var perPKP = 0
        var meterClock: @Sendable () -> ContinuousClock.Instant = { .now }
        var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        var tls: NodeConfiguration.TLSFiles?
        /// Beside the usual pages.
        var pages: [String: any NodePage] = [:]
    }

    let keys: RecordedKeys
    let gatekeeper: Gatekeeper
    let actions: ActionStage
    let metrics: NodeMetrics
    let transport: any HTTPTransport
    let port: Int

    /// Runs the server around the test's body.
    static func run(
        _ options: Options = Options(), _ body: @escaping @Sendable (ServerStage) async throws -> Void
    ) async throws {
        let ports = AsyncStream<Int>.makeStream()
        let keys = try RecordedKeys(signs: options.signs)
        let transport = makeHTTPTransport()
        let draft = ServerStage(keys: keys, transport: transport, port: 0)
        let server = NodeServer(
            router: try draft.router(options), address: .init(host: "127.0.0.1", port: 0),
            limits: options.limits, certificates: try options.tls.map { try ServerCertificates($0) },
            metrics: draft.metrics, logger: options.logger,
            concurrency: { options.concurrency }, timeout: { options.timeout },
            onListening: { ports.continuation.yield($0) })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            group.addTask {
                for await port in ports.stream {
                    try await body(draft.listening(on: port))
                    return
                }
            }
            defer { group.cancelAll() }
            // The server ends by cancellation only.
            try await group.next()
        }
        await transport.shutdown()
    }

    private init(keys: RecordedKeys, transport: any HTTPTransport, port: Int) {
        self.keys = keys
        (gatekeeper, actions, metrics) = (Gatekeeper(), ActionStage(), NodeMetrics())
        self.transport = transport
        self.port = port
    }

    private init(_ other: ServerStage, port: Int) {
        keys = other.keys
        gatekeeper = other.gatekeeper
        actions = other.actions
        metrics = other.metrics
        transport = other.transport
        self.port = port
    }

    private func listening(on port: Int) -> ServerStage { ServerStage(self, port: port) }

    private func router(_ options: Options) throws -> NodeRouter {
        let network = try RecordedNetwork(hasKeys: options.hasKeys)
        let now = { @Sendable in options.clock }
        let sessions = SessionGate(
            nodeAddress: { NodeAddress(options.nodeAddress) }, keys: keys, network: network, now: now)
        let registry = RecordedRegistry(keys: try NodeRecordings.pkpKeys())
        let conditions = ConditionGate(sessions: sessions, capacity: gatekeeper, now: now)
        let meter = RequestMeter(
            perSource: options.perSource, perPKP: options.perPKP, now: options.meterClock)
        return NodeRouter(
            endpoints: [
                .handshake: HandshakeEndpoint(network: network),
                .pkpSign: PKPSignEndpoint(
                    sessions: sessions, capacity: gatekeeper, authorization: gatekeeper, registry: registry,
                    keys: keys, metrics: metrics),
                .execute: ExecuteEndpoint(
                    sessions: sessions, capacity: gatekeeper, allowlist: gatekeeper, actions: actions,
                    limits: { ActionLimits() }, metrics: metrics),
                .signSessionKey: SignSessionKeyEndpoint(
                    methods: gatekeeper, authorization: gatekeeper, registry: registry, network: network,
                    keys: keys, actions: actions, metrics: metrics, meter: meter, now: now),
                .claimKey: ClaimEndpoint(
                    methods: gatekeeper, claims: ClaimSigner(try NodeRecordings.nodeWallet()),
                    meter: meter),
                .encryptionSign: EncryptionSignEndpoint(gate: conditions, keys: keys),
                .accessControlSigning: AccessTokenEndpoint(gate: conditions, keys: keys),
            ],
            pages: [
                "/healthz": HealthPage(), "/readyz": ReadinessPage { options.readiness },
                "/version": VersionPage(), "/metrics": MetricsPage(metrics: metrics),
                "/connect/": ConnectPage { _ in nil },
            ].merging(options.pages) { $1 })
    }

    // MARK: Asking

    /// The headers that the SDK sends.
    static let headers: HTTPHeaderFields = [
        "Content-Type": "application/json", "Accept": "application/json", "X-Lit-SDK-Version": "7.0.5",
        "X-Lit-SDK-Type": "Typescript", "X-Request-Id": "lit_87985aa5",
    ]

    func ask(
        _ method: HTTPRequest.Method = .post, _ path: String, _ body: String = "",
        headers: HTTPHeaderFields = ServerStage.headers, scheme: String = "http"
    ) async throws -> HTTPResponse {
        try await transport.send(
            HTTPRequest(
                method, url: "\(scheme)://127.0.0.1:\(port)\(path)", headers: headers, body: Array(body.utf8),
                idHeader: nil))
    }

    func post(_ path: String, _ body: JSON) async throws -> Answer {
        try Answer(try await ask(.post, path, body.text))
    }

    /// An answer whose body is JSON.
    struct Answer: Sendable {
        let status: Int
        let json: JSON
        let response: HTTPResponse

        init(_ response: HTTPResponse) throws {
            status = response.status
            json = try JSON(parsing: response.body)
            self.response = response
        }

        var code: String? { json["errorCode"]?.string }
    }
}
