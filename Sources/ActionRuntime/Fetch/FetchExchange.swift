import NIOCore
import NIOHTTP1

/// One request and its response on a connection of their own; reads only as far as somebody wants the body.
///
/// Everything happens on the channel's event loop.
final class FetchExchange: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private let request: HTTPRequestHead
    private let body: [UInt8]
    private let sizeLimit: Int
    private let patience: TimeAmount
    private let head: EventLoopPromise<HTTPResponseHead>
    private let eventLoop: any EventLoop

    private var context: ChannelHandlerContext?
    private var hasHead = false
    private var chunks = CircularBuffer<ByteBuffer>()
    private var size = 0
    private var isComplete = false
    private var error: FetchError?
    private var reader: EventLoopPromise<[UInt8]?>?
    private var silence: Scheduled<Void>?

    /// The most bytes handed out at once.
    static let chunkLimit = 256 << 10

    init(
        request: HTTPRequestHead, body: [UInt8], sizeLimit: Int, patience: TimeAmount,
        head: EventLoopPromise<HTTPResponseHead>, eventLoop: any EventLoop
    ) {
        self.eventLoop = eventLoop
        self.request = request
        self.body = body
        self.sizeLimit = sizeLimit
        self.patience = patience
        self.head = head
    }

    // MARK: From the one who fetches

    /// The next bytes of the body; nil at its end.
    func read() -> EventLoopFuture<[UInt8]?>? {
        guard reader == nil else { return nil }
        let promise = eventLoop.makePromise(of: [UInt8]?.self)
        reader = promise
        serve()
        if reader != nil { wait() }
        return promise.futureResult
    }

    func close() { fail("it was cancelled") }

    // MARK: From the connection

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if context.channel.isActive { begin() }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        fail("the connection was closed")
        self.context = nil
    }

    func channelActive(context: ChannelHandlerContext) {
        begin()
        context.fireChannelActive()
    }

    private func begin() {
        guard let context else { return }
        context.write(wrapOutboundOut(.head(request)), promise: nil)
        if !body.isEmpty {
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        wait()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard error == nil else { return }
        switch unwrapInboundIn(data) {
        case .head(let response):
            hasHead = true
            head.succeed(response)
        case .body(let chunk):
            size += chunk.readableBytes
            guard size <= sizeLimit else { return fail("the response is larger than \(sizeLimit) bytes") }
            chunks.append(chunk)
            serve()
        case .end:
            isComplete = true
            serve()
            context.close(promise: nil)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if !isComplete, error == nil, !hasHead || reader != nil { wait() }
        context.fireChannelReadComplete()
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail("the server closed the connection before its response was complete")
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { fail(FetchError(error).reason) }

    /// Asks the connection for more, and gives it so long.
    private func wait() {
        silence?.cancel()
        silence = context?.eventLoop.assumeIsolated().scheduleTask(in: patience) {
            self.fail("the server did not answer in time")
        }
        context?.read()
    }

    private func serve() {
        guard let reader else { return }
        if let first = chunks.popFirst() {
            var bytes = Array(first.readableBytesView)
            while let next = chunks.first, bytes.count + next.readableBytes <= Self.chunkLimit {
                chunks.removeFirst()
                bytes += Array(next.readableBytesView)
            }
            answer(reader, .success(bytes))
        } else if let error {
            answer(reader, .failure(error))
        } else if isComplete {
            answer(reader, .success(nil))
        }
    }

    private func answer(_ promise: EventLoopPromise<[UInt8]?>, _ result: Result<[UInt8]?, FetchError>) {
        reader = nil
        // Nobody waits, so that the server may be silent.
        silence?.cancel()
        silence = nil
        promise.completeWith(result.mapError { $0 as any Error })
    }

    private func fail(_ reason: String) {
        silence?.cancel()
        silence = nil
        guard !isComplete, error == nil else { return }
        let failure = FetchError(reason: reason)
        error = failure
        chunks.removeAll()
        head.fail(failure)
        serve()
        context?.close(promise: nil)
    }
}
