public import Primitives

/// The fees of some blocks in a row (eth_feeHistory).
public struct FeeHistory: Hashable, Sendable {
    /// The height of the first block.
    public let oldestBlock: UInt64
    /// In wei per gas, one for each block and one for the block after them; empty before EIP-1559.
    public let baseFeePerGas: [UInt256]
    /// The share of each block's gas limit that was used, 0 to 1.
    public let gasUsedRatio: [Double]
    /// For each block, the priority fees at the percentiles asked for, in wei; nil if none were.
    public let reward: [[UInt256]]?

    init(_ value: RPCValue) throws(RPCFormatError) {
        let fields = try value.fields()
        oldestBlock = try fields["oldestBlock"].uint64()
        baseFeePerGas =
            try fields.optional("baseFeePerGas") { value throws(RPCFormatError) in
                try value.map { fee throws(RPCFormatError) in try fee.uint256() }
            } ?? []
        gasUsedRatio =
            try fields.optional("gasUsedRatio") { value throws(RPCFormatError) in
                try value.map { ratio throws(RPCFormatError) in
                    guard let number = ratio.json.number?.double else { throw ratio.failure("not a number") }
                    return number
                }
            } ?? []
        reward = try fields.optional("reward") { value throws(RPCFormatError) in
            try value.map { row throws(RPCFormatError) in
                try row.map { fee throws(RPCFormatError) in try fee.uint256() }
            }
        }
    }
}
