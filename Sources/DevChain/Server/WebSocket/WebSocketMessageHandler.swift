import NIOCore
import NIOWebSocket

/// What the server sends on a WebSocket.
enum WebSocketOutput: Sendable {
    case text(ByteBuffer)
    case close(WebSocketErrorCode)
}

/// Turns frames into messages, answers pings and closes, and notices clients that are gone.
final class WebSocketMessageHandler: ChannelDuplexHandler {
    typealias InboundIn = WebSocketFrame
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = WebSocketOutput
    typealias OutboundOut = WebSocketFrame

    private enum State {
        case open
        /// The server shuts down: calls are finished, no new ones are taken.
        case quiescing
        /// The close frame is sent; what still comes is read and dropped.
        case closing
    }

    private var state = State.open
    private var messages: WebSocketMessageStateMachine
    private let pingInterval: TimeAmount
    private let closeTimeout: TimeAmount
    private var timer: Scheduled<Void>?
    private var heardSincePing = true
    /// Whether frames would be read if they came; else the client's silence says nothing.
    private var isReading = true

    init(limits: RPCServerLimits) {
        messages = WebSocketMessageStateMachine(maxMessage: limits.maxBody)
        pingInterval = TimeAmount(limits.pingInterval)
        closeTimeout = TimeAmount(limits.closeTimeout)
    }

    func handlerAdded(context: ChannelHandlerContext) { schedulePing(context) }
    func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = unwrapInboundIn(data)
        heardSincePing = true
        if case .closing = state {
            if frame.opcode == .connectionClose { context.close(promise: nil) }
            return
        }
        switch messages.receive(frame) {
        case .none: break
        case .message(let message):
            if case .open = state { context.fireChannelRead(wrapInboundOut(message)) }
        case .pong(let data):
            // A client that pings but does not read gets no heap of pongs.
            if context.channel.isWritable { send(.pong, data, context) }
        case .replyClose(let code): beginClosing(code, context)
        case .fail(let code): beginClosing(code, context)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        isReading = false
        context.fireChannelReadComplete()
        if case .closing = state { context.read() }
    }

    func read(context: ChannelHandlerContext) {
        isReading = true
        context.read()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .text(let text):
            let frame = WebSocketFrame(fin: true, opcode: .text, data: text)
            context.write(wrapOutboundOut(frame), promise: promise)
        case .close(let code):
            if case .closing = state {} else { beginClosing(code, context) }
            promise?.succeed()
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent:
            guard case .open = state else { return }
            state = .quiescing
            context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        case ChannelEvent.inputClosed:
            // There are no half-open WebSockets.
            context.close(promise: nil)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if case .closing = state { return }
        switch error {
        case NIOWebSocketError.invalidFrameLength: beginClosing(.messageTooLarge, context)
        case is NIOWebSocketError: beginClosing(.protocolError, context)
        default: context.fireErrorCaught(error)
        }
    }

    /// Sends the close frame and waits for the client's, or its end, for a limited time.
    private func beginClosing(_ code: WebSocketErrorCode?, _ context: ChannelHandlerContext) {
        state = .closing
        timer?.cancel()
        var data = ByteBuffer()
        if let code { data.write(webSocketErrorCode: code) }
        send(.connectionClose, data, context)
        context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        // Half closed only: closing it all would lose the frame if the client has sent more than was read.
        context.close(mode: .output, promise: nil)
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: closeTimeout) {
            context.close(promise: nil)
        }
        context.read()
    }

    private func send(_ opcode: WebSocketOpcode, _ data: ByteBuffer, _ context: ChannelHandlerContext) {
        let frame = WebSocketFrame(fin: true, opcode: opcode, data: data)
        context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
    }

    private func schedulePing(_ context: ChannelHandlerContext) {
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: pingInterval) { [self] in
            if isReading {
                guard heardSincePing else { return context.close(promise: nil) }
                heardSincePing = false
                send(.ping, ByteBuffer(), context)
            } else {
                heardSincePing = true
            }
            schedulePing(context)
        }
    }
}
