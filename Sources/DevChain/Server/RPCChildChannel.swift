import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOWebSocket
import Synchronization

/// A client's connection: HTTP/1.1 that its first request may upgrade to a WebSocket.
struct RPCChildChannel: ServerChildChannel {
    /// What the first request made of it.
    enum Negotiated: Sendable {
        case http(NIOAsyncChannel<HTTPCall, HTTPOutput>)
        case webSocket(NIOAsyncChannel<ByteBuffer, WebSocketOutput>)
    }

    /// An accepted connection. If the server ends before it comes to handle it, this closes it.
    final class Value: ServerChildChannelValue {
        let channel: any Channel
        private let negotiation: EventLoopFuture<Negotiated>
        private let isTaken = Mutex(false)

        init(channel: any Channel, negotiation: EventLoopFuture<Negotiated>) {
            self.channel = channel
            self.negotiation = negotiation
        }

        /// What came of it; whoever asks has to see to the connection's end.
        func negotiated() async throws -> Negotiated {
            isTaken.withLock { $0 = true }
            return try await negotiation.get()
        }

        deinit {
            guard !isTaken.withLock({ $0 }) else { return }
            channel.close(promise: nil)
            // NIO traps if what it made for the connection's task is let go unused.
            negotiation.whenSuccess { negotiated in
                Task {
                    switch negotiated {
                    case .http(let channel): try? await channel.executeThenClose { _, _ in }
                    case .webSocket(let channel): try? await channel.executeThenClose { _, _ in }
                    }
                }
            }
        }
    }

    let handler: any RPCHandler
    let dispatcher: RPCDispatcher
    let limits: RPCServerLimits

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            Value(channel: channel, negotiation: try configure(channel))
        }
    }

    func handle(value: Value, logger: Logger) async {
        do {
            switch try await value.negotiated() {
            case .http(let channel):
                try await HTTPSession(dispatcher: dispatcher).run(channel)
            case .webSocket(let channel):
                let session = WebSocketSession(
                    handler: handler, dispatcher: dispatcher, limits: limits, logger: logger)
                try await session.run(channel)
            }
        } catch {
            // Clients come and go as they like; what they did wrong, they were told.
            logger.debug("A connection ended early", metadata: ["error": "\(error)"])
        }
        value.channel.close(promise: nil)
    }

    private func configure(_ channel: any Channel) throws -> EventLoopFuture<Negotiated> {
        var decoding = NIOHTTPDecoderLimitConfiguration()
        decoding.maxHeaderListSize = limits.maxHeader
        decoding.maxHeaderFieldSize = min(decoding.maxHeaderFieldSize, limits.maxHeader)
        let decoder = HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes, limitConfiguration: decoding)
        let encoder = HTTPResponseEncoder()
        let untilUpgrade: [any ChannelHandler & RemovableChannelHandler] = [
            ByteToMessageHandler(decoder), UpgradeFilter(), HTTPServerPipelineHandler(),
            NIOHTTPResponseHeadersValidator(), HTTPServerProtocolErrorHandler(),
            RequestDeadlineHandler(limits: limits),
        ]
        let upgrade = NIOTypedHTTPServerUpgradeHandler(
            httpEncoder: encoder, extraHTTPHandlers: untilUpgrade,
            upgradeConfiguration: .init(upgraders: [upgrader], notUpgradingCompletionHandler: startHTTP))
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(WriteStallHandler(timeout: limits.stallTimeout))
        try pipeline.addHandler(encoder)
        try pipeline.addHandlers(untilUpgrade)
        try pipeline.addHandler(upgrade)
        return upgrade.upgradeResultFuture
    }

    private var upgrader: NIOTypedWebSocketServerUpgrader<Negotiated> {
        NIOTypedWebSocketServerUpgrader(
            maxFrameSize: min(limits.maxBody, Int(UInt32.max)),
            enableAutomaticErrorHandling: false,
            shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture(HTTPHeaders()) },
            upgradePipelineHandler: { channel, _ in startWebSocket(channel) }
        )
    }

    @Sendable
    private func startHTTP(_ channel: any Channel) -> EventLoopFuture<Negotiated> {
        channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(HTTPCallHandler(maxBody: limits.maxBody))
            return .http(try NIOAsyncChannel(wrappingChannelSynchronously: channel))
        }
    }

    @Sendable
    private func startWebSocket(_ channel: any Channel) -> EventLoopFuture<Negotiated> {
        channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(WebSocketMessageHandler(limits: limits))
            return .webSocket(try NIOAsyncChannel(wrappingChannelSynchronously: channel))
        }
    }
}
