import EVM
import Ethereum
import Primitives

extension ChainEngine {
    /// Remembers everything; nothing is copied.
    func snapshot() throws(ChainError) -> UInt64 {
        try begin()
        return snapshots.add(state, limit: configuration.snapshotLimit)
    }

    /// Returns to a snapshot; nil if there is none of this number.
    ///
    /// State, pool, times and what was set for the next block return; how the chain is run (mining,
    /// impersonation, limits) stays as it is.
    func revert(to id: UInt64) throws(ChainError) -> UInt64? {
        try begin()
        guard let old = snapshots[id] else { return nil }
        snapshots.remove(from: id)
        var settings = state.settings
        settings.times = old.settings.times
        settings.coinbase = old.settings.coinbase
        settings.nextBaseFee = old.settings.nextBaseFee
        settings.nextPrevRandao = old.settings.nextPrevRandao
        return try rewind(to: State(tip: old.tip, pool: old.pool, settings: settings))
    }

    /// Back to block 0, with an empty pool and the configured settings.
    func reset() throws(ChainError) -> UInt64 {
        try begin()
        let head: ChainHead
        do {
            head = try configuration.resolvedGenesis(now: genesis.header.timestamp).head()
        } catch {
            throw ChainError(error)
        }
        guard head.state.root == genesis.header.stateRoot else {
            throw ChainError(
                .wrongChain,
                "cannot go back to block 0: the configured accounts are not those it was made with")
        }
        snapshots.removeAll()
        return try rewind(
            to: State(
                tip: ChainTip(block: genesis, sealed: head.state),
                pool: TransactionPool(limits: configuration.poolLimits),
                settings: ChainSettings(configuration, genesis: genesis.header)))
    }

    private func rewind(to old: State) throws(ChainError) -> UInt64 {
        state = old
        _ = state.pool.takeChanges()
        hashes.rewind(to: state.tip.block.number)
        hashes.add(state.tip.block)
        publication.blocks = []
        publication.rewind = Publication.Rewind(
            block: state.tip.block, sealed: state.tip.sealed, pool: state.pool.transactions)
        return publish()
    }
}
