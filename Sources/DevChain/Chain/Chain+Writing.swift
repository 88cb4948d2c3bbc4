public import Ethereum
public import Primitives

extension Chain {
    /// Takes a transaction; with automatic mining, one that can be executed is in a block when this returns.
    ///
    /// - Throws: ``ChainError`` with the text by which clients know the refusal.
    @discardableResult
    public func submit(_ transaction: ChainTransaction) async throws(ChainError) -> Bytes32 {
        let ticket = try await engine.submit(transaction)
        try await publisher.wait(for: ticket)
        return transaction.hash
    }

    /// Makes blocks, the first at its usual time or at `timestamp`, each other `interval` seconds later.
    ///
    /// - Returns: The newest block.
    @discardableResult
    public func mine(
        blocks: Int = 1, interval: UInt64 = 1, timestamp: UInt64? = nil
    ) async throws(ChainError) -> SealedBlock {
        var left = blocks
        var timestamp = timestamp
        var newest = head.block
        var previous: UInt64?
        // In portions, so that others get their turn and what is not written yet stays bounded.
        while left > 0 {
            if Task.isCancelled { throw .cancelled }
            let portion = min(left, 128)
            let (block, ticket) = try await engine.mine(
                blocks: portion, interval: interval, timestamp: timestamp, following: left < blocks)
            if let previous { try await publisher.wait(for: previous) }
            (newest, previous, timestamp) = (block, ticket, nil)
            left -= portion
        }
        if let previous { try await publisher.wait(for: previous) }
        return newest
    }

    /// Checks a block made elsewhere, and makes it the head.
    ///
    /// - Throws: ``ChainError`` if it does not follow the head or breaks a rule.
    public func importBlock(_ block: Block) async throws(ChainError) {
        try await publisher.wait(for: try await engine.importBlock(block))
    }

    /// Remembers state, head, pool and times; answers the number to return to them by.
    public func snapshot() async throws(ChainError) -> UInt64 { try await engine.snapshot() }

    /// Returns to a snapshot; it and all later ones are gone. False if there is none of this number.
    public func revert(to snapshot: UInt64) async throws(ChainError) -> Bool {
        guard let ticket = try await engine.revert(to: snapshot) else { return false }
        try await publisher.wait(for: ticket)
        return true
    }

    /// Changes a setting.
    @discardableResult
    public func update(_ setting: ChainSetting) async throws(ChainError) -> SettingAnswer {
        let (answer, ticket, mode) = try await engine.change(setting)
        if let mode { modes.set(mode) }
        try await publisher.wait(for: ticket)
        return answer
    }

    /// Back to block 0, with an empty pool and the configured settings; snapshots are gone.
    public func reset() async throws(ChainError) {
        let ticket = try await engine.reset()
        modes.set(configuration.mining)
        try await publisher.wait(for: ticket)
    }
}
