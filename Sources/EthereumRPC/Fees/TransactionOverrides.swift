public import Ethereum
public import Primitives

/// What a transaction is to have instead of what would be filled in.
///
/// A gas price together with the fees of EIP-1559, or a priority fee above the maximum, is refused as a
/// contradiction before anything is asked or sent.
public struct TransactionOverrides: Hashable, Sendable {
    /// In wei per gas; makes the transaction one of before EIP-1559.
    public var gasPrice: UInt256?
    /// The most a unit of gas may cost, in wei (EIP-1559).
    public var maxFeePerGas: UInt256?
    /// The most of it that the block's producer may get, in wei (EIP-1559).
    public var maxPriorityFeePerGas: UInt256?
    /// The most gas; without it the node estimates, and a margin is added.
    public var gasLimit: UInt64?
    /// The account's nonce. A transaction with a given nonce is never signed again with another: if that nonce is
    /// used up, it fails.
    public var nonce: UInt64?
    /// In wei.
    public var value: UInt256?
    /// Storage that is paid for ahead (EIP-2930).
    public var accessList: Transaction.AccessList?

    /// What is given is overridden.
    public init(
        gasPrice: UInt256? = nil, maxFeePerGas: UInt256? = nil, maxPriorityFeePerGas: UInt256? = nil,
        gasLimit: UInt64? = nil, nonce: UInt64? = nil, value: UInt256? = nil,
        accessList: Transaction.AccessList? = nil
    ) {
        self.gasPrice = gasPrice
        self.maxFeePerGas = maxFeePerGas
        self.maxPriorityFeePerGas = maxPriorityFeePerGas
        self.gasLimit = gasLimit
        self.nonce = nonce
        self.value = value
        self.accessList = accessList
    }

    /// Ether that goes along, in wei.
    public static func value(_ wei: UInt256) -> TransactionOverrides { TransactionOverrides(value: wei) }

    func check() throws(EthereumRPCError) {
        if gasPrice != nil, maxFeePerGas != nil || maxPriorityFeePerGas != nil {
            throw EthereumRPCError(
                .contradiction, "a gas price is given together with fees of EIP-1559, which exclude it")
        }
        if let maxFeePerGas, let maxPriorityFeePerGas, maxPriorityFeePerGas > maxFeePerGas {
            throw EthereumRPCError(
                .contradiction,
                "the priority fee of \(maxPriorityFeePerGas) wei is above the maximum fee of \(maxFeePerGas)")
        }
        if let nonce, nonce == .max {
            throw EthereumRPCError(.contradiction, "the nonce 2^64 - 1 cannot be used (EIP-2681)")
        }
    }
}
