package import Threshold

/// Whether this node proposes, and what.
extension SigningAgreement {
    /// Those who could lead or sign now.
    package var present: [PartyID] { ranking.filter { joined.contains($0) && !away.contains($0) } }

    /// Leaders in turn, without those that are not trusted while enough others are here, and without those that this
    /// node has seen fail as long as there is anybody else.
    package var leaders: [PartyID] {
        let able = present.filter { !passed.contains($0) }
        let trusted = able.filter(isTrusted)
        if trusted.count >= threshold || trusted.contains(where: { $0 != me }) { return trusted }
        let unseen = able.filter { strikes[$0, default: 0] < Self.seen }
        return unseen.isEmpty ? able : unseen
    }

    /// How many go before this node.
    package var position: Int? { leaders.firstIndex(of: me) }

    /// Who goes before this node, could still come, and is worth a moment.
    package var isFirstToCome: Bool {
        failures > 0
            || ranking.prefix { $0 != me }.allSatisfy {
                joined.contains($0) || away.contains($0) || conflicting.contains($0)
            }
    }

    /// Decides what follows from everything that was told: whether this node proposes.
    package mutating func settle(now: Duration, sets: [UsableSet]) {
        guard isWaiting, current == nil, joined.contains(me) else { return }
        if let deferred, now >= deferred.until || !hasAlternative(now: now) {
            self.deferred = nil
            follow(deferred.proposal, now, isUrged: true)
            guard current == nil else { return }
        }
        if let heldUntil, now < heldUntil { return }
        heldUntil = nil
        guard present.count >= threshold else {
            idleSince = nil
            return
        }
        let since = idleSince ?? now
        idleSince = since
        if failures == 0, floor == 0, quorumSince == nil { quorumSince = now }
        if !isFirstToCome {
            guard now >= since + grace else { return }
            if !hasWaited { effects.append(.noteLag(.zero)) }
            hasWaited = true
        }
        guard let position, now >= since + stagger * position, proposals[me, default: 0] < Self.proposalLimit
        else { return }
        let here = Set(present)
        let usable = sets.filter { $0.signers.contains(me) && $0.signers.allSatisfy(here.contains) }
        let ready = usable.filter { $0.pairs > 0 }
        // Pairs for trusted signers are worth waiting for as long as an attempt with others would be.
        let isChoosy = now < since + interval && hasAlternative(now: now)
        if let best = best(isChoosy ? ready.filter { !isSuspect($0.signers) } : ready),
            let attempt = nextAttempt
        {
            proposals[me, default: 0] += 1
            current = Attempt(
                number: attempt, leader: me, signers: best.signers, began: now, isProposed: false)
            floor = attempt
            idleSince = nil
            dropDeferred()
            effects.append(.propose(attempt: attempt, signers: best.signers))
            return
        }
        if isChoosy, !ready.isEmpty {
            demandPairs(usable)
            return
        }
        // Somebody who is on the way may make a set complete that has pairs.
        let mayCome = sets.contains { set in
            set.pairs > 0 && set.signers.contains(me) && set.signers.allSatisfy { !away.contains($0) }
        }
        guard !mayCome || now >= since + stagger / 2 else { return }
        passed.insert(me)
        effects.append(.send(.pass, to: everybodyElse))
        demandPairs(usable)
    }

    private mutating func demandPairs(_ usable: [UsableSet]) {
        guard !hasDemanded else { return }
        hasDemanded = true
        if let wanted = wanted(usable) { effects.append(.demand(wanted)) }
    }

    /// The least distrust, to which failures together add, then most pairs, then the first.
    package func best(_ sets: [UsableSet]) -> UsableSet? {
        sets.min { a, b in
            let (wa, wb) = (weight(a.signers), weight(b.signers))
            if wa != wb { return wa < wb }
            if a.pairs != b.pairs { return a.pairs > b.pairs }
            return a.signers.lexicographicallyPrecedes(b.signers)
        }
    }

    private func weight(_ signers: [PartyID]) -> Int {
        distrust(of: signers) + Swift.min(lapses[signers, default: 0], Self.seen - 1)
    }

    /// Whom to make pairs for: a set that is there but for pairs, or this node and the most trusted others.
    package func wanted(_ usable: [UsableSet]) -> [PartyID]? {
        if let set = best(usable) { return set.signers }
        let others = present.filter { $0 != me }.enumerated().sorted { a, b in
            let (sa, sb) = (distrust(of: a.element), distrust(of: b.element))
            return sa == sb ? a.offset < b.offset : sa < sb
        }
        guard others.count >= threshold - 1 else { return nil }
        return (others.prefix(threshold - 1).map(\.element) + [me]).sorted()
    }

    /// The lowest number of this node's own that has not been given up.
    package var nextAttempt: UInt32? {
        guard let rank = ranking.firstIndex(of: me) else { return nil }
        let (n, rank32) = (UInt32(clamping: members), UInt32(clamping: rank))
        // Above what this node did not follow, for those who did.
        let above = passedOver + 1
        let least = passedOver >= floor && passedOver > 0 && above <= floor + reach ? above : floor
        let rest = least % n
        let next = least + (rank32 >= rest ? rank32 - rest : n - rest + rank32)
        return next < limit ? next : nil
    }
}
