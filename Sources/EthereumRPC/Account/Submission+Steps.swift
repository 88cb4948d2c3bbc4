internal import Ethereum
internal import HTTPTransport
internal import Primitives

// What the machine asks for, done. Each step either tells the machine what came of it, or throws and leaves the
// machine where it was, so that the step can be taken again.
extension Submission {
    /// Does what the machine asks for next; nothing where it asks to wait or is done.
    ///
    /// What may bring a transaction out is carried through even if the calling task is cancelled meanwhile.
    func step() async throws(EthereumRPCError) {
        var outcome: Result<Void, EthereumRPCError> = .success(())
        let hadTurn = await turns.withTurn {
            do throws(EthereumRPCError) {
                switch machine.action {
                case .place: try await place()
                case .reprice: try await reprice()
                case .send: await sheltered { await self.send() }
                case .look: try await look()
                case .identify: try await identify()
                case .wait, .done: break
                }
            } catch {
                outcome = .failure(describing(error))
            }
        }
        guard hadTurn else { throw describing(provider.cancelled()) }
        try outcome.get()
    }

    /// Runs to its end whatever becomes of the calling task.
    private func sheltered<T: Sendable>(_ body: @escaping @Sendable () async -> T) async -> T {
        await Task { await body() }.value
    }

    // MARK: Signing and sending

    private func place() async throws(EthereumRPCError) {
        if !history.isEmpty { try await renewFees(raising: false) }
        // Before the nonce is taken, which is not used up at this height.
        let head = try await provider.blockNumber()
        withState { $0.startBlock = head }
        var outcome: Result<Void, EthereumRPCError> = .success(())
        let hadTurn = await account.nonces.turns.withTurn {
            outcome = await sheltered {
                do throws(EthereumRPCError) {
                    try await self.placeInTurn()
                    return .success(())
                } catch {
                    return .failure(error)
                }
            }
        }
        guard hadTurn else { throw provider.cancelled() }
        try outcome.get()
    }

    private func placeInTurn() async throws(EthereumRPCError) {
        let nonce: UInt64
        if let fixed = intent.overrides.nonce { nonce = fixed } else { nonce = try await reserve() }
        do throws(EthereumRPCError) {
            try await sign(nonce: nonce)
        } catch {
            if intent.overrides.nonce == nil { account.nonces.withLedger { $0.release(nonce) } }
            throw error
        }
        await send()
        // Quick repetitions while the turn lasts, so that those who come after rarely find the nonce undecided.
        var repeats = 1
        while machine.action == .send, machine.exposure == .none,
            repeats < provider.configuration.retries.attempts
        {
            let pause = provider.configuration.retries.pause(
                after: repeats, chance: provider.runtime.chance())
            try? await provider.runtime.sleep(pause)
            await send()
            repeats += 1
        }
        settleLedger()
    }

    private func reserve() async throws(EthereumRPCError) -> UInt64 {
        var confirmed: Bytes32?
        while true {
            let pending = try await provider.transactionCount(of: account.address, at: .pending)
            let known = confirmed
            switch account.nonces.withLedger({ $0.reserve(pending: pending, confirmed: known) }) {
            case .nonce(let nonce): return nonce
            case .askFor(let hash, let nonce):
                if try await provider.transaction(hash) != nil {
                    confirmed = hash
                } else {
                    account.nonces.withLedger { $0.forget(hash, nonce: nonce) }
                }
            }
        }
    }

    private func sign(nonce: UInt64) async throws(EthereumRPCError) {
        var transaction = withState { $0.template }
        transaction.nonce = nonce
        let signed: SignedTransaction
        do {
            signed = try await account.signer.sign(transaction)
        } catch {
            throw self.error(.signingFailed, "the transaction was not signed", cause: error)
        }
        guard signed.transaction == transaction, signed.sender == account.address else {
            throw error(.signingFailed, "the signer signed another transaction, or for another account")
        }
        let hash = signed.hash
        account.nonces.sent(signed)
        withState { state in
            state.history.append(signed)
            state.machine.signed(nonce: nonce, hash: hash)
        }
    }

