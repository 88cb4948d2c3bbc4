public import Ethereum
public import Primitives

extension EthereumAccount {
    /// Sends a transaction: fills in what is not given, signs it, and brings it to the node.
    ///
    /// Fees and gas limit are found out before a nonce is taken, so that a transaction that would revert costs
    /// nothing and holds up nobody. Once signed it is carried through, even if the calling task is cancelled.
    /// - Parameters:
    ///   - address: what is called or paid; nil creates a contract from `data`.
    ///   - value: in wei; may stand among the overrides instead.
    ///   - errors: declares the errors that the contract may revert with, so that they are decoded.
    ///   - label: what errors call it, such as `PKPNFT.mintNext(uint256)`.
    /// - Returns: the transaction as soon as the node has taken it; or, after `sendTimeout`, one whose outcome is
    ///   not known yet, because no answer came or another transaction waits with its nonce.
    /// - Throws: ``EthereumRPCError``, and then it is certain that nothing of it is on its way, except with
    ///   `outcomeUnknown`.
    public func send(
        to address: Address?, data: [UInt8] = [], value: UInt256? = nil,
        overrides: TransactionOverrides = .init(), errors: ContractABI? = nil, label: String? = nil
    ) async throws(EthereumRPCError) -> PendingTransaction {
        do throws(EthereumRPCError) {
            return try await submit(
                to: address, data: data, value: value, overrides: overrides, errors: errors, label: label)
        } catch {
            // A development chain may have been started anew under another id.
            if error.code == .wrongChain { _ = try? await provider.refreshChainID() }
            var error = error.decoded(by: errors)
            if error.context.call == nil { error.context.call = label }
            throw error
        }
    }

    private func submit(
        to address: Address?, data: [UInt8], value: UInt256?, overrides: TransactionOverrides,
        errors: ContractABI?, label: String?
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try overrides.check()
        if let value, let other = overrides.value, value != other {
            throw EthereumRPCError(
                .contradiction, "the value is \(value) wei, and \(other) wei among the overrides")
        }
        if address == nil, data.isEmpty {
            throw EthereumRPCError(
                .contradiction, "a contract is to be created without code: give an address")
        }
        let amount = value ?? overrides.value ?? .zero
        let chainID = try await provider.chainID()
        let filler = FeeFiller(provider: provider, policy: options.fees)
        let fees = try await filler.fees(overrides)
        let gasLimit = try await filler.gasLimit(
            CallRequest(
                from: self.address, to: address, data: data, value: amount,
                accessList: overrides.accessList ?? []), overrides, errors: errors)
        let submission = Submission(
            account: self,
            template: Transaction(
                chainID: chainID, nonce: 0, gasLimit: gasLimit, to: address, value: amount, data: data,
                fees: fees),
            intent: .init(overrides: overrides, errors: errors, label: label))
        return try await bring(submission)
    }

    /// Moves a new submission along until a node has it.
    private func bring(_ submission: Submission) async throws(EthereumRPCError) -> PendingTransaction {
        let runtime = provider.runtime
        let deadline = runtime.now().advanced(by: options.sendTimeout)
        var poll = PollPause(provider.configuration.pollingInterval)
        while true {
            let machine = submission.machine
            if let first = submission.history.first {
                let pending = PendingTransaction(submission: submission, first: first)
                if machine.isAccepted { return pending }
                if case .done(let outcome) = machine.action { throw pending.failure(outcome) }
                if runtime.now() >= deadline || Task.isCancelled {
                    guard machine.exposure == .none else { return pending }
                    throw submission.giveUp(cancelled: Task.isCancelled)
                }
            }
            do throws(EthereumRPCError) {
                try await submission.step()
            } catch {
                guard submission.history.first != nil else { throw error }
                guard error.mayPass else {
                    if submission.machine.exposure == .none { _ = submission.giveUp(cancelled: false) }
                    throw error
                }
                submission.withState { $0.lastError = error }
            }
            switch submission.machine.action {
            case .send, .wait: try? await runtime.sleep(poll.next())
            default: break
            }
            submission.withState { $0.machine.waited() }
        }
    }
}

extension Submission {
    /// Ends a wish of which no pool has anything.
    func giveUp(cancelled: Bool) -> EthereumRPCError {
        let last = withState { $0.lastError }
        for attempt in machine.attempts {
            account.nonces.withLedger { $0.forget(attempt.hash, nonce: attempt.nonce) }
        }
        if cancelled { return describing(provider.cancelled()) }
        return describing(
            last ?? error(.deadlineExceeded, "no node has taken the transaction in time"))
    }
}
