import EVM
import Ethereum
import Primitives

extension ChainEngine {
    /// Makes one block with what the pool has.
    func seal() throws(ChainError) -> BuiltBlock {
        let now = clock.now()
        let header = try BlockTemplate.header(after: state.tip.block, settings: state.settings, now: now)
        let built = try build(header)
        append(built, now: now)
        return built
    }

    /// A block is the tip now: the pool and the settings follow.
    func append(_ built: BuiltBlock, now: UInt64) {
        let block = built.block
        state.tip = ChainTip(block: block, sealed: built.state)
        hashes.add(block)
        dropRefused(built)
        if state.pool.count > 0 { updateNonces(built.changes) }
        state.settings.times.sealed(block.header.timestamp, now: now)
        state.settings.nextBaseFee = nil
        state.settings.nextPrevRandao = nil
        publication.blocks.append((block, built.state))
    }

    func dropRefused(_ built: BuiltBlock) {
        for (transaction, _) in built.refused { _ = state.pool.remove(transaction.hash) }
    }

    /// Brings the pool up to the accounts' nonces.
    func updateNonces(_ changes: StateChanges) {
        for (address, change) in changes.accounts {
            state.pool.setNonce(change.account?.nonce ?? 0, of: address)
        }
    }

    /// Blocks, the first at its usual time, each other `interval` seconds later.
    ///
    /// - Parameter previous: Whether the first is to stand `interval` seconds after the tip, too.
    func mine(
        blocks: Int, interval: UInt64, timestamp: UInt64?, following previous: Bool
    ) throws(ChainError) -> (block: SealedBlock, ticket: UInt64) {
        try begin()
        let (times, start) = (state.settings.times, state.tip.block.number)
        if let timestamp { try setNextTimestamp(timestamp) }
        do {
            for index in 0..<blocks {
                if index > 0 || previous { try step(by: interval) }
                _ = try seal()
            }
        } catch {
            // What was made before stays.
            if state.tip.block.number == start { state.settings.times = times }
            _ = publish()
            throw error
        }
        return (state.tip.block, publish())
    }

    /// The next block is to stand so many seconds after the tip.
    private func step(by interval: UInt64) throws(ChainError) {
        let (next, overflow) = state.tip.block.header.timestamp.addingReportingOverflow(max(1, interval))
        guard !overflow, next <= BlockTimes.latest else {
            throw ChainError(.invalidTimestamp, "the timestamp would be above \(BlockTimes.latest)")
        }
        state.settings.times.next = next
    }

    /// A block by interval mining, if the interval is still this one.
    func mineByInterval(_ seconds: UInt64) throws(ChainError) -> (block: SealedBlock, ticket: UInt64)? {
        guard state.settings.mining == .interval(seconds) else { return nil }
        return try mine(blocks: 1, interval: 1, timestamp: nil, following: false)
    }

    /// A block made elsewhere; one that is the tip already changes nothing.
    func importBlock(_ block: Block) throws(ChainError) -> UInt64 {
        try begin()
        if block.header == state.tip.block.header { return publish() }
        guard block.header.parentHash == state.tip.block.hash else {
            throw ChainError(
                .unknownBlock,
                "block \(block.header.number) does not follow the head, block \(state.tip.block.number)")
        }
        append(
            try BuiltBlock(importing: block, on: state.tip, chainID: state.settings.chainID, hashes: hashes),
            now: clock.now())
        return publish()
    }
}
