import DevChain
import Logging
import ServiceLifecycle

/// A server on a task of its own, which is asked for the port that it got, and shut down in order.
struct ServerTask: Sendable {
    private let group: ServiceGroup
    private let task: Task<Void, any Error>
    private let ports: AsyncStream<Int>

    /// How long requests that are being answered may take at the end.
    private static let grace = Duration.seconds(2)

    /// - Parameter service: makes the server; it calls `ready` with the port once it listens.
    init(_ service: (_ ready: @escaping @Sendable (Int) -> Void) -> any Service) {
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        self.ports = ports
        let group = ServiceGroup(
            services: [service { continuation.yield($0) }],
            logger: Logger(label: "lit.services") { _ in SwiftLogNoOpLogHandler() })
        self.group = group
        task = Task {
            defer { continuation.finish() }
            try await group.run()
        }
    }

    /// Waits until the server listens; throws why it does not.
    func port() async throws -> Int {
        for await port in ports { return port }
        do {
            try await task.value
        } catch let error as RPCServerError where error.code == .portInUse {
            throw LocalNetworkError(
                .system, "\(error) Choose another with --rpc-port, or leave it out for any free one.")
        } catch {
            throw LocalNetworkError(.system, "A server cannot begin: \(error)")
        }
        throw LocalNetworkError(.system, "A server ended before it began to serve.")
    }

    func stop() async {
        await group.triggerGracefulShutdown()
        let limit = Task { [task] in
            try await Task.sleep(for: Self.grace)
            task.cancel()
        }
        _ = try? await task.value
        limit.cancel()
    }
}
