import NIOCore
import NIOPosix
import NIOSSL
import PeerTransport
import Primitives
import Synchronization
import Testing

/// A connection to a node that says whatever a test wants.
final class Stranger: Sendable {
    private final class Seen: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer
        let bytes = Mutex<[UInt8]>([])
        let isClosed = Mutex(false)

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let buffer = unwrapInboundIn(data)
            bytes.withLock { $0 += Array(buffer.readableBytesView) }
        }

        func channelInactive(context: ChannelHandlerContext) { isClosed.withLock { $0 = true } }
        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }

    private let channel: any Channel
    private let seen: Seen

    /// - Parameter identity: shown by TLS; nil shows nothing.
    init(
        to port: UInt16, identity: PeerIdentity?, isPlain: Bool = false, maximum: TLSVersion = .tlsv13
    ) async throws {
        let seen = Seen()
        self.seen = seen
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .noHostnameVerification
        configuration.minimumTLSVersion = .tlsv12
        configuration.maximumTLSVersion = maximum
        if let identity {
            configuration.certificateChain = [.certificate(try identity.certificate())]
            configuration.privateKey = .privateKey(try identity.privateKey())
        }
        let context = try NIOSSLContext(configuration: configuration)
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if !isPlain {
                        let tls = try NIOSSLClientHandler(
                            context: context, serverHostname: nil,
                            customVerificationCallback: { $1.succeed(.certificateVerified) })
                        try channel.pipeline.syncOperations.addHandler(tls)
                    }
                    try channel.pipeline.syncOperations.addHandler(seen)
                }
            }
            .connect(host: "127.0.0.1", port: Int(port)).get()
    }

    var isClosed: Bool { seen.isClosed.withLock { $0 } }
    var received: [UInt8] { seen.bytes.withLock { $0 } }

    func say(_ bytes: [UInt8]) { channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil) }

    func say(_ frame: Frame, sequence: UInt64) {
        var buffer = ByteBuffer()
        frame.write(to: &buffer, sequence: sequence)
        say(Array(buffer.readableBytesView))
    }

    func close() { channel.close(promise: nil) }

    /// Says who it is, and hears whom it talks to.
    func introduce(_ id: PeerID) async throws {
        let hello = Hello(
            network: try #require(Fixtures.network), node: id, nonce: Fixtures.word(1), answering: .zero,
            instance: Fixtures.word(1))
        say(.hello(hello), sequence: 0)
        try await eventually("the hello is answered") { received.count >= 4 + Frame.headerSize + Hello.size }
        var reader = FrameReader(limit: 1024)
        reader.append(ByteBuffer(bytes: received))
        let answer = try reader.next()
        guard case .hello(let answer)? = answer?.frame else { throw Unfulfilled() }
        say(.ready(answering: answer.nonce), sequence: 1)
    }

    /// The code of the last frame, if that is a goodbye.
    var goodbye: PeerLinkError.Code? {
        var reader = FrameReader(limit: 1024)
        reader.append(ByteBuffer(bytes: received))
        while let next = try? reader.next() {
            if case .goodbye(let code) = next.frame { return code }
        }
        return nil
    }
}
