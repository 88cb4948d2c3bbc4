package import KeyStore
package import Primitives
package import Secp256k1
package import Threshold

/// What happens. Whoever tells something of it calls ``settle(now:sets:)`` afterwards, when nothing else waits to be
/// told.
extension SigningAgreement {
    /// The client has given this node the order, for the first time or after a failure.
    package mutating func begin(
        now: Duration, deadline: Duration, away: Set<PartyID>
    ) {
        self.deadline = deadline
        self.away = away
        lastCall = now
        switch state {
        case .signed(let attempt, let signature):
            effects.append(.finish(attempt: attempt, signature))
            return
        case .failed:
            state = .waiting
            (strikes, passed, proposals, replies) = ([:], [], [:], [:])
            (failures, hasDemanded, hasWaited, current) = (0, false, false, nil)
            (idleSince, quorumSince, heldUntil, postponed) = (nil, nil, nil, nil)
            effects.append(.send(.join(order: order, again: true), to: everybodyElse))
        case .waiting:
            effects.append(.send(.join(order: order, again: false), to: everybodyElse))
        }
        joined.insert(me)
    }

    /// A message of a member. What is in `done` has been verified.
    package mutating func receive(_ message: SigningMessage, from sender: PartyID, now: Duration) {
        guard sender != me, Int(sender.rawValue) < members else { return }
        if case .done(let attempt, let signature) = message {
            finish(attempt, signature)
            return
        }
        if case .signed(let attempt, let signature) = state {
            if case .run = message { return }
            guard replies[sender, default: 0] < Self.replyLimit else { return }
            replies[sender, default: 0] += 1
            effects.append(.send(.done(attempt: attempt, signature), to: [sender]))
            return
        }
        if case .join(let order, let again) = message {
            join(sender, order, again, now)
        }
        guard isWaiting else { return }
        switch message {
        case .join, .run, .done: break
        case .propose(let attempt, let signers, let pair, _):
            follow(Proposal(attempt: attempt, leader: sender, signers: signers, pair: pair), now)
        case .giveUp(let attempt, let next, let culprits):
            gaveUp(sender, attempt, next, culprits, now)
        case .pass: passed.insert(sender)
        }
    }

    /// The pair for this node's proposal has been taken.
    ///
    /// - Returns: whether the attempt goes on; if not, the pair is spent all the same.
    package mutating func proposing(_ attempt: UInt32, pair: PairID, mark: [UInt8]) -> Bool {
        guard isWaiting, let current, current.number == attempt, current.leader == me else { return false }
        self.current?.isProposed = true
        effects.append(
            .send(
                .propose(attempt: attempt, signers: current.signers, pair: pair, mark: mark),
                to: everybodyElse))
        return true
    }

    /// There was none, after all.
    package mutating func cannotPropose(_ attempt: UInt32, now: Duration) {
        guard isWaiting, current?.number == attempt else { return }
        endAttempt(now)
        passed.insert(me)
        effects.append(.send(.pass, to: everybodyElse))
    }

    /// This node has sent its summand.
    package mutating func released(_ attempt: UInt32) {
        if current?.number == attempt { current?.isReleased = true }
    }

    /// The protocol has succeeded at this node.
    package mutating func succeeded(_ attempt: UInt32, _ signature: Signature) {
        guard isWaiting else { return }
        finish(attempt, signature)
        effects.append(.send(.done(attempt: attempt, signature), to: everybodyElse))
    }

    /// It has failed, or could not begin.
    package mutating func failed(_ attempt: UInt32, culprits: [PartyID], now: Duration) {
        guard isWaiting, current?.number == attempt else { return }
        for culprit in culprits where culprit != me { strikes[culprit, default: 0] += Self.seen }
        giveUp(attempt, culprits, now)
    }

    /// The pools have changed: who had nothing may have something now.
    package mutating func poolsChanged() {
        // What others have is not known from this.
        passed.remove(me)
    }

    /// A connection was lost, and with it what was on its way.
    package mutating func lost(_ peer: PartyID, now: Duration) {
        away.insert(peer)
        joined.remove(peer)
        guard isWaiting else { return }
        if let current, current.signers.contains(peer) {
            strikes[peer, default: 0] += Self.accused
            giveUp(current.number, [peer], now)
        }
    }

    /// There is a connection again.
    package mutating func found(_ peer: PartyID, now: Duration) {
        away.remove(peer)
        guard isWaiting else { return }
        effects.append(.send(.join(order: order, again: true), to: [peer]))
    }

    /// Time has passed.
    package mutating func tick(now: Duration) {
        guard isWaiting else { return }
        lastTick = now
        guard now < deadline else {
            if let current { effects.append(.abandon(attempt: current.number)) }
            (current, state) = (nil, .failed)
            let enough = joined.count >= threshold
            effects.append(
                enough
                    ? .fail(
                        .protocolFailure, "\(failures) attempts failed, and there was no time for another")
                    : .fail(.notEnoughPeers, "\(joined.count) of \(threshold) nodes have the order"))
            return
        }
        if let current, now >= end(of: current) {
            // Whom the protocol itself waited for is told by `failed`, which comes first; a watcher knows only this.
            strikes[current.leader, default: 0] += current.leader == me ? 0 : Self.accuser
            giveUp(current.number, [], now)
        }
        if now >= lastCall + interval {
            lastCall = now
            effects.append(.send(.join(order: order, again: true), to: everybodyElse))
        }
    }

