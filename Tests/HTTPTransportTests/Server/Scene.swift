import HTTPTransport
import URLSessionTransport
import Synchronization
import Testing

/// The forms under test.
enum Form: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case asyncHTTPClient, urlSession, inMemory

    static let wire = allCases.filter { $0 != .inMemory }

    var testDescription: String { rawValue }

    /// Nil where the platform lacks the form.
    func makeTransport() -> (any HTTPTransport)? {
        switch self {
        case .asyncHTTPClient:
            #if canImport(AsyncHTTPClient)
                AsyncHTTPClientTransport()
            #else
                nil
            #endif
        case .urlSession: URLSessionTransport()
        case .inMemory: nil
        }
    }
}

/// A transport and the server it talks to.
struct Scene: Sendable {
    let transport: any HTTPTransport
    let log: ServerLog
    let port: Int

    var base: String { "http://127.0.0.1:\(port)" }

    /// Runs `body` with `form` and a server of its own, and ends both.
    static func run(_ form: Form, _ body: (Scene) async throws -> Void) async throws {
        if form == .inMemory {
            let log = ServerLog()
            let transport = InMemoryTransport(servers: ["127.0.0.1:80": { try await answer($0, log) }])
            return try await body(Scene(transport: transport, log: log, port: 80))
        }
        guard let transport = form.makeTransport() else { return }
        let server = try await WireServer.start()
        do {
            try await body(Scene(transport: transport, log: server.log, port: server.port))
        } catch {
            await transport.shutdown()
            try await server.stop()
            throw error
        }
        await transport.shutdown()
        try await server.stop()
    }

    func send(
        _ method: HTTPRequest.Method = .get, _ path: String, headers: HTTPHeaderFields = [:],
        body: [UInt8] = [],
        within: Duration = .seconds(30), limit: Int = HTTPRequest.defaultResponseBodyLimit,
        redirects: HTTPRequest.RedirectPolicy = .doNotFollow
    ) async throws -> HTTPResponse {
        let request = try HTTPRequest(
            method, url: base + path, headers: headers, body: body, deadline: .timeout(within),
            responseBodyLimit: limit, redirects: redirects)
        return try await transport.send(request)
    }

    /// The error that sending gives.
    func failure(
        _ method: HTTPRequest.Method = .get, _ path: String, within: Duration = .seconds(30),
        limit: Int = HTTPRequest.defaultResponseBodyLimit,
        redirects: HTTPRequest.RedirectPolicy = .doNotFollow
    ) async throws -> HTTPTransportError {
        try await #require(throws: HTTPTransportError.self) {
            try await send(method, path, within: within, limit: limit, redirects: redirects)
        }
    }

    private static func answer(_ request: HTTPRequest, _ log: ServerLog) async throws
        -> InMemoryTransport.Reply
    {
        let received = ReceivedRequest(
            method: request.method.rawValue,
            path: request.url.path + (request.url.query.map { "?\($0)" } ?? ""),
            headers: request.headers, body: request.body, connection: 0)
        log.record { $0.requests.append(received) }
        let script = Script.answer(to: received)
        if let raw = script.raw, script.ending == .drop {
            throw raw.isEmpty ? HTTPTransportError.Code.connectionClosed : .responseMalformed
        }
        if script.raw != nil { await suspendUntilCancelled() }
        var headers = HTTPHeaderFields(script.headers.map { .init(name: $0.0, value: $0.1) })
        if let length = script.declaredLength { headers.append("Content-Length", "\(length)") }
        let parts = Mutex(script.parts.makeIterator())
        let stream = AsyncThrowingStream<[UInt8], any Error> {
            if let part = parts.withLock({ $0.next() }) { return part }
            switch script.ending {
            case .complete: return nil
            case .hold:
                await suspendUntilCancelled()
                return nil
            case .drop: throw HTTPTransportError.Code.connectionClosed
            case .repeatForever:
                await Task.yield()
                return Task.isCancelled ? nil : script.parts.last
            }
        }
        return .init(status: script.status, headers: headers, body: .parts(stream))
    }

    private static func suspendUntilCancelled() async {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        for await _ in stream {}
        continuation.finish()
    }
}
