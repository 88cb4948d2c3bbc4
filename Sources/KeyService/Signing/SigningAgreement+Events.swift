package import KeyStore
package import Primitives
package import Secp256k1
package import Threshold

/// What happens. Whoever tells something of it calls ``settle(now:sets:)`` afterwards, when nothing else waits to be
/// told.
extension SigningAgreement {
    /// The client has given this node the order, for the first time or after a failure.
    ///
    /// - Parameter struck: whom this node has lately seen fail, with other orders.
    package mutating func begin(
        now: Duration, deadline: Duration, away: Set<PartyID>, struck: Set<PartyID> = []
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
            (strikes, lapses, accusations, passed) = ([:], [:], [:], [])
            (proposals, replies, raises) = ([:], [:], [:])
            passedOver = 0
            (failures, hasDemanded, hasWaited, current) = (0, false, false, nil)
            (idleSince, quorumSince, heldUntil, postponed, deferred) = (nil, nil, nil, nil, nil)
            effects.append(.send(.join(order: order, again: true), to: everybodyElse))
        case .waiting:
            effects.append(.send(.join(order: order, again: false), to: everybodyElse))
        }
        joined.insert(me)
        for party in struck where party != me { strikes[party] = Self.seen }
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

    /// - Parameter isUrged: whether there is no time, or nobody, for better signers.
    package mutating func follow(_ proposal: Proposal, _ now: Duration, isUrged: Bool = false) {
        let (attempt, leader, signers) = (proposal.attempt, proposal.leader, proposal.signers)
        guard ranking[Int(attempt) % members] == leader, signers.contains(leader), signers.count == threshold,
            signers.allSatisfy({ Int($0.rawValue) < members }),
            zip(signers, signers.dropFirst()).allSatisfy(<),
            attempt < limit, proposals[leader, default: 0] < Self.proposalLimit
        else { return }
        if let current, current.number == attempt { return }
        if let deferred, deferred.proposal.attempt == attempt { return }
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
        if !isUrged, isSuspect(signers) || attempt > floor + reach {
            if let current {
                if distrust(of: signers) > distrust(of: current.signers) { return refuse(proposal) }
            } else if hasAlternative(now: now) {
                return put(off: proposal, now)
            }
        }
        if let current {
            effects.append(.abandon(attempt: current.number))
            leave(current, for: proposal)
        }
        floor = attempt
        current = Attempt(
            number: attempt, leader: leader, signers: signers, began: now, isProposed: true)
        dropDeferred()
        (idleSince, heldUntil) = (nil, nil)
        if signers.contains(me) {
            effects.append(.accept(attempt: attempt, signers: signers, pair: proposal.pair))
        }
    }

    /// Tells the signers of an attempt that it is given up for a later one, which they may have refused: that nobody
    /// but this node itself is to blame.
    private mutating func leave(_ attempt: Attempt, for proposal: Proposal) {
        let others = attempt.signers.filter { $0 != me && $0 != proposal.leader }
        guard attempt.isProposed, attempt.signers.contains(me), !others.isEmpty else { return }
        effects.append(
            .send(.giveUp(attempt: attempt.number, next: proposal.attempt, culprits: [me]), to: others))
    }

    package mutating func gaveUp(
        _ sender: PartyID, _ attempt: UInt32, _ next: UInt32, _ culprits: [PartyID], _ now: Duration
    ) {
        var next = next
        if next > floor {
            if next < limit, raises[sender, default: 0] < Self.replyLimit {
                raises[sender, default: 0] += 1
            } else {
                next = floor
            }
        }
        // Only signers can fail, and only they can tell; of an attempt that has passed nothing is known of either.
        let signers = current?.number == attempt ? current?.signers : nil
        let blamed = culprits.filter { $0 != sender && signers?.contains($0) != false }
        if signers?.contains(sender) != false { note(sender, accuses: blamed) }
        if current == nil { (floor, heldUntil) = (Swift.max(floor, next), nil) }
        if let deferred, deferred.proposal.attempt == attempt, deferred.proposal.leader == sender {
            self.deferred = nil
        }
        guard let current, current.number == attempt, current.signers.contains(sender) else { return }
        let isLeft = culprits == [sender]
        let isSuperseded = isLeft ? next > passedOver : next > attempt + 1 && culprits.isEmpty
        giveUp(attempt, [], now, atLeast: next, isQuiet: isLeft)
        // To propose again would only supersede the other in turn; whoever leads it has told everybody.
        if isSuperseded, self.current == nil { heldUntil = now + stagger }
    }

    /// How far apart attempts are while nobody skips any.
    package var reach: UInt32 { UInt32(clamping: members * Self.proposalLimit * members) }

    /// Numbers from this on are of somebody who wants to use them up.
    package var limit: UInt32 { Swift.min(floor + Self.leap, 1 << 30) }

    package mutating func giveUp(
        _ attempt: UInt32, _ culprits: [PartyID], _ now: Duration, atLeast next: UInt32 = 0,
        isQuiet: Bool = false
    ) {
        let signers = current?.signers
        let isSigner = signers?.contains(me) ?? false
        effects.append(.abandon(attempt: attempt))
        endAttempt(now)
        floor = Swift.max(floor, next)
        if !isQuiet { failures += 1 }
        if let signers, !isQuiet { lapses[signers, default: 0] += 1 }
        if isSigner, !isQuiet {
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
