import EVM
import Ethereum
import Primitives

/// Where a chain goes on from: what its store has, or a new genesis, which is written at once.
struct ChainOrigin {
    let genesis: SealedBlock
    let tip: ChainTip
    let settings: ChainSettings
    let pool: [ChainTransaction]
    let stored: StoredChain

    init(_ configuration: ChainConfiguration, store: any ChainStore, now: UInt64) throws {
        guard configuration.chainID > 0, configuration.chainID <= Transaction.maxChainID else {
            throw ChainError(.invalidSetting, "the chain id must be from 1 to \(Transaction.maxChainID)")
        }
        if let stored = try store.load() {
            self = try Self.reopened(configuration, store: store, stored)
            return
        }
        self = try Self.begun(configuration, store: store, now: now)
    }

    private init(
        genesis: SealedBlock, tip: ChainTip, settings: ChainSettings, pool: [ChainTransaction],
        stored: StoredChain
    ) {
        self.genesis = genesis
        self.tip = tip
        self.settings = settings
        self.pool = pool
        self.stored = stored
    }

    private static func begun(
        _ configuration: ChainConfiguration, store: any ChainStore, now: UInt64
    ) throws -> ChainOrigin {
        let head = try configuration.resolvedGenesis(now: now).head()
        let tip = ChainTip(block: head.block, sealed: head.state)
        let settings = ChainSettings(configuration, genesis: head.block.header)
        let stored = StoredChain(
            chainID: configuration.chainID, genesisHash: head.block.hash, headNumber: 0,
            stateRoot: head.state.root, settings: SettingsRecord(settings, tip: tip).encoded)
        try store.write(
            StoreBatch(chain: stored, blocks: [head.block], difference: try head.state.difference()))
        return ChainOrigin(genesis: head.block, tip: tip, settings: settings, pool: [], stored: stored)
    }

    private static func reopened(
        _ configuration: ChainConfiguration, store: any ChainStore, _ stored: StoredChain
    ) throws -> ChainOrigin {
        guard stored.chainID == configuration.chainID else {
            throw ChainError(
                .wrongChain, "the store has a chain of id \(stored.chainID), not \(configuration.chainID)")
        }
        guard let genesis = try store.block(number: 0), genesis.hash == stored.genesisHash else {
            throw StoreError(.corrupt, "the store's block 0 is not \(stored.genesisHash)")
        }
        if let own = configuration.genesis, try own.head().block.hash != genesis.hash {
            throw ChainError(.wrongChain, "the store has a chain of another genesis: \(genesis.hash)")
        }
        guard let block = try store.block(number: stored.headNumber) else {
            throw StoreError(.corrupt, "the store's head, block \(stored.headNumber), is missing")
        }
        let record = try SettingsRecord(
            decoding: stored.settings, configured: ChainSettings(configuration, genesis: genesis.header))
        let state = try WorldState(root: stored.stateRoot, source: store)
        var tip = ChainTip(block: block, sealed: state)
        if let undo = record.undo {
            tip = ChainTip(
                block: block, sealed: try state.applying(undo), state: state,
                overrides: try undo.undo(on: state))
        }
        return ChainOrigin(
            genesis: genesis, tip: tip, settings: record.settings, pool: record.pool, stored: stored)
    }
}
