import EVM
import Ethereum
import Primitives

extension ChainEngine {
    /// Takes a transaction into the pool and, with automatic mining, into a block.
    func submit(_ new: ChainTransaction) throws(ChainError) -> UInt64 {
        try begin()
        let nonce = try check(new)
        try state.pool.insert(new, accountNonce: nonce)
        guard state.settings.mining == .automatic, state.pool.isReady(new.sender) else { return publish() }
        do {
            try mineReady(for: new)
        } catch {
            _ = state.pool.remove(new.hash)
            _ = publish()
            throw error
        }
        return publish()
    }

    /// Blocks until nothing is left that the next one could hold.
    private func mineReady(for new: ChainTransaction) throws(ChainError) {
        repeat {
            let now = clock.now()
            let header = try BlockTemplate.header(after: state.tip.block, settings: state.settings, now: now)
            let built = try build(header)
            let isEmpty = built.block.transactions.isEmpty
            if isEmpty { dropRefused(built) } else { append(built, now: now) }
            if let refusal = built.refused.first(where: { $0.transaction.hash == new.hash }) {
                throw ChainError(refusal.error)
            }
            if isEmpty { return }
        } while hasMineable
    }

    /// Whether the next block could hold anything of the pool.
    private var hasMineable: Bool {
        let baseFee = FeeMarket.baseFee(after: state.tip.block.header)
        return state.pool.ready.contains { sender in
            guard let queue = state.pool.senders[sender],
                let first = queue[queue.accountNonce]?.transaction.transaction
            else { return false }
            return first.maxFeePerGas >= baseFee && first.gasLimit <= state.settings.gasLimit
        }
    }

    /// Every condition under which the pool takes a transaction; gives the nonce of its sender's account.
    private func check(_ new: ChainTransaction) throws(ChainError) -> UInt64 {
        let (transaction, sender) = (new.transaction, new.sender)
        if case .blob = transaction.fees, !configuration.acceptsBlobTransactions {
            throw ChainError(
                .blobsNotSupported,
                "transaction type not supported: blob transactions are not taken without their blobs")
        }
        guard !new.isImpersonated || state.settings.allowsImpersonating(sender) else {
            throw ChainError(.unknownAccount, "unknown account: \(sender) is not impersonated")
        }
        guard !state.pool.contains(new.hash) else { throw ChainError(.alreadyKnown, "already known") }
        do throws(TransactionRuleError) {
            try TransactionRules.checkStatic(transaction, chainID: state.settings.chainID)
        } catch {
            throw ChainError(.invalid(error))
        }
        let account: Account
        do {
            account = try state.tip.state.account(sender) ?? Account()
        } catch {
            throw ChainError(error)
        }
        func reject(_ code: TransactionRejection.Code) -> ChainError {
            ChainError(.rejected(TransactionRejection(code, sender: sender)))
        }
        guard transaction.nonce >= account.nonce else {
            throw reject(.nonceTooLow(next: account.nonce, actual: transaction.nonce))
        }
        guard transaction.nonce < .max else { throw reject(.nonceExhausted) }
        if account.hasCode, !new.isImpersonated { throw reject(.senderIsContract) }
        guard transaction.gasLimit <= state.settings.gasLimit else {
            throw reject(
                .exceedsBlockGas(limit: transaction.gasLimit, available: state.settings.gasLimit))
        }
        try checkFees(transaction, reject)
        let required = TransactionRules.maxGasCost(of: transaction)?
            .addingReportingOverflow(transaction.value)
        guard let required, !required.overflow, required.partialValue <= account.balance else {
            let sum = required.flatMap { $0.overflow ? nil : $0.partialValue }
            throw reject(.insufficientFunds(balance: account.balance, required: sum))
        }
        return account.nonce
    }

    private func checkFees(
        _ transaction: Transaction, _ reject: (TransactionRejection.Code) -> ChainError
    ) throws(ChainError) {
        let parent = state.tip.block.header
        let maxFee = transaction.maxFeePerGas
        let baseFee = state.settings.nextBaseFee ?? FeeMarket.baseFee(after: parent)
        guard maxFee >= baseFee else { throw reject(.feeBelowBaseFee(maxFee: maxFee, baseFee: baseFee)) }
        guard maxFee >= state.settings.minGasPrice else {
            throw ChainError(
                .underpriced,
                "transaction underpriced: offers \(maxFee) wei, "
                    + "at least \(state.settings.minGasPrice) is asked for"
            )
        }
        if let maxFee = transaction.maxFeePerBlobGas {
            let baseFee = FeeMarket.blobBaseFee(excessBlobGas: FeeMarket.excessBlobGas(after: parent))
            guard maxFee >= baseFee else { throw reject(.blobFeeBelowBase(maxFee: maxFee, baseFee: baseFee)) }
        }
    }
}

extension ChainEngine {
    /// Puts back what the pool had when the chain was closed, as far as it is still valid.
    func restorePool(_ transactions: [ChainTransaction]) throws(ChainError) {
        for transaction in transactions {
            guard let nonce = try? check(transaction) else { continue }
            try? state.pool.insert(transaction, accountNonce: nonce)
        }
        if !transactions.isEmpty { _ = publish() }
    }
}
