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

    public init(
        confinement: Confinement = .required, messageLimit: Int = 64 << 20, preludeName: String? = nil
    ) {
        self.confinement = confinement
        self.messageLimit = messageLimit
        self.preludeName = preludeName
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

    public init(engine: String, confinement: [String], missing: [String]) {
        self.engine = engine
        self.confinement = confinement
        self.missing = missing
    }
}
