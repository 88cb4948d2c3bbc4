public import Primitives

/// An error as a node answers it, and as a client finds it in an answer: the envelope of the Datil
/// generation.
///
/// Clients vote on errors by their whole text, so an envelope says nothing that differs between nodes: no
/// name, no port, no clock. A few errors have other ``Form``s.
public struct NodeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// How an error is written.
    public enum Form: Hashable, Sendable {
        /// The envelope: kind, code, status, message, request, details.
        case envelope
        /// `message` and `errorCode` alone.
        case brief
        /// What an action threw: `success`, `error` and `logs`.
        case action
    }

    /// How it is written.
    public var form = Form.envelope
    /// What it is about.
    public var kind: NodeErrorKind
    /// Its symbolic name; nil where it has none, or one that is not known here.
    public var code: NodeErrorCode?
    /// The symbolic name as it was read, known or not.
    public var codeName: String?
    /// The HTTP status.
    public var status: Int
    /// A sentence that goes with the code.
    public var message: String?
    /// The id of the request.
    public var requestID: String?
    /// What was wrong in this case, the outermost cause first.
    public var details: [String]
    /// What an action had logged, where it was an action that failed.
    public var logs: String?

    /// With the kind and status that go with the code, unless others are given.
    public init(
        _ code: NodeErrorCode, kind: NodeErrorKind? = nil, requestID: String? = nil, details: [String] = [],
        logs: String? = nil
    ) {
        self.kind = kind ?? code.kind
        self.code = code
        self.codeName = code.rawValue
        self.status = code.status
        self.message = code.explanation
        self.requestID = requestID
        self.details = details
        self.logs = logs
    }

    /// With the kind and status that go with the code unless another is given, and a sentence that says what
    /// was wrong.
    public init(_ code: NodeErrorCode, status: Int? = nil, _ detail: String) {
        self.init(code, details: [detail])
        if let status { self.status = status }
    }

    /// From a body that a node answered; nil if it has none of the forms.
    ///
    /// Members that are missing are inferred from the status of the answer; unknown ones are ignored.
    public init?(_ json: JSON, status: Int) {
        if json["success"]?.bool == false, let error = json["error"]?.string {
            self = .action(error, logs: json["logs"]?.string ?? "")
            self.status = status
            return
        }
        guard case .object = json, json["errorKind"] != nil || json["errorCode"] != nil else { return nil }
        if json["errorKind"] == nil, json["status"] == nil { form = .brief }
        kind = json["errorKind"]?.string.flatMap(NodeErrorKind.init(rawValue:)) ?? .unknown
        codeName = json["errorCode"]?.string
        code = codeName.flatMap(NodeErrorCode.init(rawValue:))
        self.status = json["status"]?.int ?? status
        message = json["message"]?.string
        requestID = json["correlationId"]?.string
        details = json["details"]?.array?.compactMap(\.string) ?? []
        logs = json["logs"]?.string
    }

    /// The body of the answer, in its form.
    public var json: JSON {
        var object = JSON.Object()
        switch form {
        case .envelope: break
        case .brief:
            object.add("message", message)
            object.add("errorCode", codeName)
            return .object(object)
        case .action:
            return [
                "success": false, "error": .string(message ?? ""), "logs": .string(logs ?? ""),
            ]
        }
        object["errorKind"] = .string(kind.rawValue)
        if let name = code?.rawValue ?? codeName { object["errorCode"] = .string(name) }
        object["status"] = .number(.init(status))
        if let message { object["message"] = .string(message) }
        if let requestID { object["correlationId"] = .string(requestID) }
        if !details.isEmpty { object["details"] = .array(details.map { .string($0) }) }
        if let logs { object["logs"] = .string(logs) }
        return .object(object)
    }

    public var description: String {
        let name = codeName ?? kind.rawValue
        let said = details.isEmpty ? message ?? "no details" : details.joined(separator: " ")
        return "\(name): \(said)" + (requestID.map { " (request \($0))" } ?? "")
    }
}

extension NodeErrorCode {
    /// A sentence for the codes that users meet most; the others have that of their kind.
    var explanation: String {
        switch self {
        case .notAuthorized: "You are not authorized for this."
        case .resourceIDNotFound: "The session does not permit this resource."
        case .siweCapabilityInvalid: "A capability of the session is not valid."
        case .siweMessageError: "The sign-in message is not valid."
        case .iatOutsideGracePeriod: "The time of issue is outside of what is accepted."
        case .expWrongOrTooLarge: "The time of expiration is outside of what is accepted."
        case .badInput: "The request does not have the form that this endpoint takes."
        case .concurrencyOverload: "The node has as many requests as it takes. Try again later."
        case .jsTimeoutError: "The action took too long."
        case .jsMemoryLimitError: "The action took too much memory."
        case .jsConnectionError: "The action could not be run."
        case .coreApiMissingRequiredXRequestIDHeader: "The header X-Request-Id is missing."
        case .coreApiInvalidXSDKVersionHeader: "The header X-Lit-SDK-Version is not a version."
        default: "An error of the kind \(kind.rawValue)."
        }
    }
}
