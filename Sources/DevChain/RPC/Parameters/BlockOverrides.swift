import EVM
import Ethereum
import Primitives

/// What a simulated call finds different in its block.
struct BlockOverrides: Sendable {
    var number: UInt64?
    var timestamp: UInt64?
    var gasLimit: UInt64?
    var coinbase: Address?
    var prevRandao: Bytes32?
    var baseFee: UInt256?
    var blobBaseFee: UInt256?

    /// Nothing is different.
    static let none = BlockOverrides()
}

extension BlockOverrides {
    /// Members go by the names of go-ethereum and by those of execution-apis.
    init(_ argument: Argument) throws(RPCError) {
        _ = try argument.object()
        func field(_ names: String...) -> Argument? {
            names.lazy.compactMap { argument.member($0).present }.first
        }
        number = try field("number").read { value throws(RPCError) in try value.uint64() }
        timestamp = try field("time", "timestamp").read { value throws(RPCError) in try value.uint64() }
        gasLimit = try field("gasLimit").read { value throws(RPCError) in try value.uint64() }
        coinbase = try field("feeRecipient", "coinbase").read { value throws(RPCError) in
            try value.address()
        }
        prevRandao = try field("prevRandao", "random").read { value throws(RPCError) in try value.hash() }
        baseFee = try field("baseFeePerGas", "baseFee").read { value throws(RPCError) in
            try value.quantity()
        }
        blobBaseFee = try field("blobBaseFee").read { value throws(RPCError) in try value.quantity() }
    }

    /// `environment` with what is overridden.
    func applied(to environment: BlockEnvironment) -> BlockEnvironment {
        var environment = environment
        if let number { environment.number = number }
        if let timestamp { environment.timestamp = timestamp }
        if let gasLimit { environment.gasLimit = gasLimit }
        if let coinbase { environment.coinbase = coinbase }
        if let prevRandao { environment.prevRandao = prevRandao }
        if let baseFee { environment.baseFee = baseFee }
        if let blobBaseFee { environment.blobBaseFee = blobBaseFee }
        return environment
    }
}
