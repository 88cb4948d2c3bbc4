public import Ethereum
public import Primitives

/// A transaction as a node describes it, mined or waiting.
public struct RPCTransaction: Hashable, Sendable {
    /// By which the chain knows it.
    public let hash: Bytes32
    /// Who sent it.
    public let from: Address
    /// What it calls; nil if it creates a contract.
    public let to: Address?
    /// The sender's count of transactions before it.
    public let nonce: UInt64
    /// The most gas it may use.
    public let gasLimit: UInt64
    /// In wei.
    public let value: UInt256
    /// The input of the call, or the creation code.
    public let data: [UInt8]
    /// The type byte of EIP-2718, which other chains may have added to.
    public let type: UInt64
    /// The price in wei per gas: the effective one of a mined transaction.
    public let gasPrice: UInt256?
    /// The most a unit of gas may cost, if it has such a limit (EIP-1559).
    public let maxFeePerGas: UInt256?
    /// The most of it that the block's producer may get (EIP-1559).
    public let maxPriorityFeePerGas: UInt256?
    /// The chain that it is for, if it says so.
    public let chainID: UInt64?
    /// Nil while it waits.
    public let blockNumber: UInt64?
    /// Nil while it waits.
    public let blockHash: Bytes32?
    /// Nil while it waits.
    public let transactionIndex: UInt64?
    /// The object as the node sent it.
    public let json: JSON

    init(_ value: RPCValue) throws(RPCFormatError) {
        let fields = try value.fields()
        hash = try fields["hash"].bytes32()
        from = try fields["from"].address()
        to = try fields.optional("to") { value throws(RPCFormatError) in try value.address() }
        nonce = try fields["nonce"].uint64()
        gasLimit = try fields["gas"].uint64()
        self.value = try fields["value"].uint256()
        data = try fields["input"].bytes()
        type = try fields.optional("type") { value throws(RPCFormatError) in try value.uint64() } ?? 0
        gasPrice = try fields.optional("gasPrice") { value throws(RPCFormatError) in try value.uint256() }
        maxFeePerGas = try fields.optional("maxFeePerGas") { value throws(RPCFormatError) in
            try value.uint256()
        }
        maxPriorityFeePerGas = try fields.optional("maxPriorityFeePerGas") { value throws(RPCFormatError) in
            try value.uint256()
        }
        chainID = try fields.optional("chainId") { value throws(RPCFormatError) in try value.uint64() }
        blockNumber = try fields.optional("blockNumber") { value throws(RPCFormatError) in try value.uint64()
        }
        blockHash = try fields.optional("blockHash") { value throws(RPCFormatError) in try value.bytes32() }
        transactionIndex = try fields.optional("transactionIndex") { value throws(RPCFormatError) in
            try value.uint64()
        }
        json = value.json
    }
}
