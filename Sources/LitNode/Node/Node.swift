internal import ActionRuntime
internal import Ethereum
internal import EthereumRPC
internal import Foundation
internal import HTTPTransport
internal import LitProtocol
public import Logging
internal import PeerTransport
public import Primitives
public import ServiceLifecycle

/// A node of a network: its keys, its peers, its actions and its HTTP server.
///
/// ```swift
/// let environment = ProcessInfo.processInfo.environment
/// let configuration = try NodeConfiguration.load(file: "node.json", environment: environment)
/// let node = try Node(configuration, environment: environment, logger: logger)
/// try await node.run()
/// ```
public struct Node: Service {
    private let core: NodeCore
    private let server: NodeServer
    private let certificates: ServerCertificates?
    private let logger: Logger

    /// Takes the state folder and reads the secrets; nothing is listened on before ``run()``.
    ///
    /// - Parameters:
    ///   - environment: where secrets may be.
    ///   - tell: takes `{"event":"listening",…}` when peers and clients can connect, and `{"event":"ready"}` when the
    ///     node can take part in a signature.
    /// - Throws: ``NodeStartError``.
    public init(
        _ configuration: NodeConfiguration,
        environment: [String: String], logger: Logger,
        tell: @escaping @Sendable (JSON) -> Void = { _ in }
    ) throws(NodeStartError) {
        self.logger = logger
        // Before there are secrets in memory: it makes the process non-dumpable.
        let runtime = try Self.runtime(configuration.actions, logger)
        let metrics = NodeMetrics()
        let core: NodeCore
        let settings: ChainSettings
        do {
            let folder = try StateFolder(configuration.state)
            let transport = makeHTTPTransport()
            var calls = EthereumProvider.Configuration()
            calls.logger = logger
            // A chain on this machine answers at once, and mines at once.
            if ["127.0.0.1", "localhost", "[::1]"].contains(where: configuration.chain.rpcURL.contains) {
                calls.pollingInterval = .milliseconds(2)...(.milliseconds(50))
            }
            let provider = try EthereumProvider(
                url: configuration.chain.rpcURL, transport: transport, configuration: calls)
            let wallet = try configuration.readWallet(environment: environment)
            var watching = NetworkWatcher.Configuration(
                anchor: configuration.chain.root.anchor)
            watching.staker = configuration.chain.staker ?? wallet.address
            let watcher = NetworkWatcher(watching, provider: provider, logger: logger)
            settings = ChainSettings(watcher)
            core = NodeCore(
                .init(
                    configuration: configuration, wallet: wallet,
                    sealing: try configuration.readSealingKey(environment: environment),
                    identity: try PeerIdentity(loadingOrCreating: folder.identity), folder: folder,
                    watcher: watcher, provider: provider, settings: settings, transport: transport,
                    runtime: runtime.runtime, code: Self.code(configuration.actions, folder),
                    uses: configuration.rateLimiting
                        ? try StoredDelegationUses(path: folder.delegations) : DelegationUses(),
                    metrics: metrics, logger: logger), tell: tell)
            certificates = try configuration.tls.map { files throws(NodeServerError) in
                try ServerCertificates(files)
            }
        } catch {
            Task { await runtime.runtime.shutdown() }
            throw NodeStartError(error)
        }
        self.core = core
        let limits = configuration.actions.limits
        let concurrency = configuration.requests.concurrency
        server = NodeServer(
            router: Self.router(core, metrics, prelude: runtime.prelude), address: configuration.listen,
            limits: NodeServerLimits(configuration.requests), certificates: certificates, metrics: metrics,
            logger: logger, concurrency: { concurrency ?? settings.concurrency },
            timeout: { NodeServerLimits.timeout(for: limits ?? settings.limits) },
            onListening: { core.listens(onPort: $0) })
    }

    /// Serves until the task is cancelled or a graceful shutdown.
    public func run() async throws {
        let group = ServiceGroup(
            configuration: .init(
                services: [
                    .init(service: core, successTerminationBehavior: .gracefullyShutdownGroup),
                    .init(service: CertificateWatch(certificates: certificates, logger: logger)),
                    .init(service: server),
                ], logger: Logger(label: "lit.services") { _ in SwiftLogNoOpLogHandler() }))
        do { try await group.run() } catch { throw NodeStartError(error) }
    }

