/// What a worker is told once, before any run.
public struct WorkerConfiguration: Hashable, Sendable {
    /// How far a worker shuts itself in.
    public enum Confinement: String, Hashable, Sendable {
        /// Everything must succeed, but what the kernel or the user's rights forbid to ask for at all.
        case required
        /// Nothing: for a debugger, and systems that have none of it.
        case none
    }

    /// How far the worker shuts itself in once the engine has run for the first time.
    public var confinement: Confinement
    /// The longest message the worker takes or sends, in bytes.
    public var messageLimit: Int
    /// The name under which errors quote the operator's prelude; nil where there is none.
    public var preludeName: String?
    /// Whether the process is to be a template from which workers are forked, if it can, rather than a worker.
    public var isTemplate: Bool

    public init(
        confinement: Confinement = .required, messageLimit: Int = 64 << 20, preludeName: String? = nil,
        isTemplate: Bool = false
    ) {
        self.confinement = confinement
        self.messageLimit = messageLimit
        self.preludeName = preludeName
        self.isTemplate = isTemplate
    }
}

/// What a worker says when it is ready.
public struct WorkerReport: Hashable, Sendable {
    /// The engine and its version.
    public var engine: String
    /// What confines the worker, by name: `seccomp`, `no-new-privileges`, `network-namespace`, `user`, ….
    public var confinement: [String]
    /// What could not be had, and why.
    public var missing: [String]
    /// Whether the process is a template from which workers are forked. If not, it is a worker, whatever it was asked to be.
    public var isTemplate: Bool

    public init(engine: String, confinement: [String], missing: [String], isTemplate: Bool = false) {
        self.engine = engine
        self.confinement = confinement
        self.missing = missing
        self.isTemplate = isTemplate
    }
}

/// How a worker that was forked from a template ended.
public struct WorkerEnd: Hashable, Sendable {
    /// The status as the system tells it (wait(2)).
    public var status: Int
    /// The most memory that it had at a time, in bytes; 0 where that was less than the template's, and so is not known.
    public var peakMemory: Int

    public init(status: Int, peakMemory: Int) {
        self.status = status
        self.peakMemory = peakMemory
    }
}
