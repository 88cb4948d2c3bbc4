package import ActionProtocol
package import NIOCore

/// The host's end of a worker's socket: reads messages, bounds what a worker may make the host hold, keeps the time.
///
/// Everything happens on the channel's event loop.
package final class WorkerConnection: ChannelInboundHandler, RemovableChannelHandler {
    package typealias InboundIn = ByteBuffer
    package typealias OutboundOut = ByteBuffer

    private enum State {
        case starting
        case idle
        case running(RunLink)
        case ended
    }

    /// How many calls may be unanswered before the host stops reading.
    package static let callLimit = 256

    private var state = State.starting
    private var decoder: ActionMessageDecoder
    private let messageLimit: Int
    private var context: ChannelHandlerContext?
    private var deadline: Scheduled<Void>?
    /// The unanswered calls by their numbers: how many bytes each holds.
    private var unanswered: [UInt32: Int] = [:]
    private var held = 0
    private var unwritten = 0
    private var logged = 0
    private var isDelivered = false
    private var isPaused = false
    /// Why a worker that never became ready did not, in its own words where it had any.
    private(set) var startFailure: String?

    private let ready: @Sendable (WorkerReport) -> Void
    private let ended: @Sendable () -> Void

    /// - Parameter ended: called once, when the worker cannot be used any more.
    package init(
        messageLimit: Int, ready: @escaping @Sendable (WorkerReport) -> Void,
        ended: @escaping @Sendable () -> Void
    ) {
        self.messageLimit = messageLimit
        decoder = ActionMessageDecoder(limit: messageLimit)
        self.ready = ready
        self.ended = ended
    }

    // MARK: From the host

    package func begin(_ link: RunLink, message: [UInt8], within time: TimeAmount) {
        guard case .idle = state, let context else { return link.end(.unreached) }
        state = .running(link)
        (unanswered, held, logged, isDelivered) = ([:], 0, 0, false)
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: time) { self.end(.timedOut) }
        write(message) { self.isDelivered = true }
    }

    /// Answers a call of this run; after its end nothing is sent.
    package func answer(_ number: UInt32, of link: RunLink, _ message: [UInt8]) {
        guard isRunning(link), let size = unanswered.removeValue(forKey: number) else { return }
        held -= size
        write(message)
        if unwritten > 2 * messageLimit {
            end(.violated("it does not read its answers"))
        } else if isPaused, !isFull {
            resume()
        }
    }

    /// Ends this run and the worker with it, unless the run is over.
    package func cancel(_ link: RunLink) {
        if isRunning(link) { end(.cancelled) }
    }

    package func close() { end(.cancelled) }

    /// Ends a worker that takes too long to become ready.
    func giveUp(after time: Duration) {
        end(
            .violated(
                "it was not ready to run actions within \(time); if there is a prelude, see whether it ends"))
    }

    /// The first message, before any run.
    package func configure(_ message: [UInt8]) { write(message) }

    private func isRunning(_ link: RunLink) -> Bool {
        if case .running(let current) = state { current === link } else { false }
    }

    private var isFull: Bool { unanswered.count >= Self.callLimit || held > messageLimit }

    private func write(_ bytes: [UInt8], delivered: (() -> Void)? = nil) {
        guard let context else { return }
        let count = bytes.count
        unwritten += count
        let promise = context.eventLoop.makePromise(of: Void.self)
        promise.futureResult.assumeIsolated().whenComplete { result in
            self.unwritten -= count
            if case .success = result { delivered?() }
        }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: promise)
    }

    // MARK: From the worker

    package func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    package func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch state {
        case .ended: return
        case .idle: return end(.violated("it spoke before it was asked"))
        case .starting, .running: break
        }
        let buffer = unwrapInboundIn(data)
        buffer.withUnsafeReadableBytes { decoder.append($0) }
        readMessages()
    }

    private func readMessages() {
        while !isPaused {
            do {
                guard let message = try decoder.next() else { return }
                receive(message)
            } catch {
                return end(.violated("\(error)"))
            }
            switch state {
            case .idle:
                if decoder.pending > 0 { end(.violated("it spoke after the end of its run")) }
                return
            case .ended: return
            case .starting, .running: break
            }
        }
    }

    private func receive(_ message: ActionMessage) {
        switch (state, message.kind) {
        case (.starting, .ready):
            guard let report = try? message.content(as: WorkerReport.self) else {
                return end(.violated("its report cannot be read"))
            }
            state = .idle
            ready(report)
        case (.running(let link), .call):
            let size = message.json.count + message.bytes.count
            guard unanswered.updateValue(size, forKey: message.number) == nil else {
                return end(.violated("it uses a call's number twice"))
            }
            held += size
            if isFull { pause() }
            if let bytes = link.call(message, isAlone: unanswered.count == 1) {
                answer(message.number, of: link, bytes)
            }
        case (.running(let link), .log):
            logged += message.bytes.count + message.name.utf8.count + 1
            guard logged <= link.logAllowance else { return end(.violated("it floods the log")) }
            link.log(message.bytes)
        case (.running(let link), .finished):
            guard let outcome = try? message.content(as: RunOutcome.self) else {
                return end(.violated("its outcome cannot be read"))
            }
            deadline?.cancel()
            deadline = nil
            state = .idle
            link.end(.finished(outcome))
        case (_, .fault): end(.violated("it gave up: \(message.name.prefix(1024))"))
        default: end(.violated("it sent \(message.kind) out of place"))
        }
    }

    private func pause() {
        isPaused = true
        try? context?.channel.syncOptions?.setOption(.autoRead, value: false)
    }

    private func resume() {
        isPaused = false
        readMessages()
        guard !isPaused, let context else { return }
        try? context.channel.syncOptions?.setOption(.autoRead, value: true)
    }

    package func channelInactive(context: ChannelHandlerContext) {
        end(isDelivered ? .died : .unreached)
        context.fireChannelInactive()
    }

    package func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end(isDelivered ? .died : .unreached)
    }

    private func end(_ ending: RunEnding) {
        let before = state
        if case .ended = before { return }
        state = .ended
        deadline?.cancel()
        deadline = nil
        if case .running(let link) = before { link.end(ending) }
        if case .starting = before, case .violated(let reason) = ending { startFailure = reason }
        ended()
        context?.close(promise: nil)
    }
}
