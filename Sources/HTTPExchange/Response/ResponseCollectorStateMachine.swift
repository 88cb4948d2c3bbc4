/// Puts a response together from its parts and holds it to the limit while they arrive.
///
/// A value without I/O, fed by every form: head, body parts, end.
package struct ResponseCollectorStateMachine: Sendable {
    private let request: HTTPRequest
    private var head: (status: Int, headers: HTTPHeaderFields)?
    private var body: [UInt8] = []
    private var declaredLength: Int?
    private var isCoded = false

    package init(_ request: HTTPRequest) { self.request = request }

    /// - Throws: `bodyTooLarge` as soon as the announced length says so, `responseMalformed` for a coding that
    ///   was not offered.
    package mutating func receive(status: Int, headers: HTTPHeaderFields) throws(TransportFailure) {
        guard head == nil else { throw TransportFailure(.responseMalformed, "the response has two heads") }
        guard (200...999).contains(status) else {
            throw TransportFailure(.responseMalformed, "the status \(status) ends no request")
        }
        head = (status, headers)
        guard hasBody(status) else { return }
        for coding in headers.values(of: "Content-Encoding").flatMap({ $0.split(separator: ",") }) {
            switch coding.filter({ $0 != " " && $0 != "\t" }).lowercased() {
            case "", "identity": break
            case "gzip", "deflate": isCoded = true
            default: throw TransportFailure(.responseMalformed, "the body has a coding that was not offered")
            }
        }
        guard !isCoded, let text = headers["Content-Length"],
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return }
        // What does not fit an Int is over every limit.
        let length = Int(text) ?? (text.isEmpty ? 0 : Int.max)
        if length > request.responseBodyLimit { throw .bodyTooLarge(limit: request.responseBodyLimit) }
        declaredLength = length
        body.reserveCapacity(min(length, 64 * 1024))
    }

    /// - Throws: `bodyTooLarge` before the excess is kept.
    package mutating func receive(_ part: some Collection<UInt8>) throws(TransportFailure) {
        guard let head else { throw TransportFailure(.responseMalformed, "a body came before its head") }
        guard hasBody(head.status) else { return }
        guard part.count <= request.responseBodyLimit - body.count else {
            throw .bodyTooLarge(limit: request.responseBodyLimit)
        }
        body.append(contentsOf: part)
    }

    /// - Throws: `connectionClosed` when the body is shorter than announced.
    package func finish() throws(TransportFailure) -> HTTPResponse {
        guard let head else {
            throw TransportFailure(.connectionClosed, "the connection ended before a response")
        }
        if let declaredLength, body.count != declaredLength {
            throw TransportFailure(
                .connectionClosed, "the body ended after \(body.count) of \(declaredLength) bytes")
        }
        var headers = head.headers
        if isCoded {
            headers["Content-Encoding"] = nil
            headers["Content-Length"] = nil
        }
        return HTTPResponse(
            status: head.status, headers: headers, body: body, url: request.url, requestID: request.id)
    }

    package var hasHead: Bool { head != nil }

    /// Whether a body can come, once there is a head.
    var expectsBody: Bool { head.map { hasBody($0.status) } ?? true }

    /// RFC 9112 section 6.3.
    private func hasBody(_ status: Int) -> Bool { request.method != .head && status != 204 && status != 304 }
}
