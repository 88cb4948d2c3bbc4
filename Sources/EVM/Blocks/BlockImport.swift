public import Ethereum
public import Primitives

/// Checks a block made elsewhere, and gives the state that it leads to.
public enum BlockImport {
    /// What an imported block led to.
    public struct Outcome: Sendable {
        /// The state after it.
        public let state: WorldState
        /// One for each transaction.
        public let receipts: [Receipt]
        /// What it changed in its parent's state.
        public let changes: StateChanges
    }

    /// Executes `block` on the state of its parent, and compares all that its header says.
    ///
    /// `blockHash` gives the hashes of the 256 blocks before.
    public static func run(
        _ block: Block, after parent: BlockHeader, on state: WorldState, chainID: UInt64,
        blockHash: @escaping @Sendable (UInt64) -> Bytes32
    ) throws(BlockError) -> Outcome {
        let header = block.header
        try HeaderRules.check(header, after: parent)
        guard block.ommers.isEmpty else {
            throw BlockError(.ommers, in: header.number, "has ommers, which EIP-3675 forbids")
        }
        func require(_ holds: Bool, _ field: String) throws(BlockError) {
            guard !holds else { return }
            throw BlockError(
                .mismatch(field: field), in: header.number, "\(field) is not what the block's content gives")
        }
        try require(
            header.transactionsRoot == orderedTrieRoot(of: block.transactions.map(\.encoded)),
            "transactionsRoot")
        try require(
            header.withdrawalsRoot == orderedTrieRoot(of: block.withdrawals.map(\.encoded)),
            "withdrawalsRoot")

        let execution = BlockExecution(on: state, header: header, chainID: chainID, blockHash: blockHash)
        let changes: StateChanges
        let next: WorldState
        do {
            try execution.begin()
            for (index, transaction) in block.transactions.enumerated() {
                do {
                    _ = try execution.execute(transaction.transaction, from: transaction.sender)
                } catch {
                    throw BlockError(
                        .transaction(index: index, error), in: header.number, "transaction \(index): \(error)"
                    )
                }
            }
            try execution.end(withdrawals: block.withdrawals)
            changes = execution.changes()
            next = try state.applying(changes)
        } catch let error as BlockError {
            throw error
        } catch let error as StateError {
            throw BlockError(.state(error), in: header.number, error.description)
        } catch {
            throw BlockError(.state(StateError("\(error)")), in: header.number, "\(error)")
        }
        try require(header.gasUsed == execution.gasUsed, "gasUsed")
        try require(header.blobGasUsed == execution.blobGasUsed, "blobGasUsed")
        try require(header.logsBloom == execution.logsBloom, "logsBloom")
        try require(
            header.receiptsRoot == orderedTrieRoot(of: execution.receipts.map(\.encoded)), "receiptsRoot")
        try require(header.stateRoot == next.root, "stateRoot")
        return Outcome(state: next, receipts: execution.receipts, changes: changes)
    }
}
