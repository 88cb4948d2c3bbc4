public import EVM

/// A block with the state after it.
public struct ChainHead: Sendable {
    /// The newest block.
    public let block: SealedBlock
    /// After the block, and after whatever was set since without a block.
    public let state: WorldState

    /// From its parts.
    public init(block: SealedBlock, state: WorldState) {
        self.block = block
        self.state = state
    }
}

/// A transaction and where it stands.
public struct LocatedTransaction: Sendable {
    /// The transaction.
    public let transaction: ChainTransaction
    /// Nil while it is in the pool.
    public let block: SealedBlock?
    /// Its place in the block; nil while it is in the pool.
    public let index: Int?

    /// From its parts.
    public init(transaction: ChainTransaction, block: SealedBlock?, index: Int?) {
        self.transaction = transaction
        self.block = block
        self.index = index
    }
}

/// What listeners are told.
public enum ChainEvent: Sendable {
    /// The head is this block.
    case block(SealedBlock)
    /// The pool has a new transaction.
    case pending(ChainTransaction)
    /// Blocks above this one are gone: it is the head.
    case rewound(to: SealedBlock)
    /// So many events were not delivered, because the listener was too slow.
    case missed(Int)
}
