internal import Primitives

/// One outgoing request, complete before it is sent.
public struct HTTPRequest: Hashable, Sendable {
    /// A request method, in its registered letter case.
    public struct Method: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        /// What is sent; letter case counts (RFC 9110 section 9.1).
        public let rawValue: String

        /// Any token of RFC 9110 section 5.6.2; a request refuses other text, `CONNECT` and `TRACE`.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Asks for a representation, without a body (RFC 9110 section 9.3.1).
        public static let get = Method(rawValue: "GET")
        /// Asks for the header alone of what `GET` would give (RFC 9110 section 9.3.2).
        public static let head = Method(rawValue: "HEAD")
        /// Has the resource process the body (RFC 9110 section 9.3.3).
        public static let post = Method(rawValue: "POST")
        /// Replaces the resource by the body (RFC 9110 section 9.3.4).
        public static let put = Method(rawValue: "PUT")
        /// Changes the resource as the body says (RFC 5789).
        public static let patch = Method(rawValue: "PATCH")
        /// Removes the resource (RFC 9110 section 9.3.5).
        public static let delete = Method(rawValue: "DELETE")
        /// Asks what can be done with the resource (RFC 9110 section 9.3.7).
        public static let options = Method(rawValue: "OPTIONS")

        public var description: String { rawValue }
    }

    /// What to do with a 301, 302, 303, 307 or 308 that has a `Location`.
    public enum RedirectPolicy: Hashable, Sendable {
        /// The redirect is the response.
        case doNotFollow
        /// Follows at most so many, never from https to http; headers that may be credentials do not go to
        /// another origin.
        case follow(atMost: Int)
    }

    /// Ten mebibytes.
    public static let defaultResponseBodyLimit = 10 * 1024 * 1024

    /// What the server is to do; with `GET` and `HEAD` a body is refused.
    public var method: Method
    /// Where it goes. User information is sent as Basic `Authorization`, unless ``headers`` have that field.
    public var url: HTTPURL
    /// Sent in this order where the form allows it. The fields that belong to the transport (`Host`,
    /// `Content-Length`, `Connection` and their like, `Accept-Encoding`) are refused.
    public var headers: HTTPHeaderFields
    /// Without a `Content-Type` among the headers, a body goes as `application/octet-stream`.
    public var body: [UInt8]
    /// When the response must be complete: name resolution, connecting, TLS, sending and reading included.
    public var deadline: ContinuousClock.Instant
    /// The most bytes of response body to accept, counted after decompression.
    public var responseBodyLimit: Int
    /// Whether to follow redirects, and how many; none unless given.
    public var redirects: RedirectPolicy
    /// Names the request in the logs of both sides: visible ASCII, at most 128 characters.
    public var id: String
    /// The field that carries ``id`` to the server; `nil` sends none.
    public var idHeader: String?

    /// A request that can be sent as it is.
    ///
    /// - Parameters:
    ///   - deadline: thirty seconds from now unless given.
    ///   - id: thirty-two random hexadecimal digits unless given.
    /// - Throws: ``HTTPTransportError`` with `invalidURL`, `invalidHeader` or `unsupported`.
    public init(
        _ method: Method = .get,
        url: HTTPURL,
        headers: HTTPHeaderFields = [:],
        body: some Collection<UInt8> = [],
        deadline: ContinuousClock.Instant = .timeout(.seconds(30)),
        responseBodyLimit: Int = HTTPRequest.defaultResponseBodyLimit,
        redirects: RedirectPolicy = .doNotFollow,
        id: String = HTTPRequest.randomID(),
        idHeader: String? = "X-Request-Id"
    ) throws(HTTPTransportError) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = [UInt8](body)
        self.deadline = deadline
        self.responseBodyLimit = responseBodyLimit
        self.redirects = redirects
        self.id = id
        self.idHeader = idHeader
        do {
            try validate()
        } catch {
            throw error.error(for: self)
        }
    }

    /// A request to the URL that `url` spells; otherwise as the other initializer.
    public init(
        _ method: Method = .get,
        url: String,
        headers: HTTPHeaderFields = [:],
        body: some Collection<UInt8> = [],
        deadline: ContinuousClock.Instant = .timeout(.seconds(30)),
        responseBodyLimit: Int = HTTPRequest.defaultResponseBodyLimit,
        redirects: RedirectPolicy = .doNotFollow,
        id: String = HTTPRequest.randomID(),
        idHeader: String? = "X-Request-Id"
    ) throws(HTTPTransportError) {
        let parsed: HTTPURL
        do {
            parsed = try HTTPURL(parsing: url)
        } catch {
            // The text may hold secrets in places that could not be told apart, so none of it is quoted.
            throw HTTPTransportError(
                .invalidURL, method: method.rawValue, url: "(invalid URL)", requestID: id,
                reason: error.reason)
        }
        try self.init(
            method, url: parsed, headers: headers, body: body, deadline: deadline,
            responseBodyLimit: responseBodyLimit, redirects: redirects, id: id, idHeader: idHeader)
    }

    /// Thirty-two random hexadecimal digits, from the system's generator.
    public static func randomID() -> String {
        var generator = SystemRandomNumberGenerator()
        return randomID(using: &generator)
    }

    /// Thirty-two hexadecimal digits from `generator`, so that tests can foresee ids.
    public static func randomID(using generator: inout some RandomNumberGenerator) -> String {
        var bytes: [UInt8] = []
        for _ in 0..<2 {
            let word: UInt64 = generator.next()
            withUnsafeBytes(of: word.bigEndian) { bytes.append(contentsOf: $0) }
        }
        return bytes.hex
    }
}

extension ContinuousClock.Instant {
    /// The instant `duration` from now; at most thirty years, at least now.
    public static func timeout(_ duration: Duration) -> ContinuousClock.Instant {
        .now.advanced(by: min(max(duration, .zero), .seconds(30 * 366 * 86_400)))
    }
}
