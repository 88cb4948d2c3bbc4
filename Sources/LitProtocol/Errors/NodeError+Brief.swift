public import Primitives

extension NodeError {
    private init(brief codeName: String, _ message: String, kind: NodeErrorKind, status: Int) {
        self.init(.unknownError, kind: kind)
        self.form = .brief
        self.code = nil
        self.codeName = codeName
        self.message = message
        self.status = status
    }

    /// Nobody pays for the request (402).
    ///
    /// The same status on every endpoint, where the original nodes have 400 on one; applications look at the
    /// code.
    ///
    /// - Parameter end: when there will be capacity again; nil where that is not known.
    public static func rateLimited(until end: Timestamp? = nil) -> NodeError {
        let when = end.map { "at \($0.rfc3339(.seconds))" } ?? "later."
        return NodeError(
            brief: rateLimitCode, "Rate limit exceeded.  Try again \(when)", kind: .validation, status: 402)
    }

    /// The code of ``rateLimited(until:)``.
    public static let rateLimitCode = "rate_limit_exceeded"

    /// Several auth sigs, on a path without a version (400).
    public static let multipleAuthSigs = NodeError(
        brief: "unsupported_auth_sig", "Multiple auth sigs not supported by Lit Actions", kind: .validation,
        status: 400)

    /// The node did not get done in time (408).
    public static let timedOut = NodeError(
        brief: "request_timeout", "Request timed out", kind: .timeout, status: 408)

    /// What an action threw (400).
    public static func action(_ error: String, logs: String) -> NodeError {
        var failure = NodeError(.jsExecutionError, logs: logs)
        failure.form = .action
        failure.status = 400
        failure.message = error
        return failure
    }

    /// Auth methods beside a session signature, even an empty list.
    static let authMethodsNotAllowed = NodeError(
        .cannotProvideAuthMethodForEndpoint,
        "This endpoint takes no authMethods. Sign a session key with them, and send the session's signature.")
}
