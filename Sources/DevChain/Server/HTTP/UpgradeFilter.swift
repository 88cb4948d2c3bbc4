import NIOCore
import NIOHTTP1

/// Lets only those requests ask for an upgrade that can have it; others go on as ordinary requests.
///
/// NIO's upgrade handler and its decoder have to agree on what an upgrade is. The handler looks for `upgrade`
/// alone, the decoder also for `connection: upgrade`: without that it takes the WebSocket's bytes for requests.
/// The decoder reads nothing more after any request that asked, so a refused one is the last of its connection.
///
/// Sits right behind the decoder, before anything that holds requests back.
final class UpgradeFilter: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    private enum State {
        case first, later
        /// A handshake has begun, then ended: nothing that follows is HTTP.
        case upgrading, upgraded
    }

    private var state = State.first

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch (state, unwrapInboundIn(data)) {
        case (.first, .head(let head)), (.later, .head(let head)): filter(head, context)
        case (.upgrading, .end):
            state = .upgraded
            context.fireChannelRead(data)
        case (.upgrading, _), (.upgraded, _): context.close(promise: nil)
        default: context.fireChannelRead(data)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Held back until the upgrade is done, it would reach nobody who would end the connection.
        if case .upgraded = state { context.close(promise: nil) } else { context.fireErrorCaught(error) }
    }

    private func filter(_ original: HTTPRequestHead, _ context: ChannelHandlerContext) {
        var head = original
        defer { context.fireChannelRead(wrapInboundOut(.head(head))) }
        let mayOpen = if case .first = state { UpgradeFilter.opensWebSocket(head) } else { false }
        state = mayOpen ? .upgrading : .later
        if !mayOpen, head.method == .CONNECT || head.headers.contains(name: "upgrade") {
            head.headers.remove(name: "upgrade")
            head.headers.replaceOrAdd(name: "connection", value: "close")
        }
    }

    /// Whether this is a client's handshake as RFC 6455 section 4.2.1 has it.
    private static func opensWebSocket(_ head: HTTPRequestHead) -> Bool {
        head.method == .GET && head.version == .http1_1
            && head.headers[canonicalForm: "upgrade"].map { $0.lowercased() } == ["websocket"]
            && head.headers["connection"].contains(where: namesUpgrade)
            && head.headers["sec-websocket-version"] == ["13"]
            && head.headers["sec-websocket-key"].count == 1
            && !head.headers.contains(name: "transfer-encoding")
            && (head.headers.first(name: "content-length") ?? "0") == "0"
    }

    /// Whether `upgrade` is one of the options in a list of them, spaces around it permitted.
    private static func namesUpgrade(_ options: String) -> Bool {
        options.utf8.split(separator: UInt8(ascii: ",")).contains { option in
            var option = option.drop { $0 == UInt8(ascii: " ") }
            while option.last == UInt8(ascii: " ") { option.removeLast() }
            return option.lazy.map { $0 | 0x20 }.elementsEqual("upgrade".utf8)
        }
    }
}
