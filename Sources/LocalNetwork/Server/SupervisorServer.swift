import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// Serves ``SupervisorRoutes`` on this machine's own address, and to nobody else.
struct SupervisorServer: Service {
    let routes: SupervisorRoutes
    let port: Int
    let logger: Logger
    let onReady: @Sendable (Int) -> Void

    /// Serves until a graceful shutdown, or until the task is cancelled. Throws if the port cannot be had.
    func run() async throws {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        let shared = Shared(port)
        let routes = routes
        let responder = CallbackResponder<BasicRequestContext> { request, _ in
            await Self.respond(request, routes, RequestGuard(port: shared.port.load(ordering: .acquiring)))
        }
        let application = Application(
            responder: responder,
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: port), serverName: "lit"),
            onServerRunning: { [onReady, port] channel in
                let port = channel.localAddress?.port ?? port
                shared.port.store(port, ordering: .releasing)
                onReady(port)
            }, logger: quiet)
        try await application.run()
    }

    /// The port is known only once the server listens, and needed by every request after that.
    private final class Shared: Sendable {
        let port: Atomic<Int>

        init(_ port: Int) { self.port = Atomic(port) }
    }

    private static func respond(
        _ request: Request, _ routes: SupervisorRoutes, _ guardian: RequestGuard
    ) async -> Response {
        let refusal = guardian.refusal(
            host: request.head.authority, origin: request.headers[.origin],
            site: request.headers.first { $0.name.canonicalName == "sec-fetch-site" }?.value)
        if let refusal { return response(.refused(403, refusal)) }
        let path = request.uri.path
        var request = request
        guard let body = try? await request.collectBody(upTo: SupervisorRoutes.bodyLimit(path)) else {
            return response(
                .refused(413, "The body is longer than \(SupervisorRoutes.bodyLimit(path)) bytes."))
        }
        return response(
            await routes.answer(request.method.rawValue, path, body: Array(body.readableBytesView)))
    }

    private static func response(_ answer: SupervisorAnswer) -> Response {
        Response(
            status: .init(code: answer.status),
            headers: [
                .contentType: answer.type, .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
            ],
            body: .init(byteBuffer: ByteBuffer(bytes: answer.body)))
    }
}
