import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL

/// A connection for one request, to an address that has been checked.
final class FetchConnection: Sendable {
    let head: HTTPResponseHead
    private let channel: any Channel
    private let exchange: NIOLoopBound<FetchExchange>

    private init(head: HTTPResponseHead, channel: any Channel, exchange: NIOLoopBound<FetchExchange>) {
        self.head = head
        self.channel = channel
        self.exchange = exchange
    }

    /// Connects, sends the request and waits for the head of the response. Cancelling the task closes the connection.
    static func open(
        to address: IPAddress, url: FetchURL, request: HTTPRequestHead, body: [UInt8], policy: FetchPolicy,
        tls: NIOSSLContext, group: any EventLoopGroup
    ) async throws -> FetchConnection {
        let loop = group.next()
        let head = loop.makePromise(of: HTTPResponseHead.self)
        let target = try SocketAddress(ipAddress: address.description, port: url.port)
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderListSize = 256 << 10
        let bootstrap = ClientBootstrap(group: loop)
            .connectTimeout(TimeAmount(policy.connectTimeout))
            .channelOption(.autoRead, value: false)
            // A compressed body may grow a thousandfold: small pieces keep what is inflated at a time small.
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 16 << 10))
            .channelOption(.maxMessagesPerRead, value: 1)
        let (channel, exchange): (any Channel, NIOLoopBound<FetchExchange>)
        do {
            (channel, exchange) = try await bootstrap.connect(to: target) { [limits] channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if url.isSecure {
                        try pipeline.addHandler(CertificateName.handler(for: url, context: tls))
                    }
                    try pipeline.addHTTPClientHandlers(decoderLimitConfiguration: limits)
                    try pipeline.addHandler(NIOHTTPResponseDecompressor(limit: .size(policy.responseLimit)))
                    let exchange = FetchExchange(
                        request: request, body: body, sizeLimit: policy.responseLimit,
                        patience: TimeAmount(policy.idleTimeout), head: head, eventLoop: channel.eventLoop)
                    try pipeline.addHandler(exchange)
                    return (channel, NIOLoopBound(exchange, eventLoop: channel.eventLoop))
                }
            }
        } catch {
            head.fail(error)
            throw error
        }
        return try await withTaskCancellationHandler {
            let response = try await head.futureResult.get()
            return FetchConnection(head: response, channel: channel, exchange: exchange)
        } onCancel: {
            channel.eventLoop.execute { exchange.value.close() }
        }
    }

    /// The next bytes of the body; nil at its end.
    func read() async throws -> [UInt8]? {
        try await withTaskCancellationHandler {
            try await channel.eventLoop.flatSubmit { [exchange, channel] in
                exchange.value.read()
                    ?? channel.eventLoop.makeFailedFuture(FetchError(reason: "the body cannot be read now"))
            }.get()
        } onCancel: {
            close()
        }
    }

    func close() {
        channel.eventLoop.execute { self.exchange.value.close() }
    }
}

extension TimeAmount {
    init(_ duration: Duration) {
        self = .nanoseconds(Int64(min(max(duration, .zero), .seconds(86_400)) / .nanoseconds(1)))
    }
}
