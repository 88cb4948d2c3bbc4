import ActionProtocol
import Primitives

/// A request as a script made it, checked.
struct FetchRequest: Sendable {
    enum RedirectMode: String, Sendable { case follow, error, manual }

    var url: FetchURL
    var method: String
    var headers: [(name: String, value: String)]
    var redirect: RedirectMode
    var body: [UInt8]
    var hasBody: Bool

    static let headerLimit = 128 << 10

    init(_ arguments: OperationArguments) throws(OperationFailure) {
        let text = try arguments.string("url")
        guard let url = FetchURL(text) else {
            throw .fetch("\(text.prefix(200)) is not an http or https URL without credentials")
        }
        self.url = url
        let method = try arguments.string("method")
        guard !method.isEmpty, method.utf8.count <= 64, method.utf8.allSatisfy({ Self.isTokenCharacter($0) }),
            !["CONNECT", "TRACE", "TRACK"].contains(method.uppercased())
        else { throw .fetch("the method \(method.prefix(64)) is not allowed") }
        self.method = method
        headers = try Self.headers(arguments["headers"])
        guard let mode = RedirectMode(rawValue: arguments["redirect"]?.string ?? "follow") else {
            throw .fetch("redirect must be follow, error or manual")
        }
        redirect = mode
        body = arguments.bytes
        hasBody = arguments["hasBody"]?.bool ?? !arguments.bytes.isEmpty
        if ["GET", "HEAD"].contains(method), hasBody { throw .fetch("\(method) has no body") }
    }

    private static func headers(
        _ json: JSON?
    ) throws(OperationFailure) -> [(name: String, value: String)] {
        var headers: [(name: String, value: String)] = []
        var size = 0
        for entry in json?.array ?? [] {
            guard let name = entry[0]?.string, let value = entry[1]?.string, !name.isEmpty,
                name.utf8.allSatisfy({ isTokenCharacter($0) }),
                value.utf8.allSatisfy({ $0 != 0 && $0 != 10 && $0 != 13 })
            else { throw .fetch("a header is malformed") }
            size += name.utf8.count + value.utf8.count
            guard size <= headerLimit else {
                throw .fetch("the headers are longer than \(headerLimit) bytes")
            }
            if !isForbidden(name.lowercased()) { headers.append((name, value)) }
        }
        return headers
    }

    /// Fields that are the connection's own; they are passed over, as the Fetch Standard has it.
    private static func isForbidden(_ name: String) -> Bool {
        name.hasPrefix("proxy-")
            || [
                "accept-encoding", "connection", "content-length", "expect", "host", "http2-settings",
                "keep-alive", "te", "trailer", "transfer-encoding", "upgrade", "via",
            ].contains(name)
    }

    /// RFC 9110 section 5.6.2.
    private static func isTokenCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    /// What follows from a redirect (Fetch Standard, "HTTP-redirect fetch").
    mutating func redirect(to next: FetchURL, status: Int) {
        let isPost = method.uppercased() == "POST"
        let isReading = ["GET", "HEAD"].contains(method)
        if [301, 302].contains(status) && isPost || status == 303 && !isReading {
            method = "GET"
            body = []
            hasBody = false
            remove(["content-encoding", "content-language", "content-location", "content-type"])
        }
        if !url.hasSameOrigin(as: next) { remove(["authorization", "cookie"]) }
        url = next
    }

    private mutating func remove(_ names: [String]) {
        headers.removeAll { names.contains($0.name.lowercased()) }
    }
}
