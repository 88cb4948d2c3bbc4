public import Logging

/// What every outgoing HTTP request of these libraries goes through.
///
/// The forms behave alike: ``InMemoryTransport`` everywhere, `URLSessionTransport` wherever Foundation is,
/// `AsyncHTTPClientTransport` on Linux and macOS. Connections are pooled and reused; no form keeps cookies
/// or a cache.
///
/// ```swift
/// let transport = makeHTTPTransport()
/// let request = try HTTPRequest(url: "https://node.example/web/handshake", deadline: .timeout(.seconds(5)))
/// let response = try await transport.send(request)
/// await transport.shutdown()
/// ```
public protocol HTTPTransport: Sendable {
    /// Sends `request` and reads the whole response, or fails by the request's deadline.
    ///
    /// Any status is a response, not an error. Cancelling the calling task aborts the request.
    /// - Parameter logger: gets debug lines (method, URL without its secrets, status, duration) whose metadata
    ///   has the request's id under `request-id`.
    func send(_ request: HTTPRequest, logger: Logger) async throws(HTTPTransportError) -> HTTPResponse

    /// Fails the requests under way and every later one with ``HTTPTransportError/Code/shutDown``, and closes
    /// the connections the transport owns. Safe to call twice.
    func shutdown() async
}

extension HTTPTransport {
    /// Sends `request` without logging.
    public func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        try await send(request, logger: Logger(label: "http-transport") { _ in SwiftLogNoOpLogHandler() })
    }
}
