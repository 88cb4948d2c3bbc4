import NIOCore
import NIOHTTP1

/// Lets only those requests ask for an upgrade that can have it; others go on as ordinary requests.
///
/// NIO's upgrade handler loses the head of a request that it refuses, and its decoder reads nothing more after
/// any request that asked, so such a request is the last of its connection.
final class UpgradeFilter: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    private var isFirst = true

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = unwrapInboundIn(data) else { return context.fireChannelRead(data) }
        defer { isFirst = false }
        guard head.headers.contains(name: "upgrade") || head.method == .CONNECT else {
            return context.fireChannelRead(data)
        }
        if !isFirst || !UpgradeFilter.opensWebSocket(head) {
            head.headers.remove(name: "upgrade")
            head.headers.replaceOrAdd(name: "connection", value: "close")
        }
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }

    /// Whether this is a client's handshake as RFC 6455 section 4.2.1 has it.
    private static func opensWebSocket(_ head: HTTPRequestHead) -> Bool {
        head.method == .GET && head.version == .http1_1
            && head.headers[canonicalForm: "upgrade"].map { $0.lowercased() } == ["websocket"]
            && head.headers["sec-websocket-version"] == ["13"]
            && head.headers["sec-websocket-key"].count == 1
            && !head.headers.contains(name: "transfer-encoding")
            && (head.headers.first(name: "content-length") ?? "0") == "0"
    }
}
