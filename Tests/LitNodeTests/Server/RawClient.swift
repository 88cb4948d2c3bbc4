import Synchronization
import Secp256k1
import Primitives
import LitContracts
import KeyService
import Ethereum
import Foundation
import NIOCore
import NIOPosix

/// A client that writes bytes as it likes, and reads what comes until the server ends the connection.
struct RawClient {
    private let channel: any Channel
    private let received: Received

    /// What has come, and when the connection has ended.
    private final class Received: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer
        private let stream: AsyncStream<[UInt8]>.Continuation
        let pieces: AsyncStream<[UInt8]>

        init() { (pieces, stream) = AsyncStream.makeStream() }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            stream.yield(Array(unwrapInboundIn(data).readableBytesView))
        }

        func channelInactive(context: ChannelHandlerContext) { stream.finish() }
        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }

    init(port: Int) async throws {
        let received = Received()
        self.received = received
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { $0.pipeline.addHandler(received) }
            .connect(host: "127.0.0.1", port: port).get()
    }

    func send(_ text: String) async throws {
        try await channel.writeAndFlush(ByteBuffer(string: text))
    }

    func close() async { try? await channel.close() }

    /// All that comes until the end.
    func rest() async -> String {
        var bytes: [UInt8] = []
        for await piece in received.pieces { bytes += piece }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What comes until it contains the text.
    func read(until text: String) async -> String {
        var all = ""
        for await piece in received.pieces {
            all += String(decoding: piece, as: UTF8.self)
            if all.contains(text) { break }
        }
        return all
    }
}
