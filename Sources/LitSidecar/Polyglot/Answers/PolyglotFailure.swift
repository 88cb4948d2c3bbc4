internal import Lit
internal import Primitives

/// Why a call fails, in the forms of the polyglot server.
package struct PolyglotFailure: Error, Hashable, Sendable {
    /// How it is written.
    enum Form: Hashable, Sendable {
        /// `{"success": false, "error": message}` with status 400: something has to be called before.
        case tooEarly
        /// `{"error": {"message", "stack"}}`: what was thrown.
        case thrown(name: String)
    }

    let form: Form
    let status: Int
    let message: String

    /// Something has to be called before.
    static func tooEarly(_ message: String) -> PolyglotFailure {
        PolyglotFailure(form: .tooEarly, status: 400, message: message)
    }

    /// As an error of this class, which has a status only if it comes from reading the request.
    static func thrown(_ name: String = "Error", _ message: String, status: Int = 500) -> PolyglotFailure {
        PolyglotFailure(form: .thrown(name: name), status: status, message: message)
    }

    /// Somebody who may not ask.
    package static func forbidden(_ message: String) -> PolyglotFailure {
        .thrown("ForbiddenError", message, status: 403)
    }

    /// A body beyond the bound.
    package static let tooLarge = PolyglotFailure.thrown(
        "PayloadTooLargeError", "request entity too large", status: 413)

    /// A member of something that is not there, as JavaScript says it.
    static func noMember(_ name: String, of what: JSON?) -> PolyglotFailure {
        let value = what == nil ? "undefined" : "null"
        return .thrown("TypeError", "Cannot read properties of \(value) (reading '\(name)')")
    }

    /// The answer. What stands for the trace of calls names no file.
    package var answer: PolyglotAnswer {
        switch form {
        case .tooEarly: PolyglotAnswer(["success": false, "error": .string(message)], status: status)
        case .thrown(let name):
            PolyglotAnswer(
                [
                    "error": [
                        "message": .string(message),
                        "stack": .string("\(name): \(message)\n    at lit-sidecar"),
                    ]
                ], status: status)
        }
    }
}

extension PolyglotFailure {
    /// What nodes said, in the sentence of the JavaScript SDK.
    ///
    /// - Parameter error: the JSON that most nodes have answered.
    static func ofNodes(_ error: JSON) -> PolyglotFailure {
        let told: JSON = ["success": false, "error": error]
        let cause: String =
            switch error {
            case .object: "[object Object]"
            case .string(let text): text
            default: error.text
            }
        return .thrown(
            "NodeError",
            "There was an error getting the signing shares from the nodes. Response from the nodes: "
                + "\(told.text): \(cause)")
    }

    /// What a call of the client has thrown.
    ///
    /// - Parameter said: what nodes have answered to the call that was no success.
    init(_ error: LitError, said: [JSON]) {
        switch error.code {
        // These are of this client, whatever single nodes have said.
        case .cancelled, .disconnected, .timedOut, .tooFewShares, .invalidSignature: break
        default:
            if let most = MostSaid.of(said) {
                self = .ofNodes(most)
                return
            }
        }
        self = .thrown("Error", [error.message, error.hint].compactMap { $0 }.joined(separator: " "))
    }
}
