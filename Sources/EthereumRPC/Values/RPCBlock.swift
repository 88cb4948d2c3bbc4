public import Ethereum
public import Primitives

/// A block as a node describes it.
public struct RPCBlock: Hashable, Sendable {
    /// What a block has of its transactions.
    public enum Transactions: Hashable, Sendable {
        case hashes([Bytes32])
        case full([RPCTransaction])

        /// The hashes, in order.
        public var hashes: [Bytes32] {
            switch self {
            case .hashes(let hashes): hashes
            case .full(let transactions): transactions.map(\.hash)
            }
        }
    }

    /// Its height.
    public let number: UInt64
    /// Nil for the pending block, which has none yet.
    public let hash: Bytes32?
    /// The hash of the block before it.
    public let parentHash: Bytes32
    /// In seconds since 1970.
    public let timestamp: UInt64
    /// The most gas its transactions may use.
    public let gasLimit: UInt64
    /// The gas that they used.
    public let gasUsed: UInt64
    /// In wei per gas; nil before EIP-1559.
    public let baseFeePerGas: UInt256?
    /// Who is paid the tips; nil for the pending block.
    public let miner: Address?
    /// In order, by hash or in full, as was asked.
    public let transactions: Transactions
    /// The object as the node sent it.
    public let json: JSON

    init(_ value: RPCValue) throws(RPCFormatError) {
        let fields = try value.fields()
        number = try fields["number"].uint64()
        hash = try fields.optional("hash") { value throws(RPCFormatError) in try value.bytes32() }
        parentHash = try fields["parentHash"].bytes32()
        timestamp = try fields["timestamp"].uint64()
        gasLimit = try fields["gasLimit"].uint64()
        gasUsed = try fields["gasUsed"].uint64()
        baseFeePerGas = try fields.optional("baseFeePerGas") { value throws(RPCFormatError) in
            try value.uint256()
        }
        miner = try fields.optional("miner") { value throws(RPCFormatError) in try value.address() }
        let entries = try fields["transactions"]
        if entries.json.array?.first?.object != nil {
            transactions = .full(
                try entries.map { entry throws(RPCFormatError) in try RPCTransaction(entry) })
        } else {
            transactions = .hashes(
                try entries.map { entry throws(RPCFormatError) in try entry.bytes32() })
        }
        json = value.json
    }
}
