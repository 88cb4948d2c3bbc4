internal import KeyStore
internal import Primitives
internal import Secp256k1
internal import Threshold

/// How the nodes that got one order agree on who signs with which pair: a value without I/O, one for each order.
///
/// Attempts are numbered, and the number says who leads: the members are ranked by a hash of the order, and attempt k
/// belongs to rank k modulo their number. The leader is one of the signers and proposes a pair of its own. A proposal
/// with a higher number supersedes all lower ones: who follows it has given those up first. So any number of
/// proposals at the same time come to one, at the cost of pairs and never of a nonce, since each attempt has another.
struct SigningAgreement: Sendable {
    /// A set of signers that this node is one of, and whether there is something to sign with.
    struct UsableSet: Hashable, Sendable {
        var signers: [PartyID]
        /// How many pairs wait; zero for a set that could sign but for that.
        var pairs: Int
    }

    /// What is to be done, in this order.
    enum Effect: Hashable, Sendable {
        case send(SigningMessage, to: [PartyID])
        /// Take a pair of these signers and say so by ``proposing(_:pair:mark:)`` or ``cannotPropose(_:now:sets:)``.
        case propose(attempt: UInt32, signers: [PartyID])
        /// Take this pair and sign.
        case accept(attempt: UInt32, signers: [PartyID], pair: PairID)
        /// Give the attempt up: nothing more of it is sent.
        case abandon(attempt: UInt32)
        /// Nobody has a pair for those who are here: make some for these.
        case demand([PartyID])
        /// How late somebody was with the order, or zero if this node has waited for one in vain.
        case noteLag(Duration)
        /// The end, unless there has been one.
        case finish(attempt: UInt32, Signature)
        case fail(KeyServiceError.Code, String)
    }

    /// The attempt that is under way, as far as this node knows.
    struct Attempt: Hashable, Sendable {
        let number: UInt32
        let leader: PartyID
        let signers: [PartyID]
        let began: Duration
        /// Whether this node's proposal has gone out, or another's has come.
        var isProposed: Bool
    }

    private enum State: Hashable, Sendable {
        case waiting
        case signed(attempt: UInt32, Signature)
        case failed
    }

    /// Nobody may propose more often than this for one order.
    static let proposalLimit = 6
    /// Repetitions of the result to one peer that keeps asking.
    private static let replyLimit = 16
    /// What a failure that this node has seen counts, one that others told, and telling of one.
    private static let (seen, accused, accuser) = (4, 2, 1)

    let me: PartyID
    let members: Int
    let threshold: Int
    let order: Bytes32
    /// In the order in which they lead.
    let ranking: [PartyID]

    private(set) var joined: Set<PartyID> = []
    private(set) var conflicting: Set<PartyID> = []
    private(set) var current: Attempt?
    /// Attempts below this have been given up.
    private(set) var floor: UInt32 = 0
    private(set) var failures = 0
    private var state = State.waiting
    private var strikes: [PartyID: Int] = [:]
    private var away: Set<PartyID> = []
    private var passed: Set<PartyID> = []
    private var proposals: [PartyID: Int] = [:]
    private var replies: [PartyID: Int] = [:]
    /// What is usual now: it follows the load.
    var patience: Patience
    /// How long this node waits for those who go before it in the ranking, and have not told that they have the order.
    var grace: Duration = .zero
    private var deadline: Duration = .zero
    /// Since when nobody has proposed although enough are here.
    private var idleSince: Duration?
    /// Since when enough are here, at the first attempt.
    private var quorumSince: Duration?
    private var hasWaited = false
    /// Until when this node does not propose: an attempt is under way of which it has only been told by another.
    private var heldUntil: Duration?
    private var hasDemanded = false
    private var lastCall: Duration = .zero
    private var effects: [Effect] = []

    init(me: PartyID, members: Int, threshold: Int, order: Bytes32, patience: Patience) {
        self.me = me
        self.members = members
        self.threshold = threshold
        self.order = order
        self.patience = patience
        ranking = Self.ranking(members, by: order)
    }

    /// The members by a hash of the order and of each.
    static func ranking(_ members: Int, by order: Bytes32) -> [PartyID] {
        let keyed = (0..<UInt32(clamping: members)).map { place in
            (hash: SHA2.sha256(order.bytes + place.bytesOfBigEndian).bytes, party: PartyID(place))
        }
        return keyed.sorted { $0.hash.lexicographicallyPrecedes($1.hash) }.map { $0.party }
    }

