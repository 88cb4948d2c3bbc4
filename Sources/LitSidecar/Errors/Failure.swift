package import Lit
internal import LitProtocol
package import Primitives

/// Why a call came to nothing, as its caller is told.
package struct Failure: Error, Hashable, Sendable {
    /// Which kind; stable. One of `LitError`'s codes, or one of ``Own``.
    package var code: String
    /// The HTTP status that goes with the code.
    package var status: Int
    /// What failed and why, in a sentence or two.
    package var message: String
    /// What to do about it.
    package var hint: String?
    /// Where.
    package var context = LitError.Context()
    /// What nodes said, where they did.
    package var reports: [LitError.NodeReport] = []
    /// What an action had logged before it failed.
    package var logs: String?
    /// What it came from.
    package var cause: String?

    /// The codes that are the sidecar's own.
    package enum Own: String, CaseIterable, Sendable {
        case malformedRequest, unauthorized, forbidden, notFound, unknownClient, unknownSession
        case unknownWallet, methodNotAllowed, bodyTooLarge, unsupportedMediaType, tooManyClients
        case shuttingDown

        /// The HTTP status that goes with it.
        package var status: Int {
            switch self {
            case .malformedRequest: 400
            case .unauthorized: 401
            case .forbidden: 403
            case .notFound, .unknownClient, .unknownSession, .unknownWallet: 404
            case .methodNotAllowed: 405
            case .bodyTooLarge: 413
            case .unsupportedMediaType: 415
            case .tooManyClients: 429
            case .shuttingDown: 503
            }
        }
    }

    /// One of the sidecar's own.
    package init(_ code: Own, _ message: String, hint: String? = nil) {
        self.code = code.rawValue
        status = code.status
        self.message = message
        self.hint = hint
    }

    /// One of the client's.
    package init(_ error: LitError) {
        code = error.code.rawValue
        status = Self.status(of: error.code)
        message = error.message
        hint = error.hint
        context = error.context
        reports = error.reports
        logs = error.logs
        cause = error.cause
    }

    /// Whatever was thrown.
    package init(_ error: any Error, during operation: String) {
        switch error {
        case let failure as Failure: self = failure
        case let error as EthereumRPCError:
            self.init(LitError(error, during: operation))
            if let hash = error.context.transaction, !message.contains("\(hash)") {
                message += message.hasSuffix(".") ? "" : "."
                message += " It is about the transaction \(hash)."
            }
        case let error as NodeError:
            self.init(
                LitError(
                    .invalidArgument,
                    error.details.isEmpty ? "\(error)" : error.details.joined(separator: " "),
                    hint: "Correct what is named.", context: .init(operation: operation)))
        default: self.init(LitError(error, during: operation))
        }
        if context.operation == nil { context.operation = operation }
    }

    /// The HTTP status for a code of the client's.
    package static func status(of code: LitError.Code) -> Int {
        switch code {
        case .invalidArgument, .unknownNetwork, .retiredNetwork, .unsupported: 400
        case .rateLimited: 402
        case .notAuthorized, .sessionLacksPermission, .authMethodRefused, .signInFailed,
            .attestationRequired:
            403
        case .pkpNotFound, .actionNotFound: 404
        case .sessionExpired, .invalidSession, .insufficientFunds: 409
        case .actionFailed: 422
        case .cancelled: 499
        case .internalError: 500
        case .networkNotRunning, .networkNotReady, .chainUnreachable, .nodeUnreachable, .tooFewNodes,
            .disconnected:
            503
        case .timedOut, .actionTimedOut: 504
        default: 502
        }
    }
}

extension Failure {
    /// A member of a request that cannot be what is meant.
    static func malformed(_ place: String, _ reason: String, hint: String? = nil) -> Failure {
        Failure(
            .malformedRequest, place.isEmpty ? "The body \(reason)." : "\(place) \(reason).",
            hint: hint ?? "See /v1/openapi.json for what a request may have.")
    }

    /// As it is answered.
    ///
    /// - Parameter requestID: stands in for the id by which nodes know the request, if it never came to one.
    package func json(requestID: String) -> JSON {
        var error = JSON.Object()
        error["code"] = .string(code)
        error["message"] = .string(message)
        error["hint"] = hint.map { .string($0) }
        error["node"] = context.node.map { .string($0) }
        error["requestId"] = .string(context.requestID ?? requestID)
        error["operation"] = context.operation.map { .string($0) }
        error["logs"] = logs.map { .string($0) }
        error["cause"] = cause.map { .string($0) }
        error["reports"] = .array(reports.map(JSON.report))
        return .object(error)
    }
}

extension JSON {
    /// What one node said.
    static func report(_ report: LitError.NodeReport) -> JSON {
        var object = JSON.Object()
        object["node"] = .string(report.node)
        object["status"] = report.status.map { .number(.init($0)) }
        object["code"] = report.code.map { .string($0) }
        object["message"] = .string(report.message)
        return .object(object)
    }
}
