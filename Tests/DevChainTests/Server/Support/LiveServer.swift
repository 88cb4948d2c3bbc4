import DevChain
import Logging
import ServiceLifecycle

/// A server on a free port, for as long as a test runs.
struct LiveServer: Sendable {
    let port: Int
    let methods: ScriptedMethods
    private let group: ServiceGroup

    /// Begins the graceful shutdown, which the end of the test does otherwise.
    func shutDown() async { await group.triggerGracefulShutdown() }

    static func run(
        limits: RPCServerLimits = RPCServerLimits(),
        _ test: @escaping @Sendable (LiveServer) async throws -> Void
    ) async throws {
        var logger = Logger(label: "server")
        logger.logLevel = .critical
        let methods = ScriptedMethods()
        let (ports, portKnown) = AsyncStream<Int>.makeStream()
        let server = RPCServer(handler: methods, port: 0, limits: limits, logger: logger) { port in
            portKnown.yield(port)
        }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: server, successTerminationBehavior: .gracefullyShutdownGroup)],
                logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { portKnown.finish() }
                try await group.run()
            }
            var all = ports.makeAsyncIterator()
            if let port = await all.next() {
                let outcome: Result<Void, any Error>
                do {
                    outcome = .success(try await test(LiveServer(port: port, methods: methods, group: group)))
                } catch {
                    outcome = .failure(error)
                }
                await group.triggerGracefulShutdown()
                try outcome.get()
            }
            try await tasks.waitForAll()
        }
    }
}
