internal import NIOCore

/// Ends connections whose client has stopped to read what is written to it.
final class WriteStallHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let timeout: TimeAmount
    private var timer: Scheduled<Void>?

    init(timeout: Duration) { self.timeout = TimeAmount(timeout) }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
        if !context.channel.isWritable { watch(context) }
        context.fireChannelWritabilityChanged()
    }

    func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
        context.fireChannelInactive()
    }

    /// Looks again after the timeout: whatever the client has read in between buys it another.
    private func watch(_ context: ChannelHandlerContext) {
        let before = waiting(context)
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: timeout) { [self] in
            if waiting(context) < before { watch(context) } else { context.close(promise: nil) }
        }
    }

    private func waiting(_ context: ChannelHandlerContext) -> Int {
        (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }
}
