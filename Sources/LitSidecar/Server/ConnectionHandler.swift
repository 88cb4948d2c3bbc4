internal import NIOCore
internal import NIOHTTP1

/// One connection: collects requests within limits of size and time, has them answered one after the other, and
/// cancels the one under way when the caller hangs up.
///
/// Sits behind NIO's handler of pipelining.
final class ConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = ReplyPart
    typealias OutboundOut = HTTPServerResponsePart

    private enum State {
        case idle
        case collecting(HTTPRequestHead, CallTicket, ByteBuffer)
        /// Refused before a body that does not come.
        case refused(HTTPRequestHead, WholeReply)
        case answering(HTTPRequestHead, CallTicket, Task<Void, Never>, hasBegun: Bool)
        /// Answered before the request's end; what still comes is dropped, so that the caller comes to read.
        case discarding
        case closed
    }

    private let service: any CallService
    private let limits: ServerLimits
    private let connections: ConnectionSet
    private var state = State.idle
    private var number: UInt64 = 0
    private var timer: Scheduled<Void>?
    /// Grows with each timer that is set or cancelled: one that is just going off cannot be cancelled any more.
    private var alarm: UInt64 = 0

    init(service: any CallService, limits: ServerLimits, connections: ConnectionSet) {
        self.service = service
        self.limits = limits
        self.connections = connections
    }

    func handlerAdded(context: ChannelHandlerContext) { wake(after: limits.patience, context) }

    func handlerRemoved(context: ChannelHandlerContext) { disarm() }

    func channelActive(context: ChannelHandlerContext) {
        if !connections.add(context.channel) { context.close(promise: nil) }
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        disarm()
        if case .answering(_, _, let task, _) = state { task.cancel() }
        state = .closed
        connections.remove(context.channel)
        context.fireChannelInactive()
    }

    // MARK: Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): begin(head, context)
        case .body(let part): collect(part, context)
        case .end: end(context)
        }
    }

    private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        guard case .idle = state else { return }
        disarm()
        switch service.admit(head, port: context.localAddress?.port) {
        case .refused(let reply):
            let hasBody =
                head.headers.contains(name: "transfer-encoding")
                || head.headers.first(name: "content-length").map { $0 != "0" } ?? false
            if hasBody { return refuse(reply, head, context) }
            state = .refused(head, reply)
        case .admitted(let ticket):
            if let length = head.headers.first(name: "content-length").flatMap({ Int($0) }),
                length > limits.maxBody
            {
                return refuse(tooLarge(ticket), head, context)
            }
            if head.headers.contains(name: "expect"), head.version == .http1_1 {
                let reply = HTTPResponseHead(version: .http1_1, status: .continue)
                context.writeAndFlush(wrapOutboundOut(.head(reply)), promise: nil)
            }
            state = .collecting(head, ticket, ByteBuffer())
            wake(after: limits.patience, context)
        }
    }

    private func collect(_ part: ByteBuffer, _ context: ChannelHandlerContext) {
        guard case .collecting(let head, let ticket, var body) = state else { return }
        guard part.readableBytes <= limits.maxBody - body.readableBytes else {
            return refuse(tooLarge(ticket), head, context)
        }
        state = .idle  // So that the body has one owner and grows in place.
        if body.readableBytes == 0 { body = part } else { body.writeImmutableBuffer(part) }
        state = .collecting(head, ticket, body)
    }

    private func end(_ context: ChannelHandlerContext) {
        switch state {
        case .collecting(let head, let ticket, let body):
            disarm()
            let (service, responder) = (service, Responder(channel: context.channel, number: number))
            let task = Task {
                await service.answer(HTTPCall(head: head, body: body), ticket, through: responder)
            }
            state = .answering(head, ticket, task, hasBegun: false)
            if let timeout = ticket.timeout { wake(after: timeout, context) }
        case .refused(let head, let reply):
            write(reply, head, closes: !head.isKeepAlive, context, promise: nil)
            context.flush()
        case .discarding: close(context)
        case .idle, .answering, .closed: break
        }
    }

    /// Answers before the request has ended, and reads on for a while.
    private func refuse(_ reply: WholeReply, _ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        write(reply, head, closes: true, context, promise: nil)
        wake(after: .seconds(2), context)
        context.flush()
    }

    private func tooLarge(_ ticket: CallTicket) -> WholeReply {
        WholeReply(
            Failure(
                .bodyTooLarge, "The body is longer than \(limits.maxBody) bytes.",
                hint: "Send less, or start the sidecar with --max-body."), requestID: ticket.requestID)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // What is no HTTP, and whoever has gone, cannot be told anything.
        close(context)
    }

    // MARK: Answers

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let part = unwrapOutboundIn(data)
        guard case .answering(let head, let ticket, let task, let hasBegun) = state, part.number == number
        else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch part {
        case .whole(_, let reply):
            write(reply, head, closes: !head.isKeepAlive, context, promise: promise)
        case .begin(_, let requestID):
            state = .answering(head, ticket, task, hasBegun: true)
            var headers = Self.headers(requestID, type: "application/x-ndjson")
            if !head.isKeepAlive { headers.add(name: "connection", value: "close") }
            let answer = HTTPResponseHead(version: head.version, status: .ok, headers: headers)
            context.write(wrapOutboundOut(.head(answer)), promise: promise)
        case .line(_, let bytes):
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes)))), promise: promise)
        case .end:
            finish(closes: !head.isKeepAlive || !hasBegun, context, promise: promise)
        }
    }

    private func write(
        _ reply: WholeReply, _ request: HTTPRequestHead, closes: Bool, _ context: ChannelHandlerContext,
        promise: EventLoopPromise<Void>?
    ) {
        var headers = Self.headers(reply.requestID, type: reply.body == nil ? nil : "application/json")
        if let body = reply.body { headers.add(name: "content-length", value: "\(body.count)") }
        if !reply.allowed.isEmpty {
            headers.add(name: "allow", value: reply.allowed.joined(separator: ", "))
        }
        if reply.status == 401 { headers.add(name: "www-authenticate", value: "Bearer") }
        if closes {
            headers.add(name: "connection", value: "close")
        } else if request.version == .http1_0 {
            headers.add(name: "connection", value: "keep-alive")
        }
        let head = HTTPResponseHead(
            version: request.version, status: HTTPResponseStatus(statusCode: reply.status), headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if let body = reply.body, request.method != .HEAD {
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
        }
        finish(closes: closes, context, promise: promise)
    }

    private func finish(
        closes: Bool, _ context: ChannelHandlerContext, promise: EventLoopPromise<Void>?
    ) {
        disarm()
        number &+= 1
        guard closes else {
            state = .idle
            context.write(wrapOutboundOut(.end(nil)), promise: promise)
            return
        }
        state = .discarding
        let written = promise ?? context.eventLoop.makePromise()
        context.write(wrapOutboundOut(.end(nil)), promise: written)
        written.futureResult.assumeIsolated().whenComplete { [self] _ in
            // A request that is still coming in is read to its end first.
            if case .discarding = state, timer == nil { close(context) }
        }
    }

    private static func headers(_ requestID: String, type: String?) -> HTTPHeaders {
        var headers: HTTPHeaders = [
            "x-request-id": requestID, "cache-control": "no-store", "x-content-type-options": "nosniff",
        ]
        if let type { headers.add(name: "content-type", value: type) }
        return headers
    }

    private func close(_ context: ChannelHandlerContext) {
        disarm()
        if case .answering(_, _, let task, _) = state { task.cancel() }
        state = .closed
        context.close(promise: nil)
    }

    // MARK: Time

    private func disarm() {
        alarm &+= 1
        timer?.cancel()
        timer = nil
    }

    private func wake(after delay: Duration, _ context: ChannelHandlerContext) {
        disarm()
        let alarm = alarm
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(delay)) { [self] in
            if self.alarm == alarm { expire(context) }
        }
    }

    private func expire(_ context: ChannelHandlerContext) {
        switch state {
        case .answering(let head, let ticket, let task, false):
            task.cancel()
            write(service.late(ticket), head, closes: !head.isKeepAlive, context, promise: nil)
            context.flush()
        case .answering(let head, let ticket, let task, true) where !ticket.isLate:
            // The lines end by themselves; whoever does not read them is not waited for.
            var ticket = ticket
            ticket.isLate = true
            state = .answering(head, ticket, task, hasBegun: true)
            wake(after: limits.lineGrace, context)
        case .idle, .collecting, .refused, .discarding, .answering: close(context)
        case .closed: break
        }
    }
}

extension ReplyPart {
    var number: UInt64 {
        switch self {
        case .whole(let number, _), .begin(let number, _), .line(let number, _), .end(let number): number
        }
    }
}
