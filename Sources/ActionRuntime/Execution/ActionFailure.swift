/// Why an execution did not succeed.
public struct ActionFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of failure it is, which decides what a node answers.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// The script threw, or is no script.
        case script
        /// The script ran too long.
        case timeout
        /// The script took too much memory.
        case memory
        /// The worker died, spoke nonsense, or could not be had.
        case connection
        /// The code is longer than the limit.
        case codeTooLong
        /// The text given is not a CID of code.
        case invalidCID
        /// The code could not be fetched, or is not what its CID names.
        case codeUnavailable
        /// Too many executions wait already.
        case busy
        /// Who asked does not want it any more.
        case cancelled
        /// The runtime has been shut down.
        case shutDown
    }

    /// The kind.
    public let code: Code
    /// What went wrong, as the caller reads it.
    public let message: String

    /// From its parts.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }

    /// Whether a node answers with `{"success":false,"error":…,"logs":…}` instead of its error envelope.
    public var isScriptFailure: Bool { code == .script || code == .codeTooLong }

    /// The status of a node's answer.
    public var httpStatus: Int {
        switch code {
        case .script, .codeTooLong, .invalidCID: 400
        case .busy: 429
        case .codeUnavailable: 500
        case .timeout, .memory, .connection, .cancelled, .shutDown: 502
        }
    }

    /// The `errorCode` of a node's envelope, where there is one.
    public var nodeErrorCode: String? {
        switch code {
        case .script, .codeTooLong: "NodeJsExecutionError"
        case .timeout: "NodeJsTimeoutError"
        case .memory: "NodeJsMemoryLimitError"
        case .connection, .cancelled, .shutDown: "NodeJsConnectionError"
        case .invalidCID: "NodeInvalidIPFSID"
        case .busy: "NodeConcurrencyOverload"
        case .codeUnavailable: nil
        }
    }

    /// The `errorKind` of a node's envelope.
    public var nodeErrorKind: String {
        switch code {
        case .script, .codeTooLong, .invalidCID: "Validation"
        case .timeout: "Timeout"
        case .memory: "MemoryLimit"
        case .connection, .cancelled, .shutDown: "Connect"
        case .busy: "Unexpected"
        case .codeUnavailable: "IPFS"
        }
    }

    static func timeout(_ limits: ActionLimits) -> ActionFailure {
        ActionFailure(
            .timeout,
            "Your function exceeded the maximum runtime of \(limits.timeoutMs)ms and was terminated.")
    }

    static func memory(_ limits: ActionLimits) -> ActionFailure {
        ActionFailure(
            .memory,
            "Your function exceeded the maximum memory of \(limits.memoryLimitMb) MB and was terminated.")
    }
}
