internal import ActionRuntime
internal import LitProtocol
internal import NIOCore
internal import NIOHTTP1
internal import Primitives

/// A request, its body complete.
struct HTTPCall: Sendable {
    let head: HTTPRequestHead
    let body: ByteBuffer
    /// Where the connection comes from.
    let peer: IPAddress?
    /// Given back when the request is over.
    let held: [HeldBytes]
}

/// An answer, its body complete.
struct HTTPReply: Sendable {
    var status: Int
    /// Beside those that every answer has.
    var headers: [(String, String)] = []
    var body = ByteBuffer()
    /// Whether the body is left out though its length is told, as for HEAD.
    var omitsBody = false
    /// Whether the connection ends with it.
    var closes = false

    init(status: Int, headers: [(String, String)] = [], body: ByteBuffer = ByteBuffer()) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// JSON, which is what all answers are that have a body, but for metrics.
    init(status: Int, _ json: JSON) {
        self.init(
            status: status, headers: [("content-type", "application/json")],
            body: ByteBuffer(string: json.text))
    }

    /// An error's envelope.
    init(_ error: NodeError) { self.init(status: error.status, error.json) }

    /// The head to send to a client that said this about keeping the connection.
    func head(for request: HTTPRequestHead?) -> HTTPResponseHead {
        var all = HTTPHeaders(headers)
        all.add(name: DatilHeader.nodeVersion, value: NodeVersion.text)
        for (name, value) in DatilHeader.cors { all.add(name: name, value: value) }
        if status != 204 { all.add(name: "content-length", value: String(body.readableBytes)) }
        let keeps = request?.isKeepAlive == true && !closes
        if !keeps {
            all.add(name: "connection", value: "close")
        } else if request?.version == .http1_0 {
            all.add(name: "connection", value: "keep-alive")
        }
        return HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: status), headers: all)
    }
}

/// The answer to what browsers ask before they let a page of another origin ask (Fetch standard, CORS).
enum Preflight {
    static func reply(to head: HTTPRequestHead) -> HTTPReply {
        let asked = head.headers.first(name: "access-control-request-headers")
        let headers = DatilHeader.preflight.map { name, value in
            // Whatever else a page sends is passed over, and nothing to be afraid of.
            name == "Access-Control-Allow-Headers"
                ? (name, asked.map { "\(value), \($0)" } ?? value) : (name, value)
        }
        return HTTPReply(status: 204, headers: headers)
    }
}
