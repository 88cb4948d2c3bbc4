public import EVM
import Ethereum
import Primitives
import Synchronization

/// States of blocks that are no longer in memory: rebuilt from a later one by undoing block after block,
/// and kept for a while.
final class StateHistory: Sendable {
    private struct Entry {
        let hash: Bytes32
        let number: UInt64
        let state: WorldState
    }

    private static let limit = 16
    private let entries = Mutex<[Entry]>([])

    /// The state after the block of this number and hash, going back from a later one.
    ///
    /// - Parameter block: Gives the block of a number, with its undo record.
    func state(
        after target: SealedBlock, from start: RecentBlocks.Entry,
        block: (UInt64) throws(ChainError) -> SealedBlock?
    ) throws(ChainError) -> WorldState {
        var (number, state) = (start.block.number, start.state)
        if let known = try nearest(above: target.number, below: number, block) {
            if known.hash == target.hash { return known.state }
            (number, state) = (known.number, known.state)
        }
        var undo = StateChanges()
        while number > target.number {
            if number % 256 == 0, Task.isCancelled { throw .cancelled }
            guard let undone = try block(number) else {
                throw ChainError(
                    .historyGone, "the state after block \(target.number) is gone: block \(number) was pruned"
                )
            }
            undo.merge(undone.undo)
            number -= 1
        }
        do {
            state = try state.applying(undo)
        } catch {
            throw ChainError(error)
        }
        guard state.root == target.header.stateRoot else {
            throw ChainError(
                .historyGone, "the state after block \(target.number) cannot be rebuilt: its root differs")
        }
        keep(Entry(hash: target.hash, number: target.number, state: state))
        return state
    }

    /// The kept state that has the fewest blocks above the target, of a block that is still on the chain.
    private func nearest(
        above target: UInt64, below start: UInt64, _ block: (UInt64) throws(ChainError) -> SealedBlock?
    ) throws(ChainError) -> Entry? {
        let candidates = entries.withLock { entries in
            entries.filter { $0.number >= target && $0.number < start }.sorted { $0.number < $1.number }
        }
        for entry in candidates where try block(entry.number)?.hash == entry.hash { return entry }
        return nil
    }

    private func keep(_ entry: Entry) {
        entries.withLock { entries in
            entries.removeAll { $0.hash == entry.hash }
            entries.append(entry)
            if entries.count > Self.limit { entries.removeFirst() }
        }
    }
}

extension Chain {
    /// The state after a block of the chain; after the head, with what was set since.
    ///
    /// Of an earlier block it is what its header's state root commits to: what was set without a block
    /// belongs to the block that followed.
    ///
    /// - Throws: ``ChainError`` if the block is not on the chain, or its state cannot be rebuilt.
    public func state(after block: SealedBlock) throws(ChainError) -> WorldState {
        let (head, recent, oldest) = publisher.read { view in
            (view.head, view.recent[block.hash], view.recent.first)
        }
        if head.block.hash == block.hash { return head.state }
        if let recent { return recent.state }
        let canonical = try self.block(number: block.number)
        guard let oldest, canonical?.hash == block.hash, block.number < oldest.block.number else {
            throw ChainError(.unknownBlock, "header not found: block \(block.hash) is not on the chain")
        }
        return try history.state(after: block, from: oldest) { number throws(ChainError) in
            try self.block(number: number)
        }
    }
}
