public import Ethereum
public import Primitives

/// What became of a transaction that is in a block.
public struct TransactionReceipt: Hashable, Sendable {
    /// The transaction's hash.
    public let transactionHash: Bytes32
    /// Its place in the block.
    public let transactionIndex: UInt64
    /// The block's hash, by which a reorganisation is noticed.
    public let blockHash: Bytes32
    /// The block's height.
    public let blockNumber: UInt64
    /// Who sent it.
    public let from: Address
    /// What it called; nil if it created a contract.
    public let to: Address?
    /// The contract that it created, if it did.
    public let contractAddress: Address?
    /// Whether it did what it asked for. Chains before Byzantium say nothing, which counts as success.
    public let succeeded: Bool
    /// The gas that it took.
    public let gasUsed: UInt64
    /// The gas of it and all before it in the block.
    public let cumulativeGasUsed: UInt64
    /// What a unit of gas cost, in wei; nil where the node does not say.
    public let effectiveGasPrice: UInt256?
    /// The type byte of EIP-2718; 0 where the node does not say.
    public let type: UInt64
    /// What contracts logged, in order; nothing if it failed.
    public let logs: [RPCLog]
    /// The object as the node sent it.
    public let json: JSON

    init(_ value: RPCValue) throws(RPCFormatError) {
        let fields = try value.fields()
        transactionHash = try fields["transactionHash"].bytes32()
        transactionIndex = try fields["transactionIndex"].uint64()
        blockHash = try fields["blockHash"].bytes32()
        blockNumber = try fields["blockNumber"].uint64()
        from = try fields["from"].address()
        to = try fields.optional("to") { value throws(RPCFormatError) in try value.address() }
        contractAddress = try fields.optional("contractAddress") { value throws(RPCFormatError) in
            try value.address()
        }
        let status = try fields.optional("status") { value throws(RPCFormatError) in try value.uint64() } ?? 1
        guard status < 2 else { throw RPCFormatError(path: "\(value.path).status", reason: "is \(status)") }
        succeeded = status == 1
        gasUsed = try fields["gasUsed"].uint64()
        cumulativeGasUsed = try fields["cumulativeGasUsed"].uint64()
        effectiveGasPrice = try fields.optional("effectiveGasPrice") { value throws(RPCFormatError) in
            try value.uint256()
        }
        type = try fields.optional("type") { value throws(RPCFormatError) in try value.uint64() } ?? 0
        logs = try fields["logs"].map { log throws(RPCFormatError) in try RPCLog(log) }
        json = value.json
    }

    /// What was paid for gas, in wei; nil where the node does not say the price.
    public var fee: UInt256? { effectiveGasPrice.map { $0 &* UInt256(gasUsed) } }
}
