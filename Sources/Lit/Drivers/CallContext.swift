internal import HTTPTransport
package import Logging

/// What every call carries.
package struct CallContext: Sendable {
    /// For errors, such as `execute`.
    package var operation: String
    /// The same at all nodes.
    package var requestID: String
    /// After which the call fails with `timedOut`.
    package var deadline: ContinuousClock.Instant
    package var logger: Logger

    /// With an id of its own, and so much time from now on.
    package init(_ operation: String, timeout: Duration, logger: Logger) {
        self.init(
            operation: operation, requestID: Self.newRequestID(), deadline: .timeout(timeout), logger: logger)
    }

    /// From its parts.
    package init(operation: String, requestID: String, deadline: ContinuousClock.Instant, logger: Logger) {
        self.operation = operation
        self.requestID = requestID
        self.deadline = deadline
        self.logger = logger
    }

    /// `lit_` and 32 random hexadecimal digits: nodes sign once for an id, so it must not come again.
    package static func newRequestID() -> String { "lit_" + HTTPRequest.randomID() }

    package var errorContext: LitError.Context {
        LitError.Context(operation: operation, requestID: requestID)
    }
}
