package import Threshold

/// Whether this node proposes, and what.
extension SigningAgreement {
    /// Those who could lead or sign now.
    package var present: [PartyID] { ranking.filter { joined.contains($0) && !away.contains($0) } }

    /// Leaders in turn, without those that were seen to fail, unless nobody else is left.
    package var leaders: [PartyID] {
        let able = present.filter { !passed.contains($0) }
        let trusted = able.filter { strikes[$0, default: 0] < Self.accused || $0 == me }
        return trusted.isEmpty ? able : trusted
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
        if let best = best(usable.filter { $0.pairs > 0 }), let attempt = nextAttempt {
            proposals[me, default: 0] += 1
            current = Attempt(
                number: attempt, leader: me, signers: best.signers, began: now, isProposed: false)
            floor = attempt
            idleSince = nil
            effects.append(.propose(attempt: attempt, signers: best.signers))
            return
        }
        // Somebody who is on the way may make a set complete that has pairs.
        let mayCome = sets.contains { set in
            set.pairs > 0 && set.signers.contains(me) && set.signers.allSatisfy { !away.contains($0) }
        }
        guard !mayCome || now >= since + stagger / 2 else { return }
        passed.insert(me)
        effects.append(.send(.pass, to: everybodyElse))
        guard !hasDemanded else { return }
        hasDemanded = true
        if let wanted = wanted(usable) { effects.append(.demand(wanted)) }
    }

    /// Fewest strikes, then most pairs, then the first.
    package func best(_ sets: [UsableSet]) -> UsableSet? {
        func weight(_ set: UsableSet) -> Int { set.signers.reduce(0) { $0 + strikes[$1, default: 0] } }
        return sets.min { a, b in
            let (wa, wb) = (weight(a), weight(b))
            if wa != wb { return wa < wb }
            if a.pairs != b.pairs { return a.pairs > b.pairs }
            return a.signers.lexicographicallyPrecedes(b.signers)
        }
    }

    /// Whom to make pairs for: a set that is there but for pairs, or this node and the most trusted others.
    package func wanted(_ usable: [UsableSet]) -> [PartyID]? {
        if let set = best(usable) { return set.signers }
        let others = present.filter { $0 != me }.enumerated().sorted { a, b in
            let (sa, sb) = (strikes[a.element, default: 0], strikes[b.element, default: 0])
            return sa == sb ? a.offset < b.offset : sa < sb
        }
        guard others.count >= threshold - 1 else { return nil }
        return (others.prefix(threshold - 1).map(\.element) + [me]).sorted()
    }

    /// The lowest number of this node's own that has not been given up.
    package var nextAttempt: UInt32? {
        guard let rank = ranking.firstIndex(of: me) else { return nil }
        let (n, rank32) = (UInt32(clamping: members), UInt32(clamping: rank))
        let rest = floor % n
        let next = floor + (rank32 >= rest ? rank32 - rest : n - rest + rank32)
        return next < limit ? next : nil
    }
}
