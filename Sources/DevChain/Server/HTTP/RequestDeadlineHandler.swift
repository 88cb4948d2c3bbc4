import NIOCore
import NIOHTTP1

/// Ends connections whose client takes too long to send a request, byte by byte or not at all.
final class RequestDeadlineHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let headerTimeout: TimeAmount
    private let bodyTimeout: TimeAmount
    private let idleTimeout: TimeAmount

    /// What the client has to send by when; nil while it waits for an answer.
    private var deadline: NIODeadline?
    private var isReadingRequest = false
    private var isAnswered = true
    /// Set for the earliest deadline of late; when it comes it looks whether that one still holds, which
    /// spares every request a timer of its own.
    private var timer: (task: Scheduled<Void>, time: NIODeadline)?

    init(limits: RPCServerLimits) {
        headerTimeout = TimeAmount(limits.headerTimeout)
        bodyTimeout = TimeAmount(limits.bodyTimeout)
        idleTimeout = TimeAmount(limits.idleTimeout)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        deadline = .now() + headerTimeout
        arm(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) { disarm() }

    func channelInactive(context: ChannelHandlerContext) {
        disarm()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            isReadingRequest = true
            isAnswered = false
            deadline = .now() + bodyTimeout
        case .body: break
        case .end:
            isReadingRequest = false
            deadline = isAnswered ? .now() + idleTimeout : nil
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        // Only now: most requests begin and end in one read.
        arm(context)
        context.fireChannelReadComplete()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) {
            isAnswered = true
            if !isReadingRequest { deadline = .now() + idleTimeout }
            arm(context)
        }
        context.write(data, promise: promise)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.fireErrorCaught(error)
        // The handler before has answered 400; nothing that follows can be understood.
        if error is HTTPParserError { context.close(promise: nil) }
    }

    private func arm(_ context: ChannelHandlerContext) {
        guard let deadline else { return }
        if let timer {
            guard deadline < timer.time else { return }
            timer.task.cancel()
        }
        let task = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { [self] in
            timer = nil
            expire(context)
        }
        timer = (task, deadline)
    }

    private func expire(_ context: ChannelHandlerContext) {
        if let deadline, deadline <= .now() {
            // Who is still reading the last answer is not idle.
            guard !isReadingRequest, !context.channel.isWritable else { return context.close(promise: nil) }
            self.deadline = .now() + idleTimeout
        }
        arm(context)
    }

    private func disarm() {
        timer?.task.cancel()
        timer = nil
        deadline = nil
    }
}
