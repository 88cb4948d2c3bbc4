public import ActionProtocol
internal import Crypto
internal import Primitives

extension ActionRuntime {
    /// How a runtime works.
    public struct Configuration: Sendable {
        /// The worker's program; nil for what `LIT_ACTION_WORKER` names, or else lies beside the running program.
        public var workerPath: String?
        /// A script of the operator's that is run ahead of every action.
        public var prelude: Prelude?
        /// Whether the engine may compile: a hundred times faster arithmetic for one page that is writable and
        /// executable.
        public var allowsJIT = true
        /// How far workers shut themselves in.
        public var confinement = WorkerConfiguration.Confinement.required
        /// How many workers there are.
        public var pool = PoolLimits()
        /// Where `fetch` may go, and how much it may bring.
        public var fetch = FetchPolicy()
        /// The longest message between host and worker, in bytes: code with its parameters, bytes to encrypt, ….
        public var messageLimit = 32 << 20
        /// Whether this process forbids its own memory to debuggers and core files.
        public var forbidsDumps = false

        /// Confined workers, a compiling engine, public addresses only.
        public init() {}
    }

    /// A script of the operator's that is run ahead of every action.
    public struct Prelude: Hashable, Sendable {
        /// How errors quote it.
        public var name: String
        /// The script.
        public var source: String

        /// From its parts.
        public init(name: String, source: String) {
            self.name = name
            self.source = source
        }

        /// SHA-256 of the script in hexadecimal digits, by which an operator tells which one it is.
        public var hash: String { Array(SHA256.hash(data: Array(source.utf8))).hex }
    }
}
