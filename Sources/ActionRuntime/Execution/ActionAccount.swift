package import ActionProtocol

/// What one execution has used and brought about, its children included: counters, log, response, signatures, claims.
package struct ActionAccount: Sendable {
    package let limits: ActionLimits
    package private(set) var response = ""
    package private(set) var log: ActionLog
    package private(set) var signedData: [String: ActionSignature] = [:]
    package private(set) var claimData: [String: ActionClaim] = [:]
    private var fetches = 0
    private var signatures = 0
    private var contractCalls = 0
    private var exchanges = 0
    private var operations = 0

    package init(limits: ActionLimits) {
        self.limits = limits
        log = ActionLog(limit: limits.maxLogLength)
    }

    /// The number of the operation that begins now.
    package mutating func nextOrdinal() -> Int {
        defer { operations += 1 }
        return operations
    }

    package mutating func countFetch() throws(OperationFailure) {
        try Self.count(&fetches, limits.maxFetchCount, "send more than", "HTTP requests")
    }

    package mutating func countSignature() throws(OperationFailure) {
        try Self.count(&signatures, limits.maxSignCount, "sign more than", "times")
    }

    package mutating func countContractCall() throws(OperationFailure) {
        try Self.count(
            &contractCalls, limits.maxContractCallCount, "invoke contract calls more than", "times")
    }

    package mutating func countExchange() throws(OperationFailure) {
        try Self.count(
            &exchanges, limits.maxBroadcastAndCollectCount,
            "use broadcast and collect functionality more than", "times")
    }

    private static func count(
        _ counter: inout Int, _ limit: Int, _ verb: String, _ unit: String
    ) throws(OperationFailure) {
        guard counter < limit else {
            throw OperationFailure(
                message: """
                    You may not \(verb) \(limit) \(unit) per session and you have attempted to exceed that limit.
                    """)
        }
        counter += 1
    }

    /// The last response counts, whichever script of the execution gave it.
    package mutating func respond(_ text: String) throws(OperationFailure) {
        guard text.utf8.count <= limits.maxResponseLength else {
            throw OperationFailure(
                message: "Response is too long. Max length is \(limits.maxResponseLength) bytes")
        }
        response = text
    }

    package mutating func append(toLog text: [UInt8]) { log.append(text) }

    package mutating func add(_ signature: ActionSignature, named name: String) {
        signedData[name] = signature
    }

    package mutating func add(_ claim: ActionClaim, for keyID: String) { claimData[keyID] = claim }

    /// - Parameter depth: how many actions stand above the one that is to begin.
    package func checkDepth(_ depth: Int) throws(OperationFailure) {
        guard depth <= limits.maxCallDepth else {
            throw OperationFailure(
                message: """
                    The recursion limit of a child action is \(limits.maxCallDepth) \
                    and you have attempted to exceed that limit.
                    """)
        }
    }

    package func result(actionID: String, failure: ActionFailure?) -> ActionResult {
        guard failure == nil else {
            return ActionResult(actionID: actionID, failure: failure, logs: log.text)
        }
        return ActionResult(
            actionID: actionID, response: response, logs: log.text, signedData: signedData,
            claimData: claimData)
    }
}
