/// A failure inside a transport, before the request's context is added to it.
package struct TransportFailure: Error, Hashable, Sendable {
    package let code: HTTPTransportError.Code
    package let reason: String
    package let underlying: String?

    package init(_ code: HTTPTransportError.Code, _ reason: String, underlying: String? = nil) {
        self.code = code
        self.reason = reason
        self.underlying = underlying
    }

    func error(for request: HTTPRequest) -> HTTPTransportError {
        HTTPTransportError(
            code, method: request.method.rawValue, url: request.url.description, requestID: request.id,
            reason: reason, underlying: underlying)
    }

    package static let deadlineExceeded = TransportFailure(
        .deadlineExceeded, "the deadline passed before the response")
    static let deadlineAlreadyPassed = TransportFailure(
        .deadlineExceeded, "the deadline had passed before the request, and nothing was sent")
    package static let cancelled = TransportFailure(.cancelled, "the calling task was cancelled")
    package static let shutDown = TransportFailure(.shutDown, "the transport is shut down")

    package static func bodyTooLarge(limit: Int) -> TransportFailure {
        TransportFailure(.bodyTooLarge, "the response body is over the limit of \(limit) bytes")
    }

    /// What any form may meet; `nil` for what only one form knows.
    init?(common error: any Error) {
        switch error {
        case let failure as TransportFailure: self = failure
        case is CancellationError: self = .cancelled
        case let error as HTTPTransportError:
            self.init(error.code, error.reason, underlying: error.underlying)
        case let code as HTTPTransportError.Code: self.init(code, "the request failed")
        default: return nil
        }
    }
}
