internal import PeerTransport
internal import Threshold

/// When runs are started and given up.
extension PoolKeeper {
    /// Starts a run, if this node leads a set that wants one and none of its runs is under way.
    func consider() async {
        guard !isStopped, let keys else { return }
        let isBusy = pools.values.contains { pool in
            if case .running = pool.set.phase { pool.set.isLeader } else { false }
        }
        guard !isBusy else { return }
        let entries = board.entries
        let order = plan + pools.keys.filter { !plan.contains($0) }
        var chosen: (signers: [PartyID], pairs: Int, batch: Int, isUrgent: Bool)?
        for signers in order {
            guard let pool = pools[signers], pool.set.isIdle, mayBegin(signers, keys) else { continue }
            let pairs = entries[signers]?.pairs ?? 0
            let isUrgent = pool.isUrgent && pairs < 4
            guard let batch = pool.target.batch(pairs: pairs) ?? (isUrgent ? 1 : nil) else { continue }
            if let chosen, (chosen.isUrgent ? 0 : 1, chosen.pairs) <= (isUrgent ? 0 : 1, pairs) { continue }
            chosen = (signers, pairs, batch, isUrgent)
        }
        guard let chosen else { return }
        pools[chosen.signers]?.set.start(numbers.issue(), pairs: chosen.batch)
        await perform(chosen.signers)
    }

    /// The first set of the epoch whose signers are here gets its first pair before all others: that is when the
    /// network can sign for the first time.
    private func mayBegin(_ signers: [PartyID], _ keys: EpochKeys) -> Bool {
        if isStocked || clock.now - entered > Self.headStart { return true }
        let first = plan.first { set in
            set.allSatisfy { party in
                party == keys.me || keys.peer(party).map(reachable.contains) ?? false
            }
        }
        return first == nil || first == signers
    }

    /// Time has passed: what was lost is said again, and who is late is given up.
    func tick() async {
        guard !isStopped else { return }
        for peer in reachable where known[peer] == nil { tellMark(to: peer) }
        let now = clock.now
        for signers in Array(pools.keys) {
            guard let pool = pools[signers] else { continue }
            switch pool.set.phase {
            case .comparing where now - pool.since > .seconds(2),
                .running where now - pool.since > Self.patience:
                guard pool.set.isLeader else { continue }
                pools[signers]?.since = now
                pools[signers]?.set.overdue(round: round())
                await perform(signers)
            case .waiting where now - pool.since > .seconds(2):
                pools[signers]?.since = now
                if let leader = keys?.peer(pool.set.leader) { send(.ask, pool.session, to: leader) }
            case .ready:
                if let entry = board.entries[signers], entry.taken > 0 { await look(signers) }
            default: break
            }
        }
        await runner?.expireOld()
        await consider()
    }

    func stop() async {
        isStopped = true
        await runner?.stopAll()
    }
}
