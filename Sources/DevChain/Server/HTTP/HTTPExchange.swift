import NIOCore
import NIOHTTP1

/// A request, its body complete.
struct HTTPCall: Sendable {
    let head: HTTPRequestHead
    let body: ByteBuffer
}

/// What the server writes on an HTTP connection.
enum HTTPOutput: Sendable {
    case reply(HTTPReply)
    /// No more: close when all is written.
    case end
}

/// An answer, its body complete.
struct HTTPReply: Sendable {
    var status: HTTPResponseStatus
    /// Beside those that every reply has.
    var headers: [(String, String)] = []
    var body = ByteBuffer()
    /// Whether the body is left out though its length is told, as for HEAD.
    var omitsBody = false
    /// Whether the connection ends with it.
    var closes = false

    /// JSON in UTF-8.
    static func json(_ text: [UInt8], status: HTTPResponseStatus = .ok) -> HTTPReply {
        HTTPReply(
            status: status, headers: [("content-type", "application/json")], body: ByteBuffer(bytes: text))
    }

    /// One line for a person.
    static func text(_ line: String, status: HTTPResponseStatus) -> HTTPReply {
        HTTPReply(
            status: status, headers: [("content-type", "text/plain; charset=utf-8")],
            body: ByteBuffer(string: line + "\n"))
    }

    /// The head to send to a client that said this about keeping the connection.
    func head(for request: HTTPRequestHead) -> HTTPResponseHead {
        var all = HTTPHeaders(headers)
        // Pages of any origin may use a chain's endpoint.
        all.add(name: "access-control-allow-origin", value: "*")
        if status != .noContent { all.add(name: "content-length", value: String(body.readableBytes)) }
        if closes || !request.isKeepAlive {
            all.add(name: "connection", value: "close")
        } else if request.version == .http1_0 {
            all.add(name: "connection", value: "keep-alive")
        }
        return HTTPResponseHead(version: .http1_1, status: status, headers: all)
    }
}