    /// For a run whose time is over: the rim expires it, and tells whom it waited for, before it ticks.
    package func overdue(now: Duration) -> UInt32? {
        guard isWaiting, let current, now >= end(of: current) else { return nil }
        return current.number
    }

    // MARK: How it goes on

    package mutating func join(_ sender: PartyID, _ order: Bytes32, _ again: Bool, _ now: Duration) {
        guard order == self.order else {
            joined.remove(sender)
            conflicting.insert(sender)
            guard isWaiting, members - conflicting.count < threshold else { return }
            state = .failed
            if let current { effects.append(.abandon(attempt: current.number)) }
            current = nil
            effects.append(
                .fail(
                    .conflictingOrders,
                    "\(conflicting.count) of \(members) nodes were given another order under the same name"))
            return
        }
        if again, isWaiting { effects.append(.send(.join(order: order, again: false), to: [sender])) }
        away.remove(sender)
        if joined.insert(sender).inserted {
            if let quorumSince { effects.append(.noteLag(now - quorumSince)) }
            conflicting.remove(sender)
            passed = []
        }
    }

    package mutating func follow(_ proposal: Proposal, _ now: Duration) {
        let (attempt, leader, signers) = (proposal.attempt, proposal.leader, proposal.signers)
        guard ranking[Int(attempt) % members] == leader, signers.contains(leader), signers.count == threshold,
            signers.allSatisfy({ Int($0.rawValue) < members }),
            zip(signers, signers.dropFirst()).allSatisfy(<),
            attempt < limit, proposals[leader, default: 0] < Self.proposalLimit
        else { return }
        if let current, current.number == attempt { return }
        guard attempt >= floor, attempt > current?.number ?? 0 || current == nil else {
            // An older one: its leader does not know yet how far the others are.
            let next = Swift.max(floor, current.map { $0.number + 1 } ?? 0)
            effects.append(.send(.giveUp(attempt: attempt, next: next, culprits: []), to: [leader]))
            return
        }
        if let current, current.isReleased {
            if attempt > postponed?.attempt ?? 0 { postponed = proposal }
            return
        }
        proposals[leader, default: 0] += 1
        joined.insert(leader)
        away.remove(leader)
        if let current { effects.append(.abandon(attempt: current.number)) }
        floor = attempt
        current = Attempt(
            number: attempt, leader: leader, signers: signers, began: now, isProposed: true)
        (idleSince, heldUntil) = (nil, nil)
        if signers.contains(me) {
            effects.append(.accept(attempt: attempt, signers: signers, pair: proposal.pair))
        }
    }

    package mutating func gaveUp(
        _ sender: PartyID, _ attempt: UInt32, _ next: UInt32, _ culprits: [PartyID], _ now: Duration
    ) {
        if next < limit { floor = Swift.max(floor, current == nil ? next : floor) }
        if current == nil { heldUntil = nil }
        guard let current, current.number == attempt, current.signers.contains(sender) else { return }
        if culprits.contains(me) {
            strikes[sender, default: 0] += Self.seen
        } else if !culprits.isEmpty {
            strikes[sender, default: 0] += Self.accuser
            for culprit in culprits where culprit != sender && Int(culprit.rawValue) < members {
                strikes[culprit, default: 0] += Self.accused
            }
        }
        let isSuperseded = next > attempt + 1 && culprits.isEmpty
        giveUp(attempt, [], now, atLeast: next)
        // To propose again would only supersede the other in turn; whoever leads it has told everybody.
        if isSuperseded, self.current == nil { heldUntil = now + stagger }
    }

    /// Numbers beyond this are of somebody who wants to use them up.
    package var limit: UInt32 { UInt32(clamping: members * Self.proposalLimit * members) }

    package mutating func giveUp(
        _ attempt: UInt32, _ culprits: [PartyID], _ now: Duration, atLeast next: UInt32 = 0
    ) {
        let isSigner = current?.signers.contains(me) ?? false
        effects.append(.abandon(attempt: attempt))
        endAttempt(now)
        failures += 1
        if next < limit { floor = Swift.max(floor, next) }
        if isSigner {
            effects.append(
                .send(.giveUp(attempt: attempt, next: floor, culprits: culprits.sorted()), to: everybodyElse))
        }
        if let proposal = postponed {
            postponed = nil
            follow(proposal, now)
        }
    }

    package mutating func endAttempt(_ now: Duration) {
        if let current { floor = Swift.max(floor, current.number + 1) }
        current = nil
        idleSince = now
        quorumSince = nil
        passed = []
        hasDemanded = false
    }

    package mutating func finish(_ attempt: UInt32, _ signature: Signature) {
        if case .signed = state { return }
        if let current { effects.append(.abandon(attempt: current.number)) }
        current = nil
        let wasWaiting = isWaiting
        state = .signed(attempt: attempt, signature)
        if wasWaiting { effects.append(.finish(attempt: attempt, signature)) }
    }
}
