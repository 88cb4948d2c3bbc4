public import EVM
public import Primitives

/// Where a chain keeps its blocks and its newest state.
///
/// Blocks, receipts and undo records by number, block numbers and transaction places by hash, the
/// nodes and codes of the newest state, and a record of settings. Called from any thread, by several
/// at once; ``write(_:)`` only by one.
public protocol ChainStore: TrieNodeSource, Sendable {
    /// What the store has; nil if nothing was ever written.
    func load() throws(StoreError) -> StoredChain?

    /// Writes all of a batch or nothing; when it returns, a durable store has it on disk.
    func write(_ batch: StoreBatch) throws(StoreError)

    /// The block of this number; nil beyond the head, and where history was pruned.
    func block(number: UInt64) throws(StoreError) -> SealedBlock?

    /// The number of the block with this hash; nil if there is none on the chain.
    func blockNumber(hash: Bytes32) throws(StoreError) -> UInt64?

    /// Where the transaction with this hash stands; nil if no block has it.
    func transactionPlace(hash: Bytes32) throws(StoreError) -> TransactionPlace?

    /// Releases everything; what was written stays.
    func close()
}

/// What a store says of the chain that it has.
public struct StoredChain: Hashable, Sendable {
    /// The chain id with which it was begun.
    public var chainID: UInt64
    /// Of block 0.
    public var genesisHash: Bytes32
    /// Of the newest block.
    public var headNumber: UInt64
    /// Of the newest state, settings without a block included.
    public var stateRoot: Bytes32
    /// The engine's own record.
    public var settings: [UInt8]

    /// From its parts.
    public init(
        chainID: UInt64, genesisHash: Bytes32, headNumber: UInt64, stateRoot: Bytes32, settings: [UInt8]
    ) {
        self.chainID = chainID
        self.genesisHash = genesisHash
        self.headNumber = headNumber
        self.stateRoot = stateRoot
        self.settings = settings
    }
}

/// Where a transaction stands.
public struct TransactionPlace: Hashable, Sendable {
    /// The block's number.
    public var number: UInt64
    /// The place in the block.
    public var index: Int

    /// From its parts.
    public init(number: UInt64, index: Int) {
        self.number = number
        self.index = index
    }
}

/// What is written at once: first the removals, then everything else.
public struct StoreBatch: Sendable {
    /// What ``ChainStore/load()`` gives after the batch.
    public var chain: StoredChain
    /// Blocks above this number are removed, with all that is found by their hashes; nil for none.
    public var removedAbove: UInt64?
    /// New blocks, in the order of their numbers.
    public var blocks: [SealedBlock]
    /// From the state of the batch before to that of ``chain``.
    public var difference: StateDifference
    /// Blocks below this number, but for block 0, may be dropped with their undo records; nil keeps all.
    public var pruneBelow: UInt64?

    /// From its parts.
    public init(
        chain: StoredChain, removedAbove: UInt64? = nil, blocks: [SealedBlock] = [],
        difference: StateDifference = StateDifference(), pruneBelow: UInt64? = nil
    ) {
        self.chain = chain
        self.removedAbove = removedAbove
        self.blocks = blocks
        self.difference = difference
        self.pruneBelow = pruneBelow
    }
}
