import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// A server on a free port of the loopback interface, which says what it was asked.
final class HTTPServer: Sendable {
    struct Request: Sendable {
        var method: String
        var uri: String
        var headers: HTTPHeaders
        var body: [UInt8]
    }

    /// Bytes as they are to be sent, with the head of the response among them; nil says nothing for ever.
    typealias Answer = @Sendable (Request) -> [UInt8]?

    private let channel: any Channel
    private let log: Log

    var port: Int { channel.localAddress?.port ?? 0 }
    /// What it was asked, in order.
    var seen: [Request] { log.requests.withLock { $0 } }

    /// - Parameter tls: speaks TLS with it.
    init(tls: NIOSSLContext? = nil, _ answer: @escaping Answer) async throws {
        let log = Log()
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls {
                        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls))
                    }
                    try channel.pipeline.syncOperations.addHandler(
                        ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes)))
                    try channel.pipeline.syncOperations.addHandler(Handler(log: log, answer: answer))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        self.log = log
    }

    func shutdown() async { try? await channel.close() }

    private final class Log: Sendable {
        let requests = Mutex<[Request]>([])
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = ByteBuffer
        private var request = Request(method: "", uri: "", headers: [:], body: [])
        private let log: Log
        private let answer: Answer

        init(log: Log, answer: @escaping Answer) {
            self.log = log
            self.answer = answer
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head):
                request = Request(
                    method: head.method.rawValue, uri: head.uri, headers: head.headers, body: [])
            case .body(let part): request.body += Array(part.readableBytesView)
            case .end:
                log.requests.withLock { $0.append(request) }
                guard let bytes = answer(request) else { return }
                let loopBound = NIOLoopBound(context, eventLoop: context.eventLoop)
                context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes))).whenComplete { _ in
                    loopBound.value.close(promise: nil)
                }
            }
        }
    }
}

/// A response as bytes.
func response(_ status: Int = 200, _ headers: [String] = [], _ body: some Collection<UInt8> = []) -> [UInt8] {
    var text = "HTTP/1.1 \(status) Some Reason\r\nContent-Length: \(body.count)\r\n"
    for header in headers { text += header + "\r\n" }
    return Array((text + "\r\n").utf8) + body
}
