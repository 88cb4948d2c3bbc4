internal import Crypto
internal import Foundation
internal import GRDB
internal import Logging
internal import Synchronization

/// The blocking side of a store; used by its thread only, but for ``lineage``.
final class StoreCore: Sendable {
    private struct State {
        var lineage: Lineage
        var tripleSealer: Sealer
        var heardInPassing: [PeerKey: StoreMark] = [:]
        var isClosed = false
    }

    let folder: StoreFolder
    let database: StoreDatabase
    let store: StoreID
    let shareSealer: Sealer
    let logger: Logger
    private let master: SymmetricKey
    private let generationSealer: Sealer
    private let identities: HostIdentities
    private let lock: StoreLock
    private let state: Mutex<State>

    init(
        folder: StoreFolder, database: StoreDatabase, store: StoreID, master: SymmetricKey,
        lineage: Lineage, identities: HostIdentities, lock: StoreLock, logger: Logger
    ) {
        self.folder = folder
        self.database = database
        self.store = store
        self.master = master
        self.identities = identities
        self.lock = lock
        self.logger = logger
        shareSealer = Sealer(master: master, store: store, purpose: .shares)
        generationSealer = Sealer(master: master, store: store, purpose: .generation)
        state = Mutex(
            State(lineage: lineage, tripleSealer: Self.tripleSealer(master, store, lineage)))
    }

    private static func tripleSealer(
        _ master: SymmetricKey, _ store: StoreID, _ lineage: Lineage
    ) -> Sealer {
        Sealer(master: master, store: store, purpose: .triples(incarnation: lineage.incarnation))
    }

    /// What the database is known to hold of the store's history.
    var lineage: Lineage { state.withLock { $0.lineage } }

    /// For the triples of the present incarnation.
    var tripleSealer: Sealer { state.withLock { $0.tripleSealer } }

    /// After a transaction that changed the history was committed.
    func follow(_ lineage: Lineage) {
        let sealer = Self.tripleSealer(master, store, lineage)
        state.withLock { state in
            state.lineage = lineage
            state.tripleSealer = sealer
        }
    }

    /// Marks of peers that are remembered with the next transaction.
    func hear(_ mark: StoreMark, from key: PeerKey) { state.withLock { $0.heardInPassing[key] = mark } }
    func heardInPassing(from key: PeerKey) -> StoreMark? { state.withLock { $0.heardInPassing[key] } }
    func takeHeardInPassing() -> [PeerKey: StoreMark] {
        state.withLock { state in
            defer { state.heardInPassing = [:] }
            return state.heardInPassing
        }
    }

    func requireOpen() throws(KeyStoreError) {
        guard !state.withLock({ $0.isClosed }) else {
            throw KeyStoreError(.closed, "The key store at \(folder.path) is closed.")
        }
    }

    func close() throws(KeyStoreError) {
        let isFirst = state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
        guard isFirst else { return }
        defer { lock.release() }
        let heard = takeHeardInPassing()
        if !heard.isEmpty {
            try database.transaction("Remembering peers") { db in try Self.remember(heard, db) }
        }
        try database.close()
    }

    /// What is beside the database, and which files they are.
    func evidence() throws(KeyStoreError) -> Continuity.Evidence {
        let found = try StoreFiles.read(
            folder.generation, limit: GenerationFile.sizeLimit, identities: identities)
        return Continuity.Evidence(
            store: store, lineage: lineage, hasFile: found != nil,
            file: found.flatMap { GenerationFile(encoded: $0.bytes, under: generationSealer) },
            itself: found?.identity ?? nil, database: identities.ofFile(at: folder.database),
            machine: identities.ofMachine())
    }

    /// Puts a new file beside the database that says where the store stands; when this returns, it is on the
    /// disk.
    func writeGenerationFile() throws(KeyStoreError) {
        guard let database = identities.ofFile(at: folder.database) else {
            throw KeyStoreError(
                .io, "The database at \(folder.database) is gone: another program removed it.")
        }
        let (store, mark, machine) = (store, lineage.mark, identities.ofMachine())
        try StoreFiles.replace(folder.generation, identities: identities) { itself in
            GenerationFile(store: store, mark: mark, itself: itself, database: database, machine: machine)
                .encoded(under: generationSealer)
        }
    }
}
