#if canImport(AsyncHTTPClient)
    public import AsyncHTTPClient
    public import Logging
    internal import NIOCore
    internal import NIOHTTP1
    internal import NIOHTTPCompression

    /// Sends requests through AsyncHTTPClient: HTTP/1.1, and HTTP/2 where a TLS server offers it.
    public final class AsyncHTTPClientTransport: HTTPTransport {
        /// What the client of a transport is made with.
        public struct Configuration: Sendable {
            /// Connections kept to one host over HTTP/1.1; further requests wait for one.
            public var connectionsPerHost = 16
            /// The time an attempt to connect may take, if the deadline is not sooner.
            public var connectTimeout: Duration = .seconds(10)
            /// How long an unused connection is kept.
            public var idleTimeout: Duration = .seconds(60)
            /// The most bytes a compressed body may become while it is decompressed. It bounds the memory that one
            /// network read can turn into; requests with a higher limit of their own do not offer compression.
            public var decompressionLimit = 64 * 1024 * 1024

            /// Sixteen connections per host, 10 s to connect, 60 s unused, 64 MiB decompressed.
            public init() {}

            /// The same for AsyncHTTPClient, to be changed further: trust roots, for one.
            public var clientConfiguration: HTTPClient.Configuration {
                var configuration = HTTPClient.Configuration(
                    redirectConfiguration: .disallow,
                    timeout: .init(connect: TimeAmount(connectTimeout)),
                    decompression: .enabled(limit: .size(decompressionLimit)))
                configuration.connectionPool.idleTimeout = TimeAmount(idleTimeout)
                configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connectionsPerHost
                // A refused connection is an answer for the caller, who knows whether to try again.
                configuration.connectionPool.retryConnectionEstablishment = false
                return configuration
            }
        }

        private let client: HTTPClient
        private let ownsClient: Bool
        private let driver: RequestDriver

        /// With a client of its own, which ends with the transport.
        public convenience init(configuration: Configuration = Configuration()) {
            self.init(
                client: HTTPClient(configuration: configuration.clientConfiguration), ownsClient: true,
                decompressionLimit: configuration.decompressionLimit)
        }

        /// With a client that others may use too, and that its owner shuts down.
        ///
        /// It must not follow redirects, since the transport does; ``Configuration/clientConfiguration`` is a good
        /// start.
        /// - Parameter decompressionLimit: the client's own; 0 if it does not decompress.
        public convenience init(client: HTTPClient, decompressionLimit: Int) {
            self.init(client: client, ownsClient: false, decompressionLimit: decompressionLimit)
        }

        private init(client: HTTPClient, ownsClient: Bool, decompressionLimit: Int) {
            self.client = client
            self.ownsClient = ownsClient
            driver = RequestDriver { error in
                TransportFailure(asyncHTTPClient: error, decompressionLimit: decompressionLimit)
            } exchange: { request, logger in
                var outgoing = HTTPClientRequest(url: request.url.string)
                outgoing.method = HTTPMethod(rawValue: request.method.rawValue)
                for field in request.headers { outgoing.headers.add(name: field.name, value: field.value) }
                if request.responseBodyLimit <= decompressionLimit {
                    outgoing.headers.add(name: "Accept-Encoding", value: "gzip, deflate")
                }
                if !request.body.isEmpty { outgoing.body = .bytes(ByteBuffer(bytes: request.body)) }

                // The driver's deadline is the one that also covers the body.
                let incoming = try await client.execute(outgoing, deadline: .distantFuture, logger: logger)
                var collector = ResponseCollectorStateMachine(request)
                try collector.receive(
                    status: Int(incoming.status.code),
                    headers: HTTPHeaderFields(incoming.headers.map { .init(name: $0.name, value: $0.value) }))
                for try await part in incoming.body { try collector.receive(part.readableBytesView) }
                return try collector.finish()
            }
        }

        deinit {
            // The client must not be let go while it is open.
            if ownsClient, driver.shutDown() { client.shutdown { _ in } }
        }

        public func send(
            _ request: HTTPRequest, logger: Logger
        ) async throws(HTTPTransportError) -> HTTPResponse {
            try await driver.send(request, logger: logger)
        }

        public func shutdown() async {
            guard driver.shutDown(), ownsClient else { return }
            // What it can report is that requests were under way: they have been failed.
            try? await client.shutdown()
        }
    }

    extension TimeAmount {
        fileprivate init(_ duration: Duration) {
            let bounded = min(max(duration, .zero), .seconds(86_400))
            self = .nanoseconds(Int64(bounded / .nanoseconds(1)))
        }
    }
#endif
