import HummingbirdCore
public import Logging
import NIOCore
import NIOPosix
public import ServiceLifecycle

/// Serves JSON-RPC over HTTP and WebSocket on one port.
///
/// Any host and origin may ask: web pages talk to development chains. Each connection is a task of its own, so
/// that a slow client holds up no other.
public struct RPCServer: Service {
    private let handler: any RPCHandler
    private let host: String
    private let port: Int
    private let limits: RPCServerLimits
    private let logger: Logger
    private let onReady: @Sendable (Int) async -> Void

    /// - Parameters:
    ///   - host: the address to listen on; only this machine can reach the default.
    ///   - port: 0 for any free one, which `onReady` is told.
    ///   - onReady: called with the port once clients can connect.
    public init(
        handler: any RPCHandler,
        host: String = "127.0.0.1",
        port: Int = 8545,
        limits: RPCServerLimits = RPCServerLimits(),
        logger: Logger,
        onReady: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) {
        self.handler = handler
        self.host = host
        self.port = port
        self.limits = limits
        self.logger = logger
        self.onReady = onReady
    }

    /// Serves until a graceful shutdown, which closes WebSockets with a close frame and grants running requests
    /// ``RPCServerLimits/shutdownGrace``, or until the task is cancelled. Throws ``RPCServerError`` if the port
    /// cannot be had.
    public func run() async throws {
        // Its messages at start and stop repeat what the caller says.
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        let dispatcher = RPCDispatcher(
            handler: handler, maxBatch: limits.maxBatch, maxBatchAnswer: limits.maxBatchAnswer)
        let server = Server(
            childChannelSetup: RPCChildChannel(handler: handler, dispatcher: dispatcher, limits: limits),
            configuration: ServerConfiguration(
                address: .hostname(host, port: port),
                availableConnectionsDelegate: MaximumAvailableConnections(limits.affordableConnections)),
            onServerRunning: { [onReady, port] channel in await onReady(channel.localAddress?.port ?? port) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: quiet)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [host, port] in
                do { try await server.run() } catch let error as Server<RPCChildChannel>.Error {
                    // Shut down before it began.
                    throw error
                } catch {
                    // Nothing else is thrown once it listens.
                    throw RPCServerError(error, host: host, port: port)
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