    /// What is to be done since the last call of this.
    mutating func takeEffects() -> [Effect] {
        defer { effects = [] }
        return effects
    }

    /// Whether this node still wants a signature.
    var isWaiting: Bool { state == .waiting }

    /// When ``tick(now:)`` is wanted, if nothing else happens before.
    var wakeUp: Duration? {
        guard isWaiting else { return nil }
        var times = [deadline, lastCall + interval]
        if let current { times.append(end(of: current)) }
        if let idleSince {
            times += heldUntil.map { [$0] } ?? []
            times += [
                idleSince + grace, idleSince + stagger / 2, idleSince + stagger * Swift.max(1, position ?? 1),
            ]
        }
        return times.filter { $0 > lastTick }.min() ?? deadline
    }
    private var lastTick: Duration = .zero

    private var everybodyElse: [PartyID] {
        (0..<UInt32(clamping: members)).map { PartyID($0) }.filter { $0 != me }
    }
    private var interval: Duration { patience.value(failures: failures) }
    private var stagger: Duration { interval / 4 }

    /// Who only watches lets those who take part find out first.
    private func end(of attempt: Attempt) -> Duration {
        attempt.began + (attempt.signers.contains(me) ? interval : interval * 3 / 2)
    }

    // MARK: What happens
    //
    // Whoever tells something of it calls ``settle(now:sets:)`` afterwards, when nothing else waits to be told.

