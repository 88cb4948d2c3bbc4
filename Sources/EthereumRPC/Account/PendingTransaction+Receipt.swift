internal import Ethereum
internal import Primitives

extension PendingTransaction {
    /// Waits until the transaction is in a block, and as deep as asked; brings it back on its way where it was
    /// lost.
    ///
    /// A block may be undone: as long as it is not deep enough, its receipt is asked for anew, and the wait goes on
    /// if it is gone. Any number of tasks may wait.
    /// - Parameters:
    ///   - confirmations: how many blocks there must be from the transaction's on; 1 is its own.
    ///   - deadline: when to give up; without one, it waits until the task is cancelled.
    /// - Throws: ``EthereumRPCError``: with `transactionFailed` if it failed in its block, and then why, in
    ///   `revert`, as far as the chain still tells; `transactionReplaced` if it was cancelled by another, or its
    ///   given nonce used by another; `deadlineExceeded` and `cancelled`, and then the transaction may still be
    ///   mined. Waiting again is safe after any of them.
    @discardableResult
    public func receipt(
        confirmations: UInt64 = 1, deadline: ContinuousClock.Instant? = nil
    ) async throws(EthereumRPCError) -> TransactionReceipt {
        let receipt = try await included(confirmations: confirmations, deadline: deadline)
        guard receipt.succeeded else { throw await failure(receipt) }
        return receipt
    }

    /// As ``receipt(confirmations:deadline:)``, also of a transaction that failed in its block.
    public func included(
        confirmations: UInt64 = 1, deadline: ContinuousClock.Instant? = nil
    ) async throws(EthereumRPCError) -> TransactionReceipt {
        let runtime = submission.provider.runtime
        var poll = PollPause(submission.provider.configuration.pollingInterval)
        var failures = 0
        var rests = 0
        // A development chain has it in a block by now.
        submission.withState { $0.machine.waited() }
        while true {
            try checkPatience(deadline)
            do throws(EthereumRPCError) {
                switch try await advance(confirmations: confirmations) {
                case .receipt(let receipt): return receipt
                case .again: continue
                case .rest: rests += 1
                }
                if rests % 8 == 0, submission.machine.action == .wait { try await submission.mendGap() }
                failures = 0
            } catch {
                // A node that is away for a while has not lost the transaction.
                failures += 1
                guard error.mayPass, deadline != nil || failures < 20 else { throw error }
                submission.withState { $0.lastError = error }
            }
            var pause = poll.next()
            if let deadline { pause = min(pause, max(.zero, runtime.now().duration(to: deadline))) }
            do { try await runtime.sleep(pause) } catch { continue }
            submission.withState { $0.machine.waited() }
        }
    }

    private enum Progress {
        case receipt(TransactionReceipt)
        case again
        case rest
    }

    /// One step.
    private func advance(confirmations: UInt64) async throws(EthereumRPCError) -> Progress {
        let provider = submission.provider
        guard case .done(let outcome) = submission.machine.action else {
            try await submission.step()
            // What was just looked for in vain is not asked for again at once.
            switch submission.machine.action {
            case .wait, .send: return .rest
            default: return .again
            }
        }
        guard case .mined(let hash) = outcome else { throw failure(outcome) }
        let head = confirmations > 1 ? try await provider.blockNumber() : nil
        // After the head, so that a block undone meanwhile is noticed.
        guard let receipt = try await provider.receipt(hash) else {
            submission.withState { $0.machine.vanished() }
            return .rest
        }
        guard let head else { return .receipt(receipt) }
        let depth = head >= receipt.blockNumber ? head - receipt.blockNumber + 1 : 0
        return depth >= confirmations ? .receipt(receipt) : .rest
    }

    private func checkPatience(_ deadline: ContinuousClock.Instant?) throws(EthereumRPCError) {
        if Task.isCancelled { throw submission.describing(submission.provider.cancelled()) }
        guard let deadline, submission.provider.runtime.now() >= deadline else { return }
        let last = submission.withState { $0.lastError }
        throw submission.error(
            .deadlineExceeded,
            isAccepted
                ? "the transaction is not deep enough in the chain yet"
                : "no node has taken the transaction yet",
            cause: last)
    }

    /// How a submission ended that is in no block.
    func failure(_ outcome: SubmissionMachine.Outcome) -> EthereumRPCError {
        switch outcome {
        case .replaced(let other):
            let nonce = transaction.transaction.nonce
            return submission.error(
                .transactionReplaced, "transaction \(other) has used nonce \(nonce)")
        case .refused, .mined:
            let last = submission.withState { $0.lastError }
            return submission.describing(
                last ?? submission.error(.transactionRefused, "no node takes the transaction"))
        }
    }

    // MARK: Failure in a block

    /// Why a mined transaction failed, by calling again what it called.
    private func failure(_ receipt: TransactionReceipt) async -> EthereumRPCError {
        let call = transaction.transaction
        var error = submission.error(
            .transactionFailed, "it failed in block \(receipt.blockNumber)")
        error.context.transaction = receipt.transactionHash
        let request = CallRequest(
            from: receipt.from, to: call.to, data: call.data, value: call.value, gasLimit: call.gasLimit,
            accessList: call.accessList)
        // After its block, where what came before it in the block has been done too; and before it.
        var heights = [receipt.blockNumber]
        if receipt.blockNumber > 0 { heights.append(receipt.blockNumber - 1) }
        for height in heights {
            do throws(EthereumRPCError) {
                _ = try await submission.provider.call(
                    request, at: .number(height), errors: submission.intent.errors)
            } catch let reason where reason.code == .reverted || reason.code == .executionFailed {
                error.message += ": \(reason.message)"
                error.revert = reason.revert
                error.revertData = reason.revertData
                error.response = reason.response
                return error
            } catch {
                break
            }
        }
        if receipt.gasUsed >= call.gasLimit {
            error.message += ": it used all of its gas, \(receipt.gasUsed)"
        } else {
            error.message += "; calling it again does not fail, so that the reason is not known"
        }
        return error
    }
}
