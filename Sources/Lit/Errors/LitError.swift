/// What went wrong: with what, where, why, and what to do about it.
public struct LitError: Error, Hashable, Sendable {
    /// Which kind of failure; stable, and listed in the documentation.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// Its name, such as `sessionExpired`.
        public let rawValue: String

        /// A code by its name.
        public init(rawValue: String) { self.rawValue = rawValue }
    }

    /// Where it happened.
    public struct Context: Hashable, Sendable {
        /// What was being done, such as `execute`.
        public var operation: String?
        /// The id by which nodes know the request: their logs have it.
        public var requestID: String?
        /// The URL of the node that failed, if it was one.
        public var node: String?

        /// From its parts.
        public init(operation: String? = nil, requestID: String? = nil, node: String? = nil) {
            self.operation = operation
            self.requestID = requestID
            self.node = node
        }
    }

    /// What one node said.
    public struct NodeReport: Hashable, Sendable {
        /// Its URL.
        public var node: String
        /// The HTTP status; nil if there was no answer.
        public var status: Int?
        /// The node's own code, such as `NodeNotAuthorized`.
        public var code: String?
        /// What it said.
        public var message: String

        /// From its parts.
        public init(node: String, status: Int? = nil, code: String? = nil, message: String) {
            self.node = node
            self.status = status
            self.code = code
            self.message = message
        }
    }

    /// Which kind of failure.
    public var code: Code
    /// What failed and why, in a sentence or two.
    public var message: String
    /// What to do about it.
    public var hint: String?
    /// Where.
    public var context: Context
    /// What nodes said, where they did.
    public var reports: [NodeReport]
    /// What an action had logged before it failed; nil where none failed.
    public var logs: String?
    /// What it came from, as text.
    public var cause: String?

    /// From its parts.
    public init(
        _ code: Code, _ message: String, hint: String? = nil, context: Context = Context(),
        reports: [NodeReport] = [], logs: String? = nil, cause: (any Error)? = nil
    ) {
        self.code = code
        self.message = message
        self.hint = hint
        self.context = context
        self.reports = reports
        self.logs = logs
        self.cause = cause.map { "\($0)" }
    }
}
