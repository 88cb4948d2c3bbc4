import NIOCore
import NIOHTTP1

/// Collects a request's parts, within the limit of its body, and takes replies to pieces.
///
/// Sits behind NIO's handler of pipelining: there is one request at a time.
final class HTTPCallHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPCall
    typealias OutboundIn = HTTPOutput
    typealias OutboundOut = HTTPServerResponsePart

    private enum State {
        case idle
        case collecting(HTTPRequestHead, ByteBuffer)
        case answering(HTTPRequestHead)
        /// Refused; the rest of the request is read and dropped, so that the client comes to read the answer.
        case discarding
    }

    private var state = State.idle
    private let maxBody: Int
    /// When all replies so far are with the system.
    private var written: EventLoopFuture<Void>?

    init(maxBody: Int) { self.maxBody = maxBody }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): begin(head, context)
        case .body(let part): collect(part, context)
        case .end:
            switch state {
            case .collecting(let head, let body):
                state = .answering(head)
                context.fireChannelRead(wrapInboundOut(HTTPCall(head: head, body: body)))
            case .discarding: context.close(promise: nil)
            // An end without a beginning, to which there would never be an answer.
            case .idle, .answering: context.close(promise: nil)
            }
        }
    }

    private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        if let length = head.headers.first(name: "content-length").flatMap({ Int($0) }), length > maxBody {
            return refuse(head, context)
        }
        if head.headers.contains(name: "expect"), head.version == .http1_1 {
            // Whatever else it may expect, this is the only thing that HTTP defines.
            let reply = HTTPResponseHead(version: .http1_1, status: .continue)
            context.writeAndFlush(wrapOutboundOut(.head(reply)), promise: nil)
        }
        state = .collecting(head, ByteBuffer())
    }

    private func collect(_ part: ByteBuffer, _ context: ChannelHandlerContext) {
        guard case .collecting(let head, var body) = state else { return }
        guard part.readableBytes <= maxBody - body.readableBytes else { return refuse(head, context) }
        state = .idle  // So that the body has one owner and grows in place.
        if body.readableBytes == 0 { body = part } else { body.writeImmutableBuffer(part) }
        state = .collecting(head, body)
    }

    /// Answers 413 before the request has ended.
    private func refuse(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        state = .discarding
        let error = RPCError.limitExceeded("a request body of more than \(maxBody) bytes")
        var reply = HTTPReply.json(RPCAnswer.bytes(error), status: .payloadTooLarge)
        reply.closes = true
        write(reply, to: head, context, promise: nil)
        context.flush()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .reply(let reply):
            guard case .answering(let head) = state else {
                promise?.fail(ChannelError.ioOnClosedChannel)
                return
            }
            state = .idle
            write(reply, to: head, context, promise: promise)
            if reply.closes || !head.isKeepAlive { closeWhenWritten(context) }
        case .end:
            closeWhenWritten(context)
            promise?.succeed()
        }
    }

    private func write(
        _ reply: HTTPReply, to request: HTTPRequestHead, _ context: ChannelHandlerContext,
        promise: EventLoopPromise<Void>?
    ) {
        context.write(wrapOutboundOut(.head(reply.head(for: request))), promise: nil)
        if reply.body.readableBytes > 0, !reply.omitsBody {
            context.write(wrapOutboundOut(.body(.byteBuffer(reply.body))), promise: nil)
        }
        let promise = promise ?? context.eventLoop.makePromise()
        written = promise.futureResult
        context.write(wrapOutboundOut(.end(nil)), promise: promise)
    }

    private func closeWhenWritten(_ context: ChannelHandlerContext) {
        guard let written else { return context.close(promise: nil) }
        written.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
    }
}
