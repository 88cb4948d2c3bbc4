/// A complete response, whatever its status.
public struct HTTPResponse: Hashable, Sendable {
    /// Three digits; below 200 never.
    public var status: Int
    /// In the server's order, except from URLSession, which keeps none. Of a body that came compressed,
    /// `Content-Encoding` and `Content-Length` are removed, since they no longer describe it.
    public var headers: HTTPHeaderFields
    /// Decompressed.
    public var body: [UInt8]
    /// Where the response came from: the request's URL, or the last one redirected to.
    public var url: HTTPURL
    /// The request's id.
    public var requestID: String

    /// For other transports and tests; nothing is checked.
    public init(status: Int, headers: HTTPHeaderFields, body: [UInt8], url: HTTPURL, requestID: String) {
        self.status = status
        self.headers = headers
        self.body = body
        self.url = url
        self.requestID = requestID
    }

    /// Whether the status is 200 to 299.
    public var isSuccess: Bool { (200..<300).contains(status) }
}
