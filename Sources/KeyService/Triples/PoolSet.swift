package import KeyStore
package import Threshold

/// One signer set at one of its members: whether it can be used, and what its leader has it do next. A value
/// without I/O.
///
/// A set is usable once all its signers are connected, have told each other what they know of their stores, and have
/// compared what they hold; pairs that only some hold are destroyed. Whenever a signer was away, all of that comes
/// again. The leader, the lowest member, compares and starts the runs; one run at a time.
package struct PoolSet: Sendable {
    package enum Phase: Hashable, Sendable {
        /// Somebody is missing, or has not told what it knows.
        case away
        /// Waiting for the leader to compare.
        case waiting
        /// The leader collects what everybody holds; `held` is its own.
        case comparing(round: UInt64, awaited: Set<PartyID>, held: [PairID]?, common: Set<PairID>?)
        case ready
        /// A run; the leader waits for the others, too.
        case running(RunNumber, awaited: Set<PartyID>)
    }

    package enum Effect: Hashable, Sendable {
        case send(PoolMessage, to: [PartyID])
        /// Read what this node holds, and say so by ``holds(_:round:)``.
        case list(round: UInt64)
        case discard([PairID])
        /// Take part in a run, and say how it ended by ``ended(_:isStored:)``.
        case run(RunNumber, pairs: Int)
        case stop(RunNumber)
        /// The set has become usable, or is no longer.
        case usable(Bool)
    }

    package let signers: [PartyID]
    package let me: PartyID
    package private(set) var phase = Phase.away
    /// A comparison that a follower was asked for before it could answer.
    private var asked: UInt64?
    /// What a follower has told in a round.
    private var told: (round: UInt64, pairs: [PairID])?
    private var effects: [Effect] = []

    package init(signers: [PartyID], me: PartyID) {
        self.signers = signers
        self.me = me
    }

    package var leader: PartyID { signers.first ?? me }
    package var isLeader: Bool { leader == me }
    package var others: [PartyID] { signers.filter { $0 != me } }

    package var isUsable: Bool {
        switch phase {
        case .ready, .running: true
        case .away, .waiting, .comparing: false
        }
    }

    /// Whether the leader can begin a run.
    package var isIdle: Bool { phase == .ready && isLeader }

    package mutating func takeEffects() -> [Effect] {
        defer { effects = [] }
        return effects
    }

    /// A signer was lost, or this node's store has begun anew.
    package mutating func lost() {
        guard phase != .away else { return }
        if case .running(let run, _) = phase { effects.append(.stop(run)) }
        move(to: .away)
        told = nil
        asked = nil
    }

    /// All signers are there, and the store has admitted the set.
    package mutating func admitted(round: UInt64) {
        guard phase == .away else { return }
        if isLeader {
            compare(round)
        } else {
            move(to: .waiting)
            if let asked { answer(asked) } else { effects.append(.send(.ask, to: [leader])) }
        }
    }

    package mutating func receive(_ message: PoolMessage, from sender: PartyID, round: UInt64) {
        guard signers.contains(sender), sender != me else { return }
        switch message {
        case .ask where isLeader:
            switch phase {
            case .ready: compare(round)
            case .running(let run, _):
                effects.append(.stop(run))
                compare(round)
            case .away, .waiting, .comparing: break
            }
        case .compare(let round) where sender == leader:
            if case .running(let run, _) = phase { effects.append(.stop(run)) }
            if phase == .away { asked = round } else { answer(round) }
        case .holdings(let round, let pairs) where isLeader: collect(pairs, sender, round)
        case .keep(let round, let pairs) where sender == leader:
            guard phase == .waiting, let told, told.round == round else { return }
            self.told = nil
            let kept = Set(pairs)
            discard(told.pairs.filter { !kept.contains($0) })
            move(to: .ready)
        case .start(let run, let pairs) where sender == leader:
            guard phase == .ready, (1...PoolTarget.largestBatch).contains(pairs) else {
                effects.append(.send(.ended(run, isStored: false), to: [leader]))
                return
            }
            move(to: .running(run, awaited: [me]))
            effects.append(.run(run, pairs: pairs))
        case .ended(let run, let isStored) where isLeader: end(run, of: sender, isStored, round)
        case .mark, .memory, .demand, .stocked, .ask, .compare, .holdings, .keep, .start, .ended: break
        }
    }

    /// What this node holds.
    package mutating func holds(_ pairs: [PairID], round: UInt64) {
        if isLeader {
            guard case .comparing(round, let awaited, nil, let common) = phase else { return }
            phase = .comparing(
                round: round, awaited: awaited, held: pairs,
                common: common.map { $0.intersection(pairs) } ?? Set(pairs))
            concludeComparison()
        } else {
            guard phase == .waiting, asked == round else { return }
            asked = nil
            told = (round, pairs)
            effects.append(.send(.holdings(round: round, pairs), to: [leader]))
        }
    }

    /// The leader begins a run.
    package mutating func start(_ run: RunNumber, pairs: Int) {
        guard isIdle else { return }
        effects.append(.send(.start(run, pairs: pairs), to: others))
        move(to: .running(run, awaited: Set(signers)))
        effects.append(.run(run, pairs: pairs))
    }

    /// A run is over at this node.
    package mutating func ended(_ run: RunNumber, isStored: Bool, round: UInt64) {
        guard case .running(run, _) = phase else { return }
        if isLeader {
            end(run, of: me, isStored, round)
        } else {
            effects.append(.send(.ended(run, isStored: isStored), to: [leader]))
            move(to: .ready)
        }
    }

    /// The leader has waited too long for somebody.
    package mutating func overdue(round: UInt64) {
        guard isLeader else { return }
        switch phase {
        case .running(let run, _):
            effects.append(.stop(run))
            compare(round)
        case .comparing: compare(round)
        case .away, .waiting, .ready: break
        }
    }

    private mutating func end(_ run: RunNumber, of party: PartyID, _ isStored: Bool, _ round: UInt64) {
        guard case .running(run, var awaited) = phase else { return }
        guard isStored else {
            // Some have stored what others have not: that shows by comparing.
            effects.append(.stop(run))
            return compare(round)
        }
        awaited.remove(party)
        if awaited.isEmpty {
            move(to: .ready)
        } else {
            phase = .running(run, awaited: awaited)
        }
    }

    private mutating func compare(_ round: UInt64) {
        move(to: .comparing(round: round, awaited: Set(others), held: nil, common: nil))
        effects.append(.send(.compare(round: round), to: others))
        effects.append(.list(round: round))
    }

    private mutating func answer(_ round: UInt64) {
        asked = round
        move(to: .waiting)
        effects.append(.list(round: round))
    }

    private mutating func collect(_ pairs: [PairID], _ sender: PartyID, _ round: UInt64) {
        guard case .comparing(round, var awaited, let held, let common) = phase, awaited.remove(sender) != nil
        else { return }
        phase = .comparing(
            round: round, awaited: awaited, held: held,
            common: common.map { $0.intersection(pairs) } ?? Set(pairs))
        concludeComparison()
    }

    private mutating func concludeComparison() {
        guard case .comparing(let round, let awaited, let held?, let common?) = phase, awaited.isEmpty else {
            return
        }
        effects.append(.send(.keep(round: round, held.filter(common.contains)), to: others))
        discard(held.filter { !common.contains($0) })
        move(to: .ready)
    }

    private mutating func discard(_ pairs: [PairID]) {
        if !pairs.isEmpty { effects.append(.discard(pairs)) }
    }

    private mutating func move(to next: Phase) {
        let wasUsable = isUsable
        phase = next
        if isUsable != wasUsable { effects.append(.usable(isUsable)) }
    }
}
