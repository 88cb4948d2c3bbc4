public import Logging
internal import Synchronization

/// Answers requests by closures in this process: for tests, and for networks that live in one process.
///
/// Checks, deadline, cancellation, body limit and redirects are those of the other forms. A handler sees the
/// request as a server would, request id field included.
///
/// ```swift
/// let transport = InMemoryTransport { request in .init(status: 200, body: request.body) }
/// ```
public final class InMemoryTransport: HTTPTransport {
    /// Stands for a server. What it throws is the request's failure: an ``HTTPTransportError/Code`` gives that
    /// code, anything else `connectionClosed`.
    public typealias Handler = @Sendable (HTTPRequest) async throws -> Reply

    /// What a handler answers.
    public struct Reply: Sendable {
        /// A body at once, or in parts that are asked for one by one until the limit.
        public enum Body: Sendable {
            case bytes([UInt8])
            case parts(any AsyncSequence<[UInt8], any Error> & Sendable)
        }

        /// 200 to 999; any other fails the request with `responseMalformed`.
        public var status: Int
        /// As from a server: without a coding, a `Content-Length` must be that of the body.
        public var headers: HTTPHeaderFields
        /// Not delivered to `HEAD`, nor with 204 or 304, which have none (RFC 9112 section 6.3).
        public var body: Body

        /// An answer with its whole body, which is empty unless given.
        public init(status: Int, headers: HTTPHeaderFields = [:], body: [UInt8] = []) {
            self.init(status: status, headers: headers, body: .bytes(body))
        }

        /// An answer with a body of either kind; nothing is checked before it is sent.
        public init(status: Int, headers: HTTPHeaderFields = [:], body: Body) {
            self.status = status
            self.headers = headers
            self.body = body
        }
    }

    /// The servers and what they were asked; shared with the driver's closure.
    private final class Network: Sendable {
        struct State {
            var servers: [String: Handler]
            let everywhere: Handler?
            var requests: [HTTPRequest] = []
        }

        static let recordLimit = 1024

        let state: Mutex<State>

        init(servers: [String: Handler], everywhere: Handler?) {
            state = Mutex(State(servers: servers, everywhere: everywhere))
        }

        func handler(for request: HTTPRequest) -> Handler? {
            state.withLock { state in
                if state.requests.count == Self.recordLimit { state.requests.removeFirst() }
                state.requests.append(request)
                return state.servers[request.url.authority] ?? state.everywhere
            }
        }
    }

    private let network: Network
    private let driver: RequestDriver

    /// One handler for every host.
    public convenience init(_ handler: @escaping Handler) { self.init(servers: [:], everywhere: handler) }

    /// A handler per server, by `host:port`; any other connection is refused.
    public convenience init(servers: [String: Handler]) { self.init(servers: servers, everywhere: nil) }

    private init(servers: [String: Handler], everywhere: Handler?) {
        let network = Network(servers: servers, everywhere: everywhere)
        self.network = network
        driver = RequestDriver { error in
            TransportFailure(.connectionClosed, "the server failed", underlying: "\(error)")
        } exchange: { request, _ in
            guard let handler = network.handler(for: request) else {
                throw TransportFailure(.connectionRefused, "no server at \(request.url.authority)")
            }
            let reply = try await handler(request)
            var collector = ResponseCollectorStateMachine(request)
            try collector.receive(status: reply.status, headers: reply.headers)
            guard collector.expectsBody else { return try collector.finish() }
            switch reply.body {
            case .bytes(let bytes): try collector.receive(bytes)
            case .parts(let parts):
                for try await part in parts { try collector.receive(part) }
            }
            return try collector.finish()
        }
    }

    public func send(
        _ request: HTTPRequest, logger: Logger
    ) async throws(HTTPTransportError) -> HTTPResponse {
        try await driver.send(request, logger: logger)
    }

    public func shutdown() async { driver.shutDown() }

    /// Puts a server at `authority` (`host:port`), or with `nil` takes it away, as if it were down.
    public func serve(_ authority: String, with handler: Handler?) {
        network.state.withLock { $0.servers[authority] = handler }
    }

    /// The last 1024 requests that reached a server, or would have, as it saw them.
    public var requests: [HTTPRequest] { network.state.withLock(\.requests) }
}
