public import Ethereum
public import Primitives

/// A transaction of a sequence: all that is not filled in when it is sent.
public struct SequencedTransaction: Sendable {
    /// What is called or paid.
    public var to: Address
    /// The input.
    public var data: [UInt8]
    /// In wei.
    public var value: UInt256
    /// The most gas, which nobody estimates: what comes before it in the sequence has not happened yet.
    public var gasLimit: UInt64
    /// What errors call it.
    public var label: String
    /// Declares the errors that the contract may revert with.
    public var errors: ContractABI?

    /// From its parts.
    public init(
        to: Address, data: [UInt8] = [], value: UInt256 = .zero, gasLimit: UInt64, label: String,
        errors: ContractABI? = nil
    ) {
        self.to = to
        self.data = data
        self.value = value
        self.gasLimit = gasLimit
        self.label = label
        self.errors = errors
    }
}

extension EthereumAccount {
    /// Sends transactions one behind the other without waiting for blocks in between, and then waits for all.
    ///
    /// Each finds what those before it have done: nonces keep the order, whatever blocks they come into. Fees are
    /// found out once.
    /// - Returns: the receipts, in the same order.
    /// - Throws: ``EthereumRPCError`` of the first that is refused, after which none is sent, or that fails in its
    ///   block, in which case those behind it have been sent too.
    public func sendInOrder(
        _ transactions: [SequencedTransaction], confirmations: UInt64 = 1
    ) async throws(EthereumRPCError) -> [TransactionReceipt] {
        guard !transactions.isEmpty else { return [] }
        let fees = try await FeeFiller(provider: provider, policy: options.fees).fees(TransactionOverrides())
        var pending: [PendingTransaction] = []
        for transaction in transactions {
            pending.append(
                try await send(
                    to: transaction.to, data: transaction.data, value: transaction.value,
                    overrides: TransactionOverrides(fees, gasLimit: transaction.gasLimit),
                    errors: transaction.errors, label: transaction.label))
        }
        // By the time of the last one, those before it are mined too.
        var receipts: [TransactionReceipt] = []
        for transaction in pending.reversed() {
            receipts.append(try await transaction.included(confirmations: confirmations))
        }
        receipts.reverse()
        for (transaction, receipt) in zip(pending, receipts) where !receipt.succeeded {
            try await transaction.receipt()
        }
        return receipts
    }
}

extension TransactionOverrides {
    /// Fees that are known, and a gas limit.
    fileprivate init(_ fees: Transaction.Fees, gasLimit: UInt64) {
        switch fees {
        case .dynamic(let most, let tip, _):
            self.init(maxFeePerGas: most, maxPriorityFeePerGas: tip, gasLimit: gasLimit)
        case .legacy(let price), .accessList(let price, _): self.init(gasPrice: price, gasLimit: gasLimit)
        default: self.init(gasLimit: gasLimit)
        }
    }
}
