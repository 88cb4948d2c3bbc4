internal import ActionRuntime
internal import LitProtocol
internal import NIOCore
internal import NIOHTTP1

/// Collects a request's parts, within limits of size and time, and takes answers to pieces.
///
/// Sits behind NIO's handler of pipelining: there is one request at a time. What cannot be a request is answered here,
/// in JSON like everything else.
final class HTTPCallHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPCall
    typealias OutboundIn = HTTPReply
    typealias OutboundOut = HTTPServerResponsePart

    private enum State {
        case idle
        case collecting(HTTPRequestHead, ByteBuffer, [HeldBytes])
        case answering(HTTPRequestHead)
        /// Answered; what still comes is read and dropped, so that the client comes to read the answer.
        case discarding
        case closed
    }

    private let limits: NodeServerLimits
    private let budget: BodyBudget
    private let refused: @Sendable (Int) -> Void
    private var state = State.idle
    private var timer: Scheduled<Void>?

    /// - Parameter refused: hears the status of what is answered here.
    init(limits: NodeServerLimits, budget: BodyBudget, refused: @escaping @Sendable (Int) -> Void) {
        self.limits = limits
        self.budget = budget
        self.refused = refused
    }

    func handlerAdded(context: ChannelHandlerContext) { expect(within: limits.headerTimeout, context) }

    func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        state = .closed
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): begin(head, context)
        case .body(let part): collect(part, context)
        case .end: end(context)
        }
    }

    private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        guard case .idle = state else { return }
        if let length = head.headers.first(name: "content-length").flatMap({ Int($0) }),
            length > limits.maxBody
        {
            return refuse(Self.tooLarge(limits.maxBody), of: head, context)
        }
        if head.headers.contains(name: "expect"), head.version == .http1_1 {
            let reply = HTTPResponseHead(version: .http1_1, status: .continue)
            context.writeAndFlush(wrapOutboundOut(.head(reply)), promise: nil)
        }
        state = .collecting(head, ByteBuffer(), [])
        expect(within: limits.bodyTimeout, context)
    }

    private func collect(_ part: ByteBuffer, _ context: ChannelHandlerContext) {
        guard case .collecting(let head, var body, var held) = state else { return }
        guard part.readableBytes <= limits.maxBody - body.readableBytes else {
            return refuse(Self.tooLarge(limits.maxBody), of: head, context)
        }
        guard let bytes = budget.take(part.readableBytes) else {
            let error = NodeError(.concurrencyOverload, "The node holds as many bytes of requests as it can.")
            return refuse(HTTPReply(error), of: head, context)
        }
        state = .idle  // So that the body has one owner and grows in place.
        held.append(bytes)
        if body.readableBytes == 0 { body = part } else { body.writeImmutableBuffer(part) }
        state = .collecting(head, body, held)
    }

    private func end(_ context: ChannelHandlerContext) {
        switch state {
        case .collecting(let head, let body, let held):
            timer?.cancel()
            timer = nil
            state = .answering(head)
            let peer = IPAddress(context.remoteAddress)
            context.fireChannelRead(
                wrapInboundOut(HTTPCall(head: head, body: body, peer: peer, held: held)))
        case .discarding, .idle: close(context)
        case .answering, .closed: break
        }
    }

    /// Answers before the request has ended, and reads on for a while.
    private func refuse(_ reply: HTTPReply, of head: HTTPRequestHead?, _ context: ChannelHandlerContext) {
        refused(reply.status)
        state = .discarding
        var reply = reply
        reply.closes = true
        write(reply, to: head, context, promise: nil)
        context.flush()
        expect(within: .seconds(2), context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard error is HTTPParserError else { return context.fireErrorCaught(error) }
        switch state {
        case .idle, .collecting:
            var head: HTTPRequestHead?
            if case .collecting(let request, _, _) = state { head = request }
            refuse(
                HTTPReply(NodeError(.coreApiUnexpected, "This is no HTTP request (RFC 9112).")), of: head,
                context)
            // Nothing that follows can be understood.
            close(context)
        case .answering, .discarding, .closed: close(context)
        }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .answering(let head) = state else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        let reply = unwrapOutboundIn(data)
        state = .idle
        if reply.closes || !head.isKeepAlive {
            state = .discarding
            let written = promise ?? context.eventLoop.makePromise()
            written.futureResult.assumeIsolated().whenComplete { [self] _ in close(context) }
            write(reply, to: head, context, promise: written)
        } else {
            write(reply, to: head, context, promise: promise)
            expect(within: limits.idleTimeout, context)
        }
    }

    private func write(
        _ reply: HTTPReply, to request: HTTPRequestHead?, _ context: ChannelHandlerContext,
        promise: EventLoopPromise<Void>?
    ) {
        context.write(wrapOutboundOut(.head(reply.head(for: request))), promise: nil)
        if reply.body.readableBytes > 0, !reply.omitsBody {
            context.write(wrapOutboundOut(.body(.byteBuffer(reply.body))), promise: nil)
        }
        context.write(wrapOutboundOut(.end(nil)), promise: promise)
    }

    private func close(_ context: ChannelHandlerContext) {
        state = .closed
        context.close(promise: nil)
    }

    private func expect(within timeout: Duration, _ context: ChannelHandlerContext) {
        timer?.cancel()
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(timeout)) { [self] in
            expire(context)
        }
    }

    private func expire(_ context: ChannelHandlerContext) {
        switch state {
        case .collecting(let head, _, _): refuse(HTTPReply(.timedOut), of: head, context)
        case .idle where !context.channel.isWritable:
            // Who is still reading the last answer is not idle.
            expect(within: limits.idleTimeout, context)
        case .idle, .discarding: close(context)
        case .answering, .closed: break
        }
    }

    private static func tooLarge(_ limit: Int) -> HTTPReply {
        var error = NodeError(.badInput, "The body of a request has at most \(limit) bytes.")
        error.status = 413
        return HTTPReply(error)
    }
}
