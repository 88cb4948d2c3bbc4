import Synchronization
import Secp256k1
import Primitives
import LitContracts
import KeyService
import Ethereum
import Foundation
import NIOCore
import NIOPosix
import NIOSSL

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

    /// - Parameter isSecure: whether to speak TLS, with whoever is there.
    init(port: Int, isSecure: Bool = false) async throws {
        let received = Received()
        self.received = received
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        let context = isSecure ? try NIOSSLContext(configuration: configuration) : nil
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let context {
                        try channel.pipeline.syncOperations.addHandler(
                            NIOSSLClientHandler(context: context, serverHostname: nil))
                    }
                    try channel.pipeline.syncOperations.addHandler(received)
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
    }

    /// The server's certificate, once the handshake is over.
    var certificate: NIOSSLCertificate? {
        get async throws { try await channel.nioSSL_peerCertificate().get() }
    }

    func send(_ text: String) async throws {
        try await channel.writeAndFlush(ByteBuffer(string: text))
    }

    /// Takes nothing any more, and so answers nothing of the protocol below either.
    func stopReading() async throws { try await channel.setOption(.autoRead, value: false).get() }

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
