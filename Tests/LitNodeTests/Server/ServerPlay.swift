import LitNode
import LitProtocol
import Logging
import Primitives
import ServiceLifecycle
import Synchronization

/// A server with a page or an endpoint, which tests shut down.
enum ServerPlay {
    /// Serves until the body returns or shuts down.
    ///
    /// - Returns: when the server has ended.
    static func run(
        _ router: NodeRouter = NodeRouter(endpoints: [:], pages: ["/healthz": HealthPage()]),
        port: Int = 0, limits: NodeServerLimits = NodeServerLimits(), certificates: ServerCertificates? = nil,
        _ body:
            @escaping @Sendable (_ port: Int, _ shutDown: @escaping @Sendable () async -> Void) async throws
            -> Void
    ) async throws {
        let ports = AsyncStream<Int>.makeStream()
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let server = NodeServer(
            router: router, address: .init(host: "127.0.0.1", port: port), limits: limits,
            certificates: certificates, metrics: NodeMetrics(), logger: quiet, concurrency: { 100 },
            timeout: { .seconds(3_600) }, onListening: { ports.continuation.yield($0) })
        let group = ServiceGroup(
            configuration: .init(services: [.init(service: server)], logger: quiet))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { ports.continuation.finish() }
                try await group.run()
            }
            tasks.addTask {
                for await port in ports.stream {
                    try await body(port) { await group.triggerGracefulShutdown() }
                    break
                }
                await group.triggerGracefulShutdown()
            }
            try await tasks.waitForAll()
        }
    }
}

/// A door that is shut until somebody opens it.
final class Door: Sendable {
    private let openings = AsyncStream<Void>.makeStream()

    func open() { openings.continuation.finish() }
    func wait() async { for await _ in openings.stream {} }
}

/// An endpoint that answers when its door is opened.
struct DoorEndpoint: NodeEndpoint {
    let isAsked = Door()
    let door = Door()

    func answer(_ request: NodeRequest) async throws(NodeError) -> NodeResponse {
        isAsked.open()
        await door.wait()
        return NodeResponse(["came": "through"])
    }
}