    /// Reads the certificate for clients again, as after SIGHUP.
    public func reloadCertificates() {
        do { try certificates?.reload(always: true) } catch {
            logger.error("The new certificate is not used: \(error)")
        }
    }

    private static func runtime(
        _ actions: NodeConfiguration.Actions, _ logger: Logger
    ) throws(NodeStartError) -> (runtime: ActionRuntime, prelude: String?) {
        var configuration = ActionRuntime.Configuration()
        configuration.forbidsDumps = true
        configuration.workerPath = actions.worker
        configuration.allowsJIT = actions.allowsJIT
        configuration.fetch.allowedRanges = actions.allowedRanges
        configuration.pool.maximumRunning = actions.maximumRunning
        configuration.pool.maximumPerOwner = max(1, actions.maximumRunning / 2)
        if let path = actions.prelude {
            guard let source = try? String(contentsOfFile: path, encoding: .utf8) else {
                throw NodeStartError(
                    .configuration,
                    "actions.prelude: \(path) cannot be read as text in UTF-8. Check the path.")
            }
            configuration.prelude = .init(name: URL(fileURLWithPath: path).lastPathComponent, source: source)
        }
        let runtime = ActionRuntime(configuration: configuration, host: NoActionHost(), logger: logger)
        return (runtime, configuration.prelude?.hash)
    }

    private static func code(_ actions: NodeConfiguration.Actions, _ folder: StateFolder) -> CodeStore {
        CodeStore(.init(gateway: actions.gateway, cacheFolder: folder.code, folder: actions.codeFolder))
    }

    private static func router(_ core: NodeCore, _ metrics: NodeMetrics, prelude: String?) -> NodeRouter {
        var endpoints: [DatilEndpoint: any NodeEndpoint] = [:]
        for kind in DatilEndpoint.allCases { endpoints[kind] = LateEndpoint(kind: kind, core: core) }
        return NodeRouter(
            endpoints: endpoints,
            pages: [
                "/healthz": HealthPage(), "/readyz": ReadinessPage { core.missing },
                "/version": VersionPage(prelude: prelude), "/metrics": MetricsPage(metrics: metrics),
                "/connect/": ConnectPage { core.greeting($0) },
            ])
    }
}

/// An endpoint that there is once the node has come up.
private struct LateEndpoint: NodeEndpoint {
    let kind: DatilEndpoint
    let core: NodeCore

    func answer(_ request: NodeRequest) async throws(NodeError) -> NodeResponse {
        guard let endpoint = core.endpoint(kind) else {
            throw NodeError(.litNodeClientNotReady, status: 503, "The node is starting.")
        }
        return try await endpoint.answer(request)
    }
}

/// For runs that bring a host of their own, as all of a node's do.
private struct NoActionHost: ActionHost {}

/// Looks every few seconds whether the certificate's files have changed.
private struct CertificateWatch: Service {
    let certificates: ServerCertificates?
    let logger: Logger

    func run() async throws {
        guard let certificates else {
            try await gracefulShutdown()
            return
        }
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: .seconds(5))) != nil {
                do {
                    if try certificates.reload() {
                        logger.notice("Clients see the new certificate from now on")
                    }
                } catch {
                    logger.error("The new certificate is not used: \(error)")
                }
            }
        }
    }
}

extension NodeConfiguration.Chain.Root {
    fileprivate var anchor: NetworkWatcher.Anchor {
        switch self {
        case .staking(let address): .staking(address)
        case .resolver(let address): .resolver(address)
        }
    }
}

extension NodeServerLimits {
    fileprivate init(_ requests: NodeConfiguration.Requests) {
        self.init()
        maxBody = requests.bodyLimit
        maxHeldBodies = max(maxHeldBodies, 4 * requests.bodyLimit)
        bodyTimeout = .milliseconds(requests.bodyTimeoutMs)
        maxConnections = requests.connections
        proxies = requests.proxies
    }
}

extension NodeStartError {
    /// From what one of the node's parts threw.
    package init(_ error: any Error) {
        switch error {
        case let error as NodeStartError: self = error
        case let error as NodeConfigurationError: self.init(.configuration, error.description)
        case let error as NodeServerError: self.init(.listen, error.description)
        case let error as PeerTransportError: self.init(.state, error.description)
        case let error as EthereumRPCError: self.init(.configuration, "chain.rpcUrl: \(error)")
        default: self.init(.internalFailure, "A part of the node ended: \(error)")
        }
    }
}
