public import Ethereum
public import Primitives

/// A log, and where on the chain it is.
public struct RPCLog: Hashable, Sendable {
    /// The contract that wrote it, topics and data.
    public let log: Log
    /// Nil while the transaction waits.
    public let blockNumber: UInt64?
    /// Nil while the transaction waits.
    public let blockHash: Bytes32?
    /// The transaction that wrote it.
    public let transactionHash: Bytes32?
    /// That transaction's place in its block.
    public let transactionIndex: UInt64?
    /// Its place among all logs of the block.
    public let logIndex: UInt64?
    /// Whether the block is no longer on the canonical chain.
    public let removed: Bool
    /// The object as the node sent it.
    public let json: JSON

    init(_ value: RPCValue) throws(RPCFormatError) {
        let fields = try value.fields()
        let topics = try fields["topics"].map { topic throws(RPCFormatError) in try topic.bytes32() }
        guard topics.count <= 4 else {
            throw RPCFormatError(path: value.path, reason: "has \(topics.count) topics")
        }
        log = Log(address: try fields["address"].address(), topics: topics, data: try fields["data"].bytes())
        blockNumber = try fields.optional("blockNumber") { value throws(RPCFormatError) in try value.uint64()
        }
        blockHash = try fields.optional("blockHash") { value throws(RPCFormatError) in try value.bytes32() }
        transactionHash = try fields.optional("transactionHash") { value throws(RPCFormatError) in
            try value.bytes32()
        }
        transactionIndex = try fields.optional("transactionIndex") { value throws(RPCFormatError) in
            try value.uint64()
        }
        logIndex = try fields.optional("logIndex") { value throws(RPCFormatError) in try value.uint64() }
        removed = try fields.optional("removed") { value throws(RPCFormatError) in try value.bool() } ?? false
        json = value.json
    }

    /// The contract that wrote it.
    public var address: Address { log.address }
    /// Up to four words by which logs are searched.
    public var topics: [Bytes32] { log.topics }
    /// The rest, as the ABI encodes it.
    public var data: [UInt8] { log.data }
    /// The parts that an event fills.
    public var abiLog: ABILog { ABILog(topics: log.topics, data: log.data) }
}
