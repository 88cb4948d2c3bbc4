public import Primitives

/// What is hashed to name a block, in the form of Cancun (Yellow Paper section 4.3; EIP-1559,
/// EIP-4399, EIP-4895, EIP-4844, EIP-4788).
public struct BlockHeader: Hashable, Sendable {
    /// The hash of the block before.
    public var parentHash: Bytes32
    /// Of the list of ommers: ``emptyOmmersHash`` since EIP-3675.
    public var ommersHash: Bytes32
    /// The account that gets the priority fees: the coinbase.
    public var beneficiary: Address
    /// The root of the state after the block.
    public var stateRoot: Bytes32
    /// The root of the trie of its transactions.
    public var transactionsRoot: Bytes32
    /// The root of the trie of its receipts.
    public var receiptsRoot: Bytes32
    /// The union of the filters of its receipts.
    public var logsBloom: LogsBloom
    /// Zero since EIP-3675.
    public var difficulty: UInt256
    /// How many blocks lie before it.
    public var number: UInt64
    /// The most gas that its transactions may use together.
    public var gasLimit: UInt64
    /// The gas that they used.
    public var gasUsed: UInt64
    /// In seconds since 1970.
    public var timestamp: UInt64
    /// Whatever the producer writes, as it is; the rules of validity allow 32 bytes.
    public var extraData: [UInt8]
    /// The beacon chain's randomness (EIP-4399), where proof of work had its mix hash.
    public var prevRandao: Bytes32
    /// Eight bytes, most significant first; zero since EIP-3675.
    public var nonce: UInt64
    /// What is burnt of the price of a unit of gas, in wei (EIP-1559).
    public var baseFeePerGas: UInt256
    /// The root of the trie of its withdrawals (EIP-4895).
    public var withdrawalsRoot: Bytes32
    /// The blob gas that its transactions used (EIP-4844).
    public var blobGasUsed: UInt64
    /// The blob gas used beyond the target, summed up to the block before: what the blob base fee
    /// follows from (EIP-4844).
    public var excessBlobGas: UInt64
    /// The root of the beacon block before (EIP-4788).
    public var parentBeaconBlockRoot: Bytes32

    /// The hash of an empty list of ommers: Keccak-256 of `c0`.
    public static let emptyOmmersHash = Keccak256.hash(CollectionOfOne(0xc0))

    /// From its parts, by default those of a block without proof of work, ommers and blobs.
    public init(
        parentHash: Bytes32, ommersHash: Bytes32 = emptyOmmersHash, beneficiary: Address,
        stateRoot: Bytes32, transactionsRoot: Bytes32, receiptsRoot: Bytes32,
        logsBloom: LogsBloom = LogsBloom(), difficulty: UInt256 = .zero, number: UInt64, gasLimit: UInt64,
        gasUsed: UInt64, timestamp: UInt64, extraData: [UInt8] = [], prevRandao: Bytes32 = .zero,
        nonce: UInt64 = 0, baseFeePerGas: UInt256, withdrawalsRoot: Bytes32, blobGasUsed: UInt64 = 0,
        excessBlobGas: UInt64 = 0, parentBeaconBlockRoot: Bytes32 = .zero
    ) {
        self.parentHash = parentHash
        self.ommersHash = ommersHash
        self.beneficiary = beneficiary
        self.stateRoot = stateRoot
        self.transactionsRoot = transactionsRoot
        self.receiptsRoot = receiptsRoot
        self.logsBloom = logsBloom
        self.difficulty = difficulty
        self.number = number
        self.gasLimit = gasLimit
        self.gasUsed = gasUsed
        self.timestamp = timestamp
        self.extraData = extraData
        self.prevRandao = prevRandao
        self.nonce = nonce
        self.baseFeePerGas = baseFeePerGas
        self.withdrawalsRoot = withdrawalsRoot
        self.blobGasUsed = blobGasUsed
        self.excessBlobGas = excessBlobGas
        self.parentBeaconBlockRoot = parentBeaconBlockRoot
    }

    /// The block's hash: Keccak-256 of ``encoded``, computed on every call.
    public var hash: Bytes32 { Keccak256.hash(encoded) }
}
