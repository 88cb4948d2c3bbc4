internal import HummingbirdCore
package import Logging
internal import NIOCore
internal import NIOPosix
internal import ServiceLifecycle

/// Serves a node's clients over HTTP/1.1, in TLS where there is a certificate.
///
/// Each connection is a task of its own: a slow client holds up no other.
package struct NodeServer: Service {
    private let router: NodeRouter
    private let address: NodeConfiguration.ListenAddress
    private let limits: NodeServerLimits
    private let certificates: ServerCertificates?
    private let metrics: NodeMetrics
    private let gate: ConcurrencyGate
    private let timeout: @Sendable () -> Duration
    private let logger: Logger
    private let onListening: @Sendable (Int) async -> Void

    /// - Parameters:
    ///   - concurrency: how many requests may be under way.
    ///   - timeout: how long an endpoint may take.
    ///   - onListening: called with the port once clients can connect.
    package init(
        router: NodeRouter, address: NodeConfiguration.ListenAddress,
        limits: NodeServerLimits = NodeServerLimits(), certificates: ServerCertificates? = nil,
        metrics: NodeMetrics, logger: Logger, concurrency: @escaping @Sendable () -> Int,
        timeout: @escaping @Sendable () -> Duration,
        onListening: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) {
        self.router = router
        self.address = address
        self.limits = limits
        self.certificates = certificates
        self.metrics = metrics
        gate = ConcurrencyGate(limit: concurrency)
        self.timeout = timeout
        self.logger = logger
        self.onListening = onListening
    }

    /// Serves until a graceful shutdown, which grants running requests some time, or until the task is cancelled.
    ///
    /// - Throws: ``NodeServerError`` if the port cannot be had.
    package func run() async throws {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        let readers = NIOThreadPool(numberOfThreads: 1)
        readers.start()
        metrics.watch(underWay: { [gate] in gate.current })
        let server = Server(
            childChannelSetup: NodeChildChannel(
                dispatcher: NodeDispatcher(
                    router: router, gate: gate, metrics: metrics, logger: logger, timeout: timeout,
                    quickBody: limits.quickBody, readers: readers, proxies: limits.proxies),
                limits: limits, budget: BodyBudget(limit: limits.maxHeldBodies), certificates: certificates),
            configuration: ServerConfiguration(
                address: .hostname(address.host, port: address.port),
                availableConnectionsDelegate: MaximumAvailableConnections(limits.maxConnections)),
            onServerRunning: { [onListening, address] channel in
                await onListening(channel.localAddress?.port ?? address.port)
            },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: quiet)
        do {
            try await serve(server)
        } catch {
            try? await readers.shutdownGracefully()
            throw error
        }
        try? await readers.shutdownGracefully()
    }

    private func serve(_ server: Server<NodeChildChannel>) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [address] in
                do { try await server.run() } catch let error as Server<NodeChildChannel>.Error {
                    // Shut down before it began.
                    throw error
                } catch {
                    // Nothing else is thrown once it listens.
                    throw NodeServerError(error, host: address.host, port: address.port)
                }
            }
            group.addTask { [grace = limits.shutdownGrace] in
                // Both throw if the server ends first.
                do {
                    try await gracefulShutdown()
                    try await Task.sleep(for: grace)
                } catch {}
            }
            // Whichever ends first: the server itself, or its time.
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}
