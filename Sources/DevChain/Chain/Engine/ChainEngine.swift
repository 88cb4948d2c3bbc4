import EVM
import Ethereum
import Primitives

/// The one who changes the chain: every method runs from its beginning to its end before the next, on a
/// thread of its own, and leaves nothing changed if it throws.
///
/// What it changed is handed to the publisher; who asked waits for the ticket.
actor ChainEngine {
    /// What a snapshot brings back.
    struct State: Sendable {
        var tip: ChainTip
        var pool: TransactionPool
        var settings: ChainSettings
    }

    nonisolated let configuration: ChainConfiguration
    nonisolated let clock: any ChainClock
    nonisolated let publisher: Publisher
    nonisolated let hashes: BlockHashes
    nonisolated let genesis: SealedBlock
    private nonisolated let executor = EngineExecutor(label: "chain.engine")

    var state: State
    var snapshots = SnapshotList()
    var publication: Publication
    private var recorded: (settings: ChainSettings, hasOverrides: Bool)
    private var lastTicket: UInt64 = 0
    private var pendingCache: (header: BlockHeader, tip: ChainHead, ticket: UInt64)?
    private var isClosed = false

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(
        _ configuration: ChainConfiguration, clock: any ChainClock, publisher: Publisher, hashes: BlockHashes,
        genesis: SealedBlock, state: State
    ) {
        self.configuration = configuration
        self.clock = clock
        self.publisher = publisher
        self.hashes = hashes
        self.genesis = genesis
        self.state = state
        recorded = (state.settings, !state.tip.overrides.accounts.isEmpty)
        publication = Publication(
            head: ChainHead(block: state.tip.block, state: state.tip.state), settings: state.settings)
        hashes.add(state.tip.block)
    }

    /// Before anything changes: not on a closed chain, and not while nothing can be written.
    func begin() throws(ChainError) {
        guard !isClosed else { throw .closed }
        try publisher.checkWritable()
    }

    /// Hands over what has changed since the last time; the ticket says when it is shown.
    func publish() -> UInt64 {
        publication.poolChanges = state.pool.takeChanges()
        publication.head = ChainHead(block: state.tip.block, state: state.tip.state)
        publication.settings = state.settings
        let hasOverrides = !state.tip.overrides.accounts.isEmpty
        if hasOverrides || recorded.hasOverrides || recorded.settings != state.settings {
            publication.record = SettingsRecord(state.settings, tip: state.tip).encoded
            recorded = (state.settings, hasOverrides)
        }
        lastTicket = publisher.publish(publication)
        publication = Publication(head: publication.head, settings: state.settings)
        pendingCache = nil
        return lastTicket
    }

    /// The nonce that the next transaction of an account needs, those in the pool counted.
    func nextNonce(of address: Address) throws(ChainError) -> UInt64 {
        do {
            let account = try state.tip.state.account(address)
            return state.pool.nextNonce(of: address, accountNonce: account?.nonce ?? 0)
        } catch {
            throw ChainError(error)
        }
    }

    /// What the pool holds.
    func poolContent() -> PoolContent { state.pool.content }

    /// The block that would be made now, with the ticket of the one below it.
    func pendingHead() throws(ChainError) -> (head: ChainHead, ticket: UInt64) {
        let header = try nextHeader()
        if let pendingCache, pendingCache.header == header {
            return (pendingCache.tip, pendingCache.ticket)
        }
        let built = try build(header)
        let head = ChainHead(block: built.block, state: built.state)
        pendingCache = (header, head, lastTicket)
        return (head, lastTicket)
    }

    func nextHeader() throws(ChainError) -> BlockHeader {
        try BlockTemplate.header(after: state.tip.block, settings: state.settings, now: clock.now())
    }

    func build(_ header: BlockHeader) throws(ChainError) -> BuiltBlock {
        try BlockBuilder.build(
            header, on: state.tip, from: state.pool, chainID: state.settings.chainID, hashes: hashes)
    }

    /// The last publication of all, with the pool in its record; nothing can be changed afterwards.
    func close() -> UInt64? {
        guard !isClosed else { return nil }
        isClosed = true
        publication.poolChanges = state.pool.takeChanges()
        publication.record =
            SettingsRecord(state.settings, tip: state.tip, pool: state.pool.inOrderOfArrival).encoded
        lastTicket = publisher.publish(publication)
        return lastTicket
    }
}
