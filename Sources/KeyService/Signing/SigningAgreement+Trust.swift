package import Threshold

/// Whom this node would rather not sign with: a matter of order, never of exclusion. Whoever has failed, or is said
/// to, is neither proposed nor followed while enough others are here; when they are not, or have failed as well, its
/// turn comes again.
extension SigningAgreement {
    /// What speaks against a member: above all what this node has seen itself.
    ///
    /// What others say counts once for each of them, for as many members as may fail at most, and nothing at all if
    /// this node has seen the accuser fail: a liar costs attempts, at most one with itself among the signers.
    package func distrust(of party: PartyID) -> Int {
        guard party != me else { return 0 }
        let accusers = accusations.count { accuser, accused in
            accuser != party && strikes[accuser, default: 0] < Self.seen && accused.contains(party)
        }
        let told = accusers == 0 ? 0 : Swift.min(Self.accused + accusers - 1, Self.seen - 1)
        let telling = accusations[party]?.isEmpty == false ? Self.accuser : 0
        return strikes[party, default: 0] + told + telling
    }

    package func distrust(of signers: [PartyID]) -> Int { signers.reduce(0) { $0 + distrust(of: $1) } }

    package func isTrusted(_ party: PartyID) -> Bool { distrust(of: party) < Self.accused }

    package func isSuspect(_ signers: [PartyID]) -> Bool { !signers.allSatisfy(isTrusted) }

    /// What a member says of another, which it may do for no more than may fail.
    package mutating func note(_ accuser: PartyID, accuses culprits: [PartyID]) {
        if culprits.contains(me) { strikes[accuser, default: 0] += Self.accused }
        for culprit in culprits
        where culprit != accuser && culprit != me && Int(culprit.rawValue) < members {
            guard accusations[accuser, default: []].count < members - threshold else { return }
            accusations[accuser, default: []].insert(culprit)
        }
    }

    /// Whether enough trusted members are here, or may come within a moment.
    package func hasAlternative(now: Duration) -> Bool {
        let mayCome = now < (idleSince ?? now) + stagger
        let trusted = ranking.count { party in
            isTrusted(party) && !away.contains(party) && !conflicting.contains(party)
                && (mayCome || joined.contains(party))
        }
        return trusted >= threshold
    }

    /// Keeps a proposal that nobody follows while there may be a better one.
    package mutating func put(off proposal: Proposal, _ now: Duration) {
        var until = now + interval / 2
        if let deferred {
            guard proposal.attempt > deferred.proposal.attempt else { return refuse(proposal) }
            refuse(deferred.proposal)
            until = deferred.until
        }
        passedOver = Swift.max(passedOver, proposal.attempt)
        deferred = Deferred(proposal: proposal, until: until)
    }

    /// Tells a leader that it waits in vain: otherwise it would take this node for silent.
    package mutating func refuse(_ proposal: Proposal) {
        passedOver = Swift.max(passedOver, proposal.attempt)
        guard proposal.signers.contains(me) else { return }
        effects.append(
            .send(
                .giveUp(attempt: proposal.attempt, next: proposal.attempt + 2, culprits: []),
                to: [proposal.leader]))
    }

    /// This node takes part in another attempt.
    package mutating func dropDeferred() {
        guard let deferred else { return }
        self.deferred = nil
        refuse(deferred.proposal)
    }
}
