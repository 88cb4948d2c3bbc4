public import Primitives

/// What became of an execution.
public struct ActionResult: Sendable {
    /// The CID of the code that ran; empty if there was none to run.
    public var actionID: String
    /// Why it did not succeed; nil if it did.
    public var failure: ActionFailure?
    /// What the script or one of its children responded last.
    public var response: String
    /// All that the script and its children logged.
    public var logs: String
    /// The signatures by name.
    public var signedData: [String: ActionSignature]
    /// The claims by key id.
    public var claimData: [String: ActionClaim]

    /// From its parts.
    public init(
        actionID: String, failure: ActionFailure? = nil, response: String = "", logs: String = "",
        signedData: [String: ActionSignature] = [:], claimData: [String: ActionClaim] = [:]
    ) {
        self.actionID = actionID
        self.failure = failure
        self.response = response
        self.logs = logs
        self.signedData = signedData
        self.claimData = claimData
    }

    /// Whether it succeeded.
    public var isSuccess: Bool { failure == nil }

    /// What a node answers to an execution that succeeded, or failed by its script's doing.
    public var json: JSON {
        if let failure {
            return ["success": false, "error": .string(failure.message), "logs": .string(logs)]
        }
        return [
            "success": true, "signedData": Self.object(signedData.mapValues(\.json)), "decryptedData": [:],
            "claimData": Self.object(claimData.mapValues(\.json)), "response": .string(response),
            "logs": .string(logs),
        ]
    }

    /// Members in the order of their names, so that nodes that agree answer byte for byte alike.
    private static func object(_ members: [String: JSON]) -> JSON {
        var object = JSON.Object()
        for (name, value) in members.sorted(by: { $0.key < $1.key }) { object[name] = value }
        return .object(object)
    }
}
