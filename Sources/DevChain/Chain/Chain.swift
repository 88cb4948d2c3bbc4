import EVM
import Ethereum
public import Logging
import Primitives

/// A development chain: blocks, states, a pool of transactions, and a developer's settings.
///
/// ```swift
/// let chain = try await Chain.open(configuration, store: store, logger: logger)
/// let hash = try await chain.submit(ChainTransaction(signed))
/// let balance = try chain.head.state.account(address)?.balance
/// await chain.close()
/// ```
/// Readers see what has been written to the store, and never wait for mining or for each other. Writers
/// return when what they asked for is written.
public final class Chain: Sendable {
    /// What it was opened with.
    public let configuration: ChainConfiguration
    /// Block 0.
    public let genesis: SealedBlock
    let store: any ChainStore
    let clock: any ChainClock
    let logger: Logger
    let engine: ChainEngine
    let publisher: Publisher
    let hub: EventHub
    let history = StateHistory()
    let modes: MiningModes

    /// Opens the chain that `store` has, or begins a new one there.
    ///
    /// - Throws: ``ChainError`` if the store cannot be read or written, or has another chain.
    public static func open(
        _ configuration: ChainConfiguration, store: any ChainStore, clock: any ChainClock = SystemClock(),
        logger: Logger
    ) async throws(ChainError) -> Chain {
        let origin: ChainOrigin
        do {
            origin = try ChainOrigin(configuration, store: store, now: clock.now())
        } catch let error as ChainError {
            throw error
        } catch let error as StoreError {
            throw ChainError(error)
        } catch let error as StateError {
            throw ChainError(error)
        } catch {
            throw ChainError(StateError("\(error)"))
        }
        let chain = Chain(configuration, origin, store: store, clock: clock, logger: logger)
        try await chain.engine.restorePool(origin.pool)
        return chain
    }

    private init(
        _ configuration: ChainConfiguration, _ origin: ChainOrigin, store: any ChainStore,
        clock: any ChainClock, logger: Logger
    ) {
        self.configuration = configuration
        self.store = store
        self.clock = clock
        self.logger = logger
        genesis = origin.genesis
        let tip = origin.tip
        hub = EventHub(limit: configuration.eventLimit)
        let view = PublishedView(
            head: ChainHead(block: tip.block, state: tip.state),
            recent: RecentBlocks(limit: configuration.historyLimit, tip.block, tip.sealed),
            settings: origin.settings)
        let publisher = Publisher(
            store: store, pruneHistory: configuration.pruneHistory, view: view, hub: hub,
            chain: origin.stored,
            state: tip.state)
        self.publisher = publisher
        let hashes = BlockHashes { number in
            Self.hash(number, publisher: publisher, store: store)
        }
        engine = ChainEngine(
            configuration, clock: clock, publisher: publisher, hashes: hashes, genesis: origin.genesis,
            state: ChainEngine.State(
                tip: tip, pool: TransactionPool(limits: configuration.poolLimits), settings: origin.settings))
        modes = MiningModes(origin.settings.mining)
    }

    static func hash(_ number: UInt64, publisher: Publisher, store: any ChainStore) -> Bytes32? {
        if let block = publisher.read({ $0.recent[number]?.block }) { return block.hash }
        return (try? store.block(number: number))?.hash
    }

    /// Mines by interval where that is the mode, until the task is cancelled or the chain is closed.
    ///
    /// Called again, the new call takes over and the one before returns.
    public func run() async throws {
        var ticker: Task<Void, Never>?
        for await mode in modes.follow() {
            ticker?.cancel()
            await ticker?.value
            ticker = nil
            guard case .interval(let seconds) = mode else { continue }
            ticker = Task { await tick(every: seconds) }
        }
        ticker?.cancel()
        await ticker?.value
    }

    private func tick(every seconds: UInt64) async {
        while true {
            do { try await clock.sleep(seconds: seconds) } catch { return }
            do throws(ChainError) {
                guard let (block, ticket) = try await engine.mineByInterval(seconds) else { return }
                try await publisher.wait(for: ticket)
                logger.debug("mined by interval", metadata: ["block": "\(block.number)"])
            } catch {
                if case .closed = error.code { return }
                if case .cancelled = error.code { return }
                logger.error("mining by interval failed", metadata: ["error": "\(error)"])
            }
        }
    }

    /// Writes what is left, closes the store, and ends all event streams; nothing can be changed afterwards.
    public func close() async {
        modes.close()
        if let ticket = await engine.close() {
            do {
                try await publisher.waitUncancelled(for: ticket)
            } catch {
                logger.error("the chain's last changes were not written", metadata: ["error": "\(error)"])
            }
            store.close()
        }
        hub.close()
    }
}
