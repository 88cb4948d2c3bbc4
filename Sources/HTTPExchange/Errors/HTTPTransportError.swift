/// Why a request got no response.
///
/// Printing it is safe: user information and query never appear, long path segments (where providers put API
/// keys) are cut short, and no header or body is quoted.
public struct HTTPTransportError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong.
    public let code: Code
    /// The request's method.
    public let method: String
    /// The request's URL without what may be secret in it.
    public let url: String
    /// The request's id, as the server saw it.
    public let requestID: String
    /// What exactly went wrong, for a person.
    public let reason: String
    /// What the networking library said, if it said anything.
    public let underlying: String?

    /// For other transports. Everything is kept as given, so nothing secret may be in it.
    public init(
        _ code: Code, method: String, url: String, requestID: String, reason: String,
        underlying: String? = nil
    ) {
        self.code = code
        self.method = method
        self.url = url
        self.requestID = requestID
        self.reason = reason
        self.underlying = underlying
    }

    /// What to do about it.
    public var hint: String { code.hint }

    public var description: String {
        let cause = underlying.map { " (\($0))" } ?? ""
        return "\(method) \(url): \(code): \(reason)\(cause). \(hint) [request-id \(requestID)]"
    }
}

extension HTTPTransportError {
    /// The kind of failure. More may be added: a `switch` over it needs a `default`.
    public struct Code: Error, Hashable, Sendable, CustomStringConvertible {
        private enum Kind: String, Sendable {
            case invalidURL, invalidHeader, unsupported
            case nameResolutionFailed, connectionRefused, connectionFailed, tlsFailed, connectionClosed
            case deadlineExceeded, cancelled, shutDown
            case bodyTooLarge, responseMalformed, redirectRefused
        }

        private let kind: Kind

        private init(_ kind: Kind) { self.kind = kind }

        /// Not an absolute http or https URL with a host, as RFC 3986 writes it. Nothing was sent.
        public static let invalidURL = Code(.invalidURL)
        /// A header name, a header value or the request id cannot be sent as it is. Nothing was sent.
        public static let invalidHeader = Code(.invalidHeader)
        /// This transport does not do what the request asks. Nothing was sent.
        public static let unsupported = Code(.unsupported)
        /// The host name has no address, or the resolver did not answer.
        public static let nameResolutionFailed = Code(.nameResolutionFailed)
        /// Nothing listens on that port.
        public static let connectionRefused = Code(.connectionRefused)
        /// No connection for another reason: no route, time-out of the attempt.
        public static let connectionFailed = Code(.connectionFailed)
        /// The TLS handshake failed: certificate not trusted, wrong name, no common version, or no TLS there.
        public static let tlsFailed = Code(.tlsFailed)
        /// The connection ended before the response did. The server may have acted on the request.
        public static let connectionClosed = Code(.connectionClosed)
        /// The deadline passed. The server may have acted on the request, unless it had passed at the start.
        public static let deadlineExceeded = Code(.deadlineExceeded)
        /// The calling task was cancelled.
        public static let cancelled = Code(.cancelled)
        /// The transport was shut down, before or during the request.
        public static let shutDown = Code(.shutDown)
        /// The response body, decompressed, is larger than the request allows.
        public static let bodyTooLarge = Code(.bodyTooLarge)
        /// What came back is not an HTTP response, or its body cannot be decoded.
        public static let responseMalformed = Code(.responseMalformed)
        /// The server redirects too often, to what is not a URL, or from https to http.
        public static let redirectRefused = Code(.redirectRefused)

        /// The name, as the static member is called.
        public var description: String { kind.rawValue }

        fileprivate var hint: String {
            switch kind {
            case .invalidURL: "Give an absolute http or https URL, percent-encoded."
            case .invalidHeader: "Remove the field or the characters that HTTP does not allow."
            case .unsupported: "Change the request, or use another transport."
            case .nameResolutionFailed: "Check the host name and the machine's DNS."
            case .connectionRefused: "Check that the server runs and that the port is right."
            case .connectionFailed: "Check that the machine reaches the server's network."
            case .tlsFailed: "Check the server's certificate, its name, and that the port speaks TLS."
            case .connectionClosed: "Retry if repeating the request does no harm."
            case .deadlineExceeded: "Give a later deadline, or retry if repeating the request does no harm."
            case .cancelled: "Nothing to do: the caller gave up."
            case .shutDown: "Make a new transport."
            case .bodyTooLarge: "Raise responseBodyLimit if this server is to be trusted with more."
            case .responseMalformed: "Check that the URL is that of an HTTP server."
            case .redirectRefused: "Use the final URL."
            }
        }
    }
}
