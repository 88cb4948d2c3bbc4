/// A run that the host asks for; the script itself goes in the message's bytes.
public struct RunRequest: Hashable, Sendable {
    /// The parameters, the text of a JSON value: each member of the object becomes a global.
    public var parameters: String
    /// Whether a parameter may take the name of a built-in global.
    public var parametersMayShadow: Bool
    /// What the script sees as `Lit.Auth`, the text of a JSON object.
    public var authentication: String
    /// What the script sees as `Lit.Headers`: names and values.
    public var headers: [String: String]
    /// How many milliseconds the run may take.
    public var timeLimit: Int
    /// How many bytes the run may take beyond what the engine has at its start.
    public var memoryLimit: Int
    /// How many bytes of log text are worth sending; the host cuts there.
    public var logLimit: Int
    /// Modules of the worker's own whose `install` is called before the script runs, such as `testing/harness`.
    public var modules: [String]

    public init(
        parameters: String = "{}",
        parametersMayShadow: Bool = false,
        authentication: String = "{}",
        headers: [String: String] = [:],
        timeLimit: Int,
        memoryLimit: Int,
        logLimit: Int,
        modules: [String] = []
    ) {
        self.parameters = parameters
        self.parametersMayShadow = parametersMayShadow
        self.authentication = authentication
        self.headers = headers
        self.timeLimit = timeLimit
        self.memoryLimit = memoryLimit
        self.logLimit = logLimit
        self.modules = modules
    }
}

/// How a run ended.
public struct RunOutcome: Hashable, Sendable {
    /// What stopped it, as the caller is to read it: `Uncaught ReferenceError: x is not defined\n    at …`; nil when
    /// nothing did.
    public var error: String?
    /// Whether it was the limit of memory that ended it.
    public var memoryExhausted: Bool
    /// Whether it was the limit of time that ended it; the host's own clock may well be first.
    public var timedOut: Bool
    /// What `main` returned, for the newer style of actions: text as it is, anything else as JSON; nil where there is
    /// no `main`, or it returned undefined.
    public var value: String?

    public init(
        error: String? = nil,
        memoryExhausted: Bool = false,
        timedOut: Bool = false,
        value: String? = nil
    ) {
        self.error = error
        self.memoryExhausted = memoryExhausted
        self.timedOut = timedOut
        self.value = value
    }
}

/// Why an operation failed, as the script may catch it.
public struct OperationFailure: Hashable, Sendable, Error {
    /// The name of the error's class in JavaScript: `Error`, `TypeError`, `RangeError`, ….
    public var name: String
    public var message: String

    public init(name: String = "Error", message: String) {
        self.name = name
        self.message = message
    }
}
