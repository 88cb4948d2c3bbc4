public import EVM
public import Ethereum
public import Primitives

/// A receipt with what clients ask for beside it.
public struct SealedReceipt: Hashable, Sendable {
    /// What the block commits to.
    public let receipt: Receipt
    /// By this transaction alone.
    public let gasUsed: UInt64
    /// In wei for each unit of gas.
    public let effectiveGasPrice: UInt256
    /// Of a transaction that creates a contract, whether it succeeded or not.
    public let contractAddress: Address?
    /// The place of its first log among all logs of the block.
    public let firstLogIndex: Int
    /// By its blobs (EIP-4844).
    public let blobGasUsed: UInt64

    /// From its parts.
    public init(
        receipt: Receipt, gasUsed: UInt64, effectiveGasPrice: UInt256, contractAddress: Address?,
        firstLogIndex: Int, blobGasUsed: UInt64
    ) {
        self.receipt = receipt
        self.gasUsed = gasUsed
        self.effectiveGasPrice = effectiveGasPrice
        self.contractAddress = contractAddress
        self.firstLogIndex = firstLogIndex
        self.blobGasUsed = blobGasUsed
    }
}

/// A block of the chain with its receipts, and what undoes it.
public final class SealedBlock: Sendable {
    /// What names the block.
    public let header: BlockHeader
    /// Of the header.
    public let hash: Bytes32
    /// In the order in which they were executed.
    public let transactions: [ChainTransaction]
    /// One for each transaction.
    public let receipts: [SealedReceipt]
    /// In the order in which they were credited (EIP-4895).
    public let withdrawals: [Withdrawal]
    /// What a developer set after the parent: applied to the state after that, gives the state on which
    /// the first transaction was executed. Mostly nothing.
    public let prelude: StateChanges
    /// Applied to the state after this block, gives the state after its parent.
    public let undo: StateChanges

    /// From its parts; `hash` must be the one of `header`.
    public init(
        header: BlockHeader, hash: Bytes32? = nil, transactions: [ChainTransaction] = [],
        receipts: [SealedReceipt] = [], withdrawals: [Withdrawal] = [],
        prelude: StateChanges = StateChanges(), undo: StateChanges = StateChanges()
    ) {
        self.header = header
        self.hash = hash ?? header.hash
        self.transactions = transactions
        self.receipts = receipts
        self.withdrawals = withdrawals
        self.prelude = prelude
        self.undo = undo
    }

    /// How many blocks lie before it.
    public var number: UInt64 { header.number }

    /// `rlp([header, transactions, ommers, withdrawals])`, computed on every call.
    public var encoded: [UInt8] {
        var writer = RLPWriter(capacity: 700 + transactions.reduce(0) { $0 + $1.encoded.count + 8 })
        writer.appendList { block in
            block.appendEncoded(header.encoded)
            block.appendList { list in
                for transaction in transactions {
                    if transaction.transaction.type == 0 {
                        list.appendEncoded(transaction.encoded)
                    } else {
                        list.append(transaction.encoded)
                    }
                }
            }
            block.appendList { _ in }
            block.appendList { list in
                for withdrawal in withdrawals { list.appendEncoded(withdrawal.encoded) }
            }
        }
        return writer.bytes
    }

    /// The length of ``encoded`` in bytes.
    public var size: Int { encoded.count }
}
