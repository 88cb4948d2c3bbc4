import HTTPTransport

/// What a server answers, for the wire and for the in-memory form alike.
struct Script: Sendable {
    enum Framing: Sendable { case length, chunked, none }

    enum Ending: Sendable {
        case complete
        /// Nothing more until the client goes away.
        case hold
        /// The connection is closed before the body is complete.
        case drop
        /// The last part again and again until the client goes away.
        case repeatForever
    }

    var status = 200
    var headers: [(String, String)] = []
    var framing = Framing.length
    var declaredLength: Int?
    var parts: [[UInt8]] = []
    var ending = Ending.complete
    /// Instead of all the above but the ending: these very bytes.
    var raw: [UInt8]?

    static func answer(to request: ReceivedRequest) -> Script {
        let path = request.path.split(separator: "?").first.map(String.init) ?? request.path
        if path.hasPrefix("/status/"), let status = Int(path.dropFirst(8)) {
            let bodyless = status == 204 || status == 304
            return Script(
                status: status, headers: status == 401 ? [("WWW-Authenticate", "Basic realm=\"x\"")] : [],
                framing: bodyless ? .none : .length, parts: bodyless ? [] : [Array("status".utf8)])
        }
        if path.hasPrefix("/redirect/"), let status = Int(path.dropFirst(10)) {
            return Script(
                status: status, headers: [("Location", "../echo?after=1")], parts: [Array("moved".utf8)])
        }
        switch path {
        case "/echo":
            return Script(headers: [("X-Method", request.method)], parts: [request.body])
        case "/unauthorized":
            let challenge = request.headers["X-Challenge"] ?? ""
            return Script(status: 401, headers: [("WWW-Authenticate", challenge)], parts: [Array("no".utf8)])
        case "/location":
            return Script(status: 302, headers: [("Location", request.headers["X-Location"] ?? "")])
        case "/cookie":
            return Script(headers: [("Set-Cookie", "a=b")])
        case "/chunked":
            return Script(
                framing: .chunked, parts: [Array("one ".utf8), Array("two ".utf8), Array("three".utf8)])
        case "/declared-large":
            return Script(declaredLength: 1 << 40, parts: [[1, 2, 3]], ending: .hold)
        case "/endless":
            return Script(
                framing: .chunked, parts: [[UInt8](repeating: 7, count: 16 * 1024)], ending: .repeatForever)
        case "/endless-trickle":
            return Script(framing: .chunked, parts: [[7]], ending: .repeatForever)
        case "/hold-head": return Script(ending: .hold, raw: [])
        case "/hold-body": return Script(declaredLength: 100, parts: [[1, 2, 3]], ending: .hold)
        case "/drop-before": return Script(ending: .drop, raw: [])
        case "/drop-body": return Script(declaredLength: 100, parts: [[1, 2, 3]], ending: .drop)
        case "/drop-chunked": return Script(framing: .chunked, parts: [[1, 2, 3]], ending: .drop)
        case "/malformed": return Script(ending: .drop, raw: Array("NONSENSE / nothing like it\r\n\r\n".utf8))
        case "/malformed-length":
            return Script(ending: .drop, raw: Array("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabc".utf8))
        case "/loop": return Script(status: 302, headers: [("Location", "/loop")])
        case "/bad-location": return Script(status: 302, headers: [("Location", "gopher://x/")])
        case "/elsewhere":
            let target = request.path.split(separator: "?").last.map(String.init) ?? ""
            return Script(status: 307, headers: [("Location", target)])
        case "/gzip":
            return Script(headers: [("Content-Encoding", "gzip")], parts: [Gzip.zeros(1 + 258 * 4)])
        case "/gzip-bomb":
            return Script(headers: [("Content-Encoding", "gzip")], parts: [Gzip.zeros(1 + 258 * 16_384)])
        case "/gzip-broken":
            return Script(headers: [("Content-Encoding", "gzip")], parts: [Array("not gzip at all".utf8)])
        case "/unknown-coding":
            return Script(headers: [("Content-Encoding", "rot13")], parts: [Array("uryyb".utf8)])
        default: return Script(status: 404)
        }
    }
}

/// A request as the server saw it.
struct ReceivedRequest: Sendable {
    var method: String
    var path: String
    var headers: HTTPHeaderFields
    var body: [UInt8]
    /// Counts connections from zero; always zero in memory.
    var connection: Int
}