    private func reprice() async throws(EthereumRPCError) {
        guard let nonce = machine.attempts.last?.nonce else { return }
        try await renewFees(raising: true)
        try await sign(nonce: nonce)
    }

    private func renewFees(raising: Bool) async throws(EthereumRPCError) {
        let old = withState { $0.template.fees }
        let filler = FeeFiller(provider: provider, policy: account.options.fees)
        let fees = try await filler.fees(intent.overrides)
        withState { $0.template.fees = raising ? fees.raised(above: old) : fees }
    }

    /// Sends the newest transaction once, and tells the machine.
    private func send() async {
        guard let signed = history.last else { return }
        let answer: SubmissionMachine.Answer
        do throws(EthereumRPCError) {
            _ = try await provider.sendRawTransaction(signed)
            answer = .accepted
        } catch {
            withState { $0.lastError = error }
            switch error.code {
            case .alreadyKnown: answer = .known
            case .nonceTooLow, .replacementUnderpriced: answer = .nonceTaken
            case .feeTooLow: answer = .feeTooLow
            case .transportFailed, .deadlineExceeded, .cancelled, .httpStatus, .malformedResponse,
                .rateLimited, .outcomeUnknown:
                answer = error.mayHaveBeenDelivered ? .unknown : .undelivered
            // From nodes that answer for what the transaction did in its block.
            case .reverted, .executionFailed: answer = .unknown
            default: answer = .refused
            }
        }
        withState { $0.machine.sent(answer) }
    }

    /// Gives back what is certain not to be needed.
    func settleLedger() {
        guard intent.overrides.nonce == nil else { return }
        let machine = machine
        switch machine.action {
        case .done, .place:
            for attempt in machine.attempts {
                account.nonces.withLedger { $0.forget(attempt.hash, nonce: attempt.nonce) }
            }
        default: break
        }
    }

    /// Where the node has the transaction but one before it is missing: sends that again, if it is this process's.
    ///
    /// Its own sender may have stopped waiting for it, and all that come after would wait for good.
    func mendGap() async throws(EthereumRPCError) {
        guard let nonce = machine.attempts.last?.nonce else { return }
        let pending = try await provider.transactionCount(of: account.address, at: .pending)
        guard pending < nonce, let missing = account.nonces.signed(pending) else { return }
        if try await provider.transaction(missing.hash) != nil { return }
        // Whatever comes of it, who waits for it finds out.
        _ = try? await provider.sendRawTransaction(missing)
    }

    // MARK: Looking

    private func look() async throws(EthereumRPCError) {
        let machine = machine
        guard let current = machine.attempts.last else { return }
        // In this order: what is mined after the count was taken is still found by its receipt, so that a count
        // beyond the nonce without a receipt means that another transaction has it.
        let count = try await provider.transactionCount(of: account.address)
        var mined: Bytes32?
        for attempt in machine.attempts.reversed() where mined == nil && attempt.nonce == current.nonce {
            if try await provider.receipt(attempt.hash) != nil { mined = attempt.hash }
        }
        var known = false
        if mined == nil, count <= current.nonce {
            known = try await provider.transaction(current.hash) != nil
        }
        withState { $0.machine.looked(count: count, mined: mined, known: known) }
        settleLedger()
    }

    private func identify() async throws(EthereumRPCError) {
        guard let signed = history.last else { return }
        let start = withState { $0.startBlock }
        let consumer = try await provider.consumer(
            of: signed.transaction.nonce, from: account.address, after: start,
            depth: account.options.replacementDepth)
        let found: SubmissionMachine.Consumer
        switch consumer {
        case .transaction(let other):
            let wish = signed.transaction
            found = .other(
                other.hash,
                sameContent: other.to == wish.to && other.value == wish.value && other.data == wish.data,
                cancels: other.to == account.address && other.value.isZero && other.data.isEmpty)
        case .noTransaction: found = .other(.zero, sameContent: false, cancels: false)
        case nil: found = .unclear
        }
        withState { $0.machine.identified(found) }
        settleLedger()
    }
}
