import HTTPTransport
import NIOCore
import NIOHTTP1
import NIOPosix

/// A server on a port of 127.0.0.1 that answers by script, down to bytes that are not HTTP.
struct WireServer: Sendable {
    let log: ServerLog
    private let channel: any Channel

    var port: Int { channel.localAddress?.port ?? 0 }

    static func start() async throws -> WireServer {
        let log = ServerLog()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    // The decoder also watches what is written, as HTTP parts: raw bytes have to pass before it.
                    let rim = RawRim()
                    try channel.pipeline.syncOperations.addHandlers([
                        rim,
                        ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes)),
                        RequestHandler(
                            log: log, writer: RawWriter(rim: NIOLoopBound(rim, eventLoop: channel.eventLoop))),
                    ])
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return WireServer(channel: channel, log: log)
    }

    private init(channel: any Channel, log: ServerLog) {
        self.channel = channel
        self.log = log
    }

    func stop() async throws { try await channel.close() }
}

/// The handler next to the socket, through which raw bytes are written.
private final class RawRim: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var context: ChannelHandlerContext?

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }
    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func write(_ bytes: [UInt8], promise: EventLoopPromise<Void>) {
        guard let context else { return promise.fail(ChannelError.ioOnClosedChannel) }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: promise)
    }
}

private struct RawWriter: Sendable {
    let rim: NIOLoopBound<RawRim>

    func write(_ bytes: [UInt8]) async throws {
        let promise = rim.eventLoop.makePromise(of: Void.self)
        rim.eventLoop.execute { rim.value.write(bytes, promise: promise) }
        try await promise.futureResult.get()
    }
}

private final class RequestHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart

    private let log: ServerLog
    private let writer: RawWriter
    private var connection = 0
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []

    init(log: ServerLog, writer: RawWriter) {
        self.log = log
        self.writer = writer
    }

    func channelActive(context: ChannelHandlerContext) {
        connection = log.record { events in
            defer { events.connectionsOpened += 1 }
            return events.connectionsOpened
        }
    }

    func channelInactive(context: ChannelHandlerContext) { log.record { $0.connectionsClosed += 1 } }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body = []
        case .body(let buffer): body.append(contentsOf: buffer.readableBytesView)
        case .end:
            guard let head else { return }
            let request = ReceivedRequest(
                method: head.method.rawValue, path: head.uri,
                headers: HTTPHeaderFields(head.headers.map { .init(name: $0.name, value: $0.value) }),
                body: body, connection: connection)
            log.record { $0.requests.append(request) }
            Self.begin(request, writer, context.channel)
        }
    }

    private static func begin(_ request: ReceivedRequest, _ writer: RawWriter, _ channel: any Channel) {
        Task {
            do {
                try await perform(.answer(to: request), method: request.method, writer, channel)
            } catch {
                // The client went away, which is how the endless scripts end.
            }
        }
    }

    private static func perform(
        _ script: Script, method: String, _ writer: RawWriter, _ channel: any Channel
    ) async throws {
        if let raw = script.raw {
            if !raw.isEmpty { try await writer.write(raw) }
        } else {
            var head = "HTTP/1.1 \(script.status) Status\r\n"
            for (name, value) in script.headers { head += "\(name): \(value)\r\n" }
            switch script.framing {
            case .length:
                let length = script.declaredLength ?? script.parts.reduce(0) { $0 + $1.count }
                head += "Content-Length: \(length)\r\n"
            case .chunked: head += "Transfer-Encoding: chunked\r\n"
            case .none: break
            }
            try await writer.write(Array("\(head)\r\n".utf8))
            if method == "HEAD" { return }
            for part in script.parts { try await writer.write(framed(part, script.framing)) }
        }
        switch script.ending {
        case .complete:
            if script.framing == .chunked { try await writer.write(Array("0\r\n\r\n".utf8)) }
        case .hold: break
        case .drop: try await channel.close()
        case .repeatForever:
            let part = framed(script.parts.last ?? [], script.framing)
            while true { try await writer.write(part) }
        }
    }

    private static func framed(_ part: [UInt8], _ framing: Script.Framing) -> [UInt8] {
        guard framing == .chunked else { return part }
        return Array("\(String(part.count, radix: 16))\r\n".utf8) + part + Array("\r\n".utf8)
    }
}
