internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import NIOSSL

/// A client's connection: HTTP/1.1, in TLS where the node has a certificate.
struct NodeChildChannel: ServerChildChannel {
    typealias Value = NIOAsyncChannel<HTTPCall, HTTPReply>

    let dispatcher: NodeDispatcher
    let limits: NodeServerLimits
    let budget: BodyBudget
    let certificates: ServerCertificates?

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            if let certificates {
                try pipeline.addHandler(NIOSSLServerHandler(context: certificates.context))
            }
            var decoding = NIOHTTPDecoderLimitConfiguration()
            decoding.maxHeaderListSize = limits.maxHeader
            decoding.maxHeaderFieldSize = min(decoding.maxHeaderFieldSize, limits.maxHeader)
            try pipeline.addHandler(WriteStallHandler(timeout: limits.stallTimeout))
            try pipeline.addHandler(HTTPResponseEncoder())
            try pipeline.addHandler(
                ByteToMessageHandler(
                    HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes, limitConfiguration: decoding)))
            try pipeline.addHandler(HTTPServerPipelineHandler())
            try pipeline.addHandler(
                HTTPCallHandler(limits: limits, budget: budget) { [metrics = dispatcher.metrics] status in
                    metrics.refused(status: status)
                })
            return try NIOAsyncChannel(wrappingChannelSynchronously: channel)
        }
    }

    func handle(value channel: Value, logger: Logger) async {
        do {
            try await channel.executeThenClose { inbound, outbound in
                for try await call in inbound {
                    try await outbound.write(await dispatcher.reply(to: call))
                }
            }
        } catch {
            // Clients come and go as they like; what they did wrong, they were told.
            logger.debug("A connection ended early", metadata: ["error": "\(error)"])
        }
    }
}
