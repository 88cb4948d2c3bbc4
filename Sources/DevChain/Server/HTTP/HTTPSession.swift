import NIOCore
import NIOHTTP1

/// Answers the requests of one HTTP connection, one after the other.
struct HTTPSession: Sendable {
    let dispatcher: RPCDispatcher

    func run(_ channel: NIOAsyncChannel<HTTPCall, HTTPOutput>) async throws {
        try await channel.executeThenClose { inbound, outbound in
            for try await call in inbound {
                try await outbound.write(.reply(await reply(to: call)))
            }
            // A client may close its side as soon as it has asked, and still read a long answer.
            try await outbound.write(.end)
            try await channel.channel.closeFuture.get()
        }
    }

    private func reply(to call: HTTPCall) async -> HTTPReply {
        switch call.head.method {
        case .POST:
            guard let answer = await dispatcher.answer(Array(call.body.readableBytesView)) else {
                return HTTPReply(status: .noContent)
            }
            return .json(answer)
        case .OPTIONS: return preflight(call.head)
        default: return refusal(of: call.head)
        }
    }

    /// Permits what a browser asks for before it lets a page of another origin post (Fetch standard, CORS).
    private func preflight(_ head: HTTPRequestHead) -> HTTPReply {
        let asked = head.headers.first(name: "access-control-request-headers")
        return HTTPReply(
            status: .noContent,
            headers: [
                ("access-control-allow-methods", "POST, GET, OPTIONS"),
                ("access-control-allow-headers", asked ?? "content-type"),
                ("access-control-max-age", "86400"),
            ])
    }

    private func refusal(of head: HTTPRequestHead) -> HTTPReply {
        var reply: HTTPReply
        if head.headers.contains(name: "sec-websocket-key")
            || head.headers.contains(name: "sec-websocket-version")
        {
            reply = .text(
                "WebSocket upgrade refused: version 13, one key, first request", status: .upgradeRequired)
            reply.headers.append(("sec-websocket-version", "13"))
            reply.headers.append(("upgrade", "websocket"))
            reply.closes = true
        } else {
            reply = .text(
                "This is a JSON-RPC endpoint: send POST with a JSON body, or open a WebSocket.",
                status: .methodNotAllowed)
            reply.headers.append(("allow", "POST, OPTIONS"))
        }
        reply.omitsBody = head.method == .HEAD
        return reply
    }
}
