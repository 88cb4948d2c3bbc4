internal import NIOCore
internal import NIOHTTP1

/// One connection: collects a request, has it answered, writes the answer. One request at a time; the
/// pipeline before it keeps those that come meanwhile.
final class PolyglotChannel: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    /// What answers a request that may be answered.
    typealias Responder =
        @Sendable (_ method: String, _ path: String, _ body: [UInt8]) async -> PolyglotAnswer

    private enum Step {
        case idle
        case collecting(HTTPRequestHead, [UInt8])
        /// What remains of the body is thrown away, and the answer is this.
        case refusing(HTTPRequestHead, PolyglotFailure)
    }

    /// As body-parser has it: 100 kB.
    static let bodyLimit = 100 << 10
    /// Of what is thrown away before the connection is cut.
    private static let patience = 8 << 20

    private let gate: PolyglotGuard
    private let calls: RunningCalls
    private let respond: Responder
    private var step = Step.idle
    private var discarded = 0
    private var verdict = PeerVerdict.stranger

    init(gate: PolyglotGuard, calls: RunningCalls, respond: @escaping Responder) {
        self.gate = gate
        self.calls = calls
        self.respond = respond
    }

    func channelActive(context: ChannelHandlerContext) {
        verdict = PeerVerdict.of(context.channel)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch (unwrapInboundIn(data), step) {
        case (.head(let head), _): step = begin(head)
        case (.body(let buffer), .collecting(let head, var body)):
            step = .idle
            guard body.count + buffer.readableBytes <= Self.bodyLimit else {
                step = .refusing(head, .tooLarge)
                return
            }
            body += buffer.readableBytesView
            step = .collecting(head, body)
        case (.body(let buffer), .refusing):
            discarded += buffer.readableBytes
            if discarded > Self.patience { context.close(promise: nil) }
        case (.end, .collecting(let head, let body)):
            step = .idle
            answer(head, body, context)
        case (.end, .refusing(let head, let failure)):
            step = .idle
            write(failure.answer, to: head, context, keepAlive: head.isKeepAlive && discarded == 0)
        case (.body, .idle), (.end, .idle): break
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) { context.flush() }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    // MARK: Parts

    private func begin(_ head: HTTPRequestHead) -> Step {
        guard verdict == .same else {
            return .refusing(head, .forbidden("Only the user who runs this server may call it."))
        }
        let length = head.headers.first(name: "Content-Length").flatMap { Int($0) } ?? 0
        let refusal = gate.refusal(
            PolyglotGuard.Head(
                hosts: head.headers["Host"], hasOrigin: head.headers.contains(name: "Origin"),
                hasFetchSite: head.headers.contains(name: "Sec-Fetch-Site"),
                contentType: head.headers.first(name: "Content-Type"),
                hasBody: length > 0 || head.headers.contains(name: "Transfer-Encoding")))
        if let refusal { return .refusing(head, .forbidden(refusal)) }
        if length > Self.bodyLimit { return .refusing(head, .tooLarge) }
        if let encoding = head.headers.first(name: "Content-Encoding"), encoding.lowercased() != "identity" {
            return .refusing(
                head,
                .thrown(
                    "UnsupportedMediaTypeError", "unsupported content encoding \"\(encoding)\"", status: 415))
        }
        var body: [UInt8] = []
        body.reserveCapacity(length)
        return .collecting(head, body)
    }

    private func answer(_ head: HTTPRequestHead, _ body: [UInt8], _ context: ChannelHandlerContext) {
        guard calls.begin() else {
            write(
                PolyglotFailure.thrown("Error", "The server is shutting down.", status: 503).answer, to: head,
                context, keepAlive: false)
            return
        }
        let path = String(head.uri.prefix { $0 != "?" })
        let (method, respond, calls) = (head.method.rawValue, respond, calls)
        let place = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let loop = context.eventLoop
        Task {
            let answer = await respond(method, path, body)
            loop.execute {
                let (channel, context) = place.value
                channel.write(answer, to: head, context, keepAlive: head.isKeepAlive)
                calls.end()
            }
        }
    }

    private func write(
        _ answer: PolyglotAnswer, to head: HTTPRequestHead, _ context: ChannelHandlerContext, keepAlive: Bool
    ) {
        var headers: HTTPHeaders = [
            "Content-Type": answer.type, "Content-Length": "\(answer.body.count)",
            "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
        ]
        if !keepAlive { headers.add(name: "Connection", value: "close") }
        let response = HTTPResponseHead(
            version: .http1_1, status: .init(statusCode: answer.status), headers: headers)
        context.write(wrapOutboundOut(.head(response)), promise: nil)
        if head.method != .HEAD {
            let buffer = context.channel.allocator.buffer(bytes: answer.body)
            context.write(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: nil)
        }
        let written = context.writeAndFlush(wrapOutboundOut(.end(nil)))
        if !keepAlive {
            let place = NIOLoopBound(context, eventLoop: context.eventLoop)
            written.whenComplete { _ in place.value.close(promise: nil) }
        }
    }
}
