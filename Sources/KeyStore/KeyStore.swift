public import Logging
internal import Synchronization
internal import Threshold

/// A node's sealed key shares and triples, in a folder of their own.
///
/// A triple leaves the store once. Before any of it is handed out, it has been marked used and its sealed bytes
/// have been deleted in a transaction that is on the disk; a few are prepared so ahead of need and wait in
/// memory, so that a request does not wait for the disk. What is in memory at a crash is lost. A store that
/// cannot be told from a copy or an older state of itself destroys its triples before anything else: the
/// article Generations says what that rests on.
///
/// Everything that waits for the disk is done by one thread of the store's own.
public final class KeyStore: Sendable {
    /// Where a store lies, what unseals it, and how much it prepares.
    public struct Configuration: Sendable {
        /// The folder, which is made for its owner only unless it is there.
        public var folder: String
        /// What everything is sealed under.
        public var key: SealingKey
        /// How many pairs of each admitted signer set wait in memory.
        public var readyCount = 64
        /// They are filled up again as soon as there are fewer than this.
        public var refillBelow = 32
        /// Hears of broken continuity and damaged rows; never of a secret.
        public var logger: Logger
        var schema: StoreSchema
        var identities: HostIdentities

        /// A store in a folder, with what is usual for everything else.
        public init(folder: String, key: SealingKey, logger: Logger = Logger(label: "keystore")) {
            self.init(
                folder: folder, key: key, logger: logger, schema: .current, identities: .system)
        }

        package init(
            folder: String, key: SealingKey, logger: Logger = Logger(label: "keystore"),
            schema: StoreSchema = .current, identities: HostIdentities = .system
        ) {
            self.folder = folder
            self.key = key
            self.logger = logger
            self.schema = schema
            self.identities = identities
        }
    }

    /// What was found when the store was opened.
    public struct Opening: Hashable, Sendable {
        /// The mark of this opening, before anything was taken.
        public let mark: StoreMark
        /// Whether the store is the one that was open last.
        public let continuity: Continuity
        /// How many pairs were destroyed because it is not.
        public let destroyedPairs: Int
    }

    /// What was found when the store was opened.
    public let opening: Opening

    let pools: TriplePools
    private let core: StoreCore
    private let worker: StoreWorker

    private init(core: StoreCore, opening: Opening, worker: StoreWorker, pools: TriplePools) {
        self.core = core
        self.opening = opening
        self.worker = worker
        self.pools = pools
    }

    /// Opens the store in a folder, or makes a new one.
    ///
    /// - Throws: ``KeyStoreError`` with `locked`, `exposed`, `wrongKey`, `damaged`, `newerFormat`,
    ///   `notAStore` or `io`.
    public static func open(_ configuration: Configuration) async throws(KeyStoreError) -> KeyStore {
        try await open(configuration, restoring: nil)
    }

    static func open(
        _ configuration: Configuration, restoring backup: ShareBackup?
    ) async throws(KeyStoreError) -> KeyStore {
        let worker = StoreWorker()
        let (core, opening) = try await worker.run { () throws(KeyStoreError) in
            try StoreCore.open(configuration, restoring: backup)
        }
        let pools = TriplePools(
            readyCount: max(1, configuration.readyCount), refillBelow: configuration.refillBelow)
        return KeyStore(core: core, opening: opening, worker: worker, pools: pools)
    }

    /// Where the store stands: to be told to peers at every opening, and with every proposal of a pair.
    public var mark: StoreMark { core.lineage.mark }

    /// Ends everything: what waits in memory is lost, and the folder is free for the next opening.
    ///
    /// - Throws: ``KeyStoreError`` with `io`; the store is closed all the same.
    public func close() async throws(KeyStoreError) {
        let (core, pools) = (core, pools)
        pools.close()
        try await worker.run { () throws(KeyStoreError) in try core.close() }
    }

    /// Does the work on the store's own thread, after everything that came before.
    func work<Value: Sendable>(
        _ body: @escaping @Sendable (StoreCore) throws(KeyStoreError) -> Value
    ) async throws(KeyStoreError) -> Value {
        let core = core
        return try await worker.run { () throws(KeyStoreError) in
            try core.requireOpen()
            return try body(core)
        }
    }

    /// The same without waiting; what fails is logged.
    func workLater(_ what: String, _ body: @escaping @Sendable (StoreCore) throws(KeyStoreError) -> Void) {
        let core = core
        worker.enqueue {
            do throws(KeyStoreError) {
                try core.requireOpen()
                try body(core)
            } catch {
                if error.code != .closed {
                    core.logger.error("\(what) failed", metadata: ["cause": "\(error)"])
                }
            }
        }
    }
}
