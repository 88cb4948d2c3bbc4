internal import KeyStore
internal import Logging
internal import Primitives
internal import Threshold

/// From the pair that was agreed on to the signature, or to whom its failure is blamed on.
extension SigningDesk {
    /// Takes a pair of this node's choice, and begins.
    func propose(_ attempt: UInt32, _ signers: [PartyID], _ session: Bytes32) async {
        guard let slot = slots[session], let binding = slot.keys.binding(signers) else { return }
        do throws(KeyStoreError) {
            let pair = try await store.take(for: binding)
            guard !isStopped else { return }
            let id = PairID(pair.ids.0, pair.ids.1)
            if slot.agreement.proposing(attempt, pair: id, mark: store.mark.encoded) {
                perform(slot)
                start(attempt, signers, pair, slot)
            }
        } catch {
            if error.code == .empty || error.code == .notAdmitted {
                pools.update(signers) { $0.pairs = 0 }
                demand(signers, true)
            } else {
                logger.error("taking a pair failed", metadata: ["cause": "\(error)"])
            }
            slot.agreement.cannotPropose(attempt, now: clock.now)
        }
        perform(slot)
        settle(slot)
    }

    /// Takes the pair that the leader has proposed, and begins.
    func accept(
        _ attempt: UInt32, _ signers: [PartyID], _ pair: PairID, _ session: Bytes32
    ) async {
        guard let slot = slots[session], let binding = slot.keys.binding(signers) else { return }
        do throws(KeyStoreError) {
            let pair = try await store.take(pair, for: binding)
            guard !isStopped else { return }
            if slot.agreement.isWaiting, slot.agreement.current?.number == attempt {
                start(attempt, signers, pair, slot)
            }
        } catch {
            if error.code == .unknownPair, pools.isMaking(signers), slot.agreement.current?.number == attempt,
                slot.mayAwaitPair(of: attempt)
            {
                // The leader has stored the new pairs a moment before this node.
                slot.pending = .accept(attempt: attempt, signers: signers, pair: pair)
            } else {
                logger.info(
                    "a proposal was refused",
                    metadata: [
                        "request": "\(slot.order.requestID)", "attempt": "\(attempt)", "cause": "\(error)",
                    ])
                slot.agreement.failed(attempt, culprits: [], now: clock.now)
            }
        }
        perform(slot)
        settle(slot)
    }

    private func start(
        _ attempt: UInt32, _ signers: [PartyID], _ pair: consuming TriplePair, _ slot: SigningSlot
    ) {
        let request = SigningRequest(
            digest: slot.order.digest, keyID: slot.order.derivedKeyID, requestID: slot.order.runName,
            attempt: attempt)
        do throws(ThresholdError) {
            let run = ProtocolRun(try ThresholdSigning(request, key: slot.key, triples: pair))
            slot.run = (attempt, run, signers, clock.now)
            for (sender, bytes) in slot.early.take(attempt) { run.receive(bytes, from: sender) }
            advance(slot)
        } catch {
            logger.error("a signature could not begin", metadata: ["cause": "\(error)"])
            slot.agreement.failed(attempt, culprits: [], now: clock.now)
        }
    }

    func advance(_ slot: SigningSlot) {
        guard let run = slot.run else { return }
        do throws(ProtocolAbort) {
            let signature = try run.run.advance { outgoing in
                let body = SigningMessage.run(attempt: run.attempt, outgoing.message).encoded
                let recipients = outgoing.recipient.map { [$0] } ?? run.signers.filter { $0 != slot.keys.me }
                for party in recipients { send(body, to: party, slot) }
            }
            slot.notePart()
            if slot.parts[run.attempt] != nil { slot.agreement.released(run.attempt) }
            guard let signature else { return }
            slot.agreement.succeeded(run.attempt, signature)
        } catch {
            slot.notePart()
            fail(run.attempt, error, slot)
        }
    }

    func fail(_ attempt: UInt32, _ abort: ProtocolAbort, _ slot: SigningSlot) {
        counters.add(\.failedAttempts)
        failures.note(abort.culprits.compactMap(slot.keys.peer), now: clock.now)
        logger.warning(
            "an attempt to sign failed",
            metadata: [
                "request": "\(slot.order.requestID)", "attempt": "\(attempt)",
                "check": "\(abort.check.rawValue)",
                "blamed": "\(abort.culprits.compactMap(slot.keys.peer))", "cause": "\(abort)",
            ])
        slot.agreement.failed(attempt, culprits: abort.culprits, now: clock.now)
    }
}