    /// The client has given this node the order, for the first time or after a failure.
    mutating func begin(
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
            (idleSince, quorumSince, heldUntil) = (nil, nil, nil)
            effects.append(.send(.join(order: order, again: true), to: everybodyElse))
        case .waiting:
            effects.append(.send(.join(order: order, again: false), to: everybodyElse))
        }
        joined.insert(me)
    }

    /// A message of a member. What is in `done` has been verified.
    mutating func receive(_ message: SigningMessage, from sender: PartyID, now: Duration) {
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
            follow(attempt, sender, signers, pair, now)
        case .giveUp(let attempt, let next, let culprits):
            gaveUp(sender, attempt, next, culprits, now)
        case .pass: passed.insert(sender)
        }
    }

    /// The pair for this node's proposal has been taken.
    ///
    /// - Returns: whether the attempt goes on; if not, the pair is spent all the same.
    mutating func proposing(_ attempt: UInt32, pair: PairID, mark: [UInt8]) -> Bool {
        guard isWaiting, let current, current.number == attempt, current.leader == me else { return false }
        self.current?.isProposed = true
        effects.append(
            .send(
                .propose(attempt: attempt, signers: current.signers, pair: pair, mark: mark),
                to: everybodyElse))
        return true
    }

    /// There was none, after all.
    mutating func cannotPropose(_ attempt: UInt32, now: Duration) {
        guard isWaiting, current?.number == attempt else { return }
        endAttempt(now)
        passed.insert(me)
        effects.append(.send(.pass, to: everybodyElse))
    }

    /// The protocol has succeeded at this node.
    mutating func succeeded(_ attempt: UInt32, _ signature: Signature) {
        guard isWaiting else { return }
        let signers = current?.number == attempt ? current?.signers ?? [] : []
        finish(attempt, signature)
        effects.append(
            .send(.done(attempt: attempt, signature), to: everybodyElse.filter { !signers.contains($0) }))
    }

    /// It has failed, or could not begin.
    mutating func failed(_ attempt: UInt32, culprits: [PartyID], now: Duration) {
        guard isWaiting, current?.number == attempt else { return }
        for culprit in culprits where culprit != me { strikes[culprit, default: 0] += Self.seen }
        giveUp(attempt, culprits, now)
    }

    /// The pools have changed: who had nothing may have something now.
    mutating func poolsChanged() {
        // What others have is not known from this.
        passed.remove(me)
    }

    /// A connection was lost, and with it what was on its way.
    mutating func lost(_ peer: PartyID, now: Duration) {
        away.insert(peer)
        joined.remove(peer)
        guard isWaiting else { return }
        if let current, current.signers.contains(peer) {
            strikes[peer, default: 0] += Self.accused
            giveUp(current.number, [peer], now)
        }
    }

    /// There is a connection again.
    mutating func found(_ peer: PartyID, now: Duration) {
        away.remove(peer)
        guard isWaiting else { return }
        effects.append(.send(.join(order: order, again: true), to: [peer]))
    }

    /// Time has passed.
    mutating func tick(now: Duration) {
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
    func overdue(now: Duration) -> UInt32? {
        guard isWaiting, let current, now >= end(of: current) else { return nil }
        return current.number
    }

    // MARK: How it goes on

    private mutating func join(_ sender: PartyID, _ order: Bytes32, _ again: Bool, _ now: Duration) {
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

    private mutating func follow(
        _ attempt: UInt32, _ leader: PartyID, _ signers: [PartyID], _ pair: PairID, _ now: Duration
    ) {
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
        proposals[leader, default: 0] += 1
        joined.insert(leader)
        away.remove(leader)
        if let current { effects.append(.abandon(attempt: current.number)) }
        floor = attempt
        current = Attempt(
            number: attempt, leader: leader, signers: signers, began: now, isProposed: true)
        (idleSince, heldUntil) = (nil, nil)
        if signers.contains(me) { effects.append(.accept(attempt: attempt, signers: signers, pair: pair)) }
    }

    private mutating func gaveUp(
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
        if isSuperseded { heldUntil = now + stagger }
    }

    /// Numbers beyond this are of somebody who wants to use them up.
    private var limit: UInt32 { UInt32(clamping: members * Self.proposalLimit * members) }

    private mutating func giveUp(
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
    }

    private mutating func endAttempt(_ now: Duration) {
        if let current { floor = Swift.max(floor, current.number + 1) }
        current = nil
        idleSince = now
        quorumSince = nil
        passed = []
        hasDemanded = false
    }

    private mutating func finish(_ attempt: UInt32, _ signature: Signature) {
        if case .signed = state { return }
        if let current { effects.append(.abandon(attempt: current.number)) }
        current = nil
        let wasWaiting = isWaiting
        state = .signed(attempt: attempt, signature)
        if wasWaiting { effects.append(.finish(attempt: attempt, signature)) }
    }

    // MARK: Proposing

    /// Those who could lead or sign now.
    private var present: [PartyID] { ranking.filter { joined.contains($0) && !away.contains($0) } }

    /// Leaders in turn, without those that were seen to fail, unless nobody else is left.
    private var leaders: [PartyID] {
        let able = present.filter { !passed.contains($0) }
        let trusted = able.filter { strikes[$0, default: 0] < Self.accused || $0 == me }
        return trusted.isEmpty ? able : trusted
    }

    /// How many go before this node.
    private var position: Int? { leaders.firstIndex(of: me) }

    /// Who goes before this node, could still come, and is worth a moment.
    private var isFirstToCome: Bool {
        failures > 0
            || ranking.prefix { $0 != me }.allSatisfy {
                joined.contains($0) || away.contains($0) || conflicting.contains($0)
            }
    }

    /// Decides what follows from everything that was told: whether this node proposes.
    mutating func settle(now: Duration, sets: [UsableSet]) {
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
    private func best(_ sets: [UsableSet]) -> UsableSet? {
        func weight(_ set: UsableSet) -> Int { set.signers.reduce(0) { $0 + strikes[$1, default: 0] } }
        return sets.min { a, b in
            let (wa, wb) = (weight(a), weight(b))
            if wa != wb { return wa < wb }
            if a.pairs != b.pairs { return a.pairs > b.pairs }
            return a.signers.lexicographicallyPrecedes(b.signers)
        }
    }

    /// Whom to make pairs for: a set that is there but for pairs, or this node and the most trusted others.
    private func wanted(_ usable: [UsableSet]) -> [PartyID]? {
        if let set = best(usable) { return set.signers }
        let others = present.filter { $0 != me }.enumerated().sorted { a, b in
            let (sa, sb) = (strikes[a.element, default: 0], strikes[b.element, default: 0])
            return sa == sb ? a.offset < b.offset : sa < sb
        }
        guard others.count >= threshold - 1 else { return nil }
        return (others.prefix(threshold - 1).map(\.element) + [me]).sorted()
    }

    /// The lowest number of this node's own that has not been given up.
    private var nextAttempt: UInt32? {
        guard let rank = ranking.firstIndex(of: me) else { return nil }
        let (n, rank32) = (UInt32(clamping: members), UInt32(clamping: rank))
        let rest = floor % n
        let next = floor + (rank32 >= rest ? rank32 - rest : n - rest + rank32)
        return next < limit ? next : nil
    }
}
