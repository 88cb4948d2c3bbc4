internal import Ethereum
internal import Primitives

extension TransactionExecutor {
    /// Every condition that `checks` names, before anything changes.
    func check(
        _ transaction: Transaction, _ place: Int, _ checks: ExecutionChecks
    ) throws(ExecutionError) {
        let entry = state.entries[place]
        func reject(_ code: TransactionRejection.Code) -> ExecutionError {
            .rejected(TransactionRejection(code, sender: entry.address))
        }
        if checks.contains(.rules) {
            do throws(TransactionRuleError) {
                let chainID = UInt64(exactly: block.chainID) ?? 0
                try TransactionRules.checkStatic(transaction, chainID: chainID)
            } catch {
                throw .invalid(error)
            }
        } else if IntrinsicGas.of(transaction) > transaction.gasLimit {
            // Without it nothing could be computed at all.
            throw .invalid(
                TransactionRuleError(
                    .intrinsicGasTooLow(
                        gasLimit: transaction.gasLimit, intrinsic: IntrinsicGas.of(transaction))))
        }
        if checks.contains(.nonce) {
            if transaction.nonce < entry.nonce {
                throw reject(.nonceTooLow(next: entry.nonce, actual: transaction.nonce))
            }
            if transaction.nonce > entry.nonce {
                throw reject(.nonceTooHigh(next: entry.nonce, actual: transaction.nonce))
            }
            if entry.nonce == .max { throw reject(.nonceExhausted) }
        }
        if checks.contains(.senderCode), entry.hasCode { throw reject(.senderIsContract) }
        if checks.contains(.blockGas), transaction.gasLimit > gasLeft {
            throw reject(.exceedsBlockGas(limit: transaction.gasLimit, available: gasLeft))
        }
        if checks.contains(.baseFee) {
            let maxFee = transaction.maxFeePerGas
            if maxFee < block.baseFee {
                throw reject(.feeBelowBaseFee(maxFee: maxFee, baseFee: block.baseFee))
            }
            if let maxFee = transaction.maxFeePerBlobGas, maxFee < block.blobBaseFee {
                throw reject(.blobFeeBelowBase(maxFee: maxFee, baseFee: block.blobBaseFee))
            }
        }
        if checks.contains(.funds) {
            let gas = TransactionRules.maxGasCost(of: transaction)
            let (sum, overflow) = (gas ?? .max).addingReportingOverflow(transaction.value)
            if gas == nil || overflow || sum > entry.balance {
                let required = gas == nil || overflow ? nil : sum
                throw reject(.insufficientFunds(balance: entry.balance, required: required))
            }
        }
    }
}
