import EVM

/// The end of the chain on which the next block is built.
struct ChainTip: Sendable {
    /// The newest block.
    let block: SealedBlock
    /// After the block, exactly: what its header commits to.
    let sealed: WorldState
    /// With what was set since.
    private(set) var state: WorldState
    /// From `sealed` to `state`.
    private(set) var overrides: StateChanges

    init(
        block: SealedBlock, sealed: WorldState, state: WorldState? = nil,
        overrides: StateChanges = StateChanges()
    ) {
        self.block = block
        self.sealed = sealed
        self.state = state ?? sealed
        self.overrides = overrides
    }

    /// Changes the state without a block.
    mutating func override(_ changes: StateChanges) throws(StateError) {
        state = try state.applying(changes)
        overrides.merge(changes)
    }

    /// What gives ``sealed`` back from the state after a block with these changes.
    func undo(_ changes: StateChanges) throws(StateError) -> StateChanges {
        guard !overrides.accounts.isEmpty else { return try changes.undo(on: sealed) }
        var all = overrides
        all.merge(changes)
        return try all.undo(on: sealed)
    }
}
