package import KeyStore
package import Primitives
package import Secp256k1
package import Threshold

/// How the nodes that got one order agree on who signs with which pair: a value without I/O, one for each order.
///
/// Attempts are numbered, and the number says who leads: the members are ranked by a hash of the order, and attempt k
/// belongs to rank k modulo their number. The leader is one of the signers and proposes a pair of its own. A proposal
/// with a higher number supersedes all lower ones: who follows it has given those up first. So any number of
/// proposals at the same time come to one, at the cost of pairs and never of a nonce, since each attempt has another.
///
/// Whoever has released its summand follows no other attempt until that one has ended, so that two attempts succeed
/// only if time was up for one of them, or somebody was lost.
package struct SigningAgreement: Hashable, Sendable {
    /// A set of signers that this node is one of, and whether there is something to sign with.
    package struct UsableSet: Hashable, Sendable {
        package var signers: [PartyID]
        /// How many pairs wait; zero for a set that could sign but for that.
        package var pairs: Int

        package init(signers: [PartyID], pairs: Int) { (self.signers, self.pairs) = (signers, pairs) }
    }

    /// What is to be done, in this order.
    package enum Effect: Hashable, Sendable {
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
    package struct Attempt: Hashable, Sendable {
        package let number: UInt32
        package let leader: PartyID
        package let signers: [PartyID]
        package let began: Duration
        /// Whether this node's proposal has gone out, or another's has come.
        package var isProposed: Bool
        /// Whether this node has sent its summand: the other signers may have the signature any moment.
        package var isReleased = false
    }

    enum State: Hashable, Sendable {
        case waiting
        case signed(attempt: UInt32, Signature)
        case failed
    }

    package struct Proposal: Hashable, Sendable {
        package var attempt: UInt32
        package var leader: PartyID
        package var signers: [PartyID]
        package var pair: PairID
    }

    /// A proposal with signers that this node would rather not sign with.
    package struct Deferred: Hashable, Sendable {
        package var proposal: Proposal
        /// When it is followed for want of a better one.
        package var until: Duration
    }

    /// Nobody may propose more often than this for one order.
    package static let proposalLimit = 8
    /// By how much one message may raise the number of the next attempt.
    package static let leap: UInt32 = 1 << 18
    /// Repetitions of the result to one peer that keeps asking, and times that one may tell how far others are.
    package static let replyLimit = 16
    /// What a failure that this node has seen counts, one that others told, and telling of one.
    package static let (seen, accused, accuser) = (4, 2, 1)

    package let me: PartyID
    package let members: Int
    package let threshold: Int
    package let order: Bytes32
    /// In the order in which they lead.
    package let ranking: [PartyID]

    package var joined: Set<PartyID> = []
    package var conflicting: Set<PartyID> = []
    package var current: Attempt?
    /// Attempts below this have been given up.
    package var floor: UInt32 = 0
    package var failures = 0
    var state = State.waiting
    /// What this node has seen itself.
    package var strikes: [PartyID: Int] = [:]
    /// How often an attempt of the same signers has come to nothing.
    package var lapses: [[PartyID]: Int] = [:]
    /// What others say: whom each of them blames.
    package var accusations: [PartyID: Set<PartyID>] = [:]
    package var away: Set<PartyID> = []
    package var passed: Set<PartyID> = []
    package var proposals: [PartyID: Int] = [:]
    package var replies: [PartyID: Int] = [:]
    package var raises: [PartyID: Int] = [:]
    /// What is usual now: it follows the load.
    package var patience: Patience
    /// How long this node waits for those who go before it in the ranking, and have not told that they have the order.
    package var grace: Duration = .zero
    package var deadline: Duration = .zero
    /// Since when nobody has proposed although enough are here.
    package var idleSince: Duration?
    /// Since when enough are here, at the first attempt.
    package var quorumSince: Duration?
    package var hasWaited = false
    /// What would have superseded an attempt that may be as good as done.
    package var postponed: Proposal?
    package var deferred: Deferred?
    /// The highest attempt that this node was asked to follow, and did not.
    package var passedOver: UInt32 = 0
    /// Until when this node does not propose: an attempt is under way of which it has only been told by another.
    package var heldUntil: Duration?
    package var hasDemanded = false
    package var lastCall: Duration = .zero
    package var effects: [Effect] = []

    package init(me: PartyID, members: Int, threshold: Int, order: Bytes32, patience: Patience) {
        self.me = me
        self.members = members
        self.threshold = threshold
        self.order = order
        self.patience = patience
        ranking = Self.ranking(members, by: order)
    }

    /// The members by a hash of the order and of each.
    package static func ranking(_ members: Int, by order: Bytes32) -> [PartyID] {
        let keyed = (0..<UInt32(clamping: members)).map { place in
            (hash: SHA2.sha256(order.bytes + place.bytesOfBigEndian).bytes, party: PartyID(place))
        }
        return keyed.sorted { $0.hash.lexicographicallyPrecedes($1.hash) }.map { $0.party }
    }

    /// What is to be done since the last call of this.
    package mutating func takeEffects() -> [Effect] {
        defer { effects = [] }
        return effects
    }

    /// Whether this node still wants a signature.
    package var isWaiting: Bool { state == .waiting }

    /// When ``tick(now:)`` is wanted, if nothing else happens before.
    package var wakeUp: Duration? {
        guard isWaiting else { return nil }
        var times = [deadline, lastCall + interval]
        if let current { times.append(end(of: current)) }
        if let deferred { times.append(deferred.until) }
        if let idleSince {
            times += heldUntil.map { [$0] } ?? []
            times += [
                idleSince + grace, idleSince + stagger / 2, idleSince + stagger * Swift.max(1, position ?? 1),
            ]
            if !strikes.isEmpty || !accusations.isEmpty {
                times += [idleSince + stagger, idleSince + interval]
            }
        }
        return times.filter { $0 > lastTick }.min() ?? deadline
    }
    package var lastTick: Duration = .zero

    package var everybodyElse: [PartyID] {
        (0..<UInt32(clamping: members)).map { PartyID($0) }.filter { $0 != me }
    }
    /// Under load attempts take longer; those that failed because somebody was silent tell nothing of the load.
    package var interval: Duration {
        let struck = strikes.count { $0.value >= Self.seen }
        return patience.value(failures: failures - Swift.min(struck, failures, members - threshold))
    }
    package var stagger: Duration { interval / 4 }

    /// Who only watches lets those who take part find out first.
    package func end(of attempt: Attempt) -> Duration {
        attempt.began + (attempt.signers.contains(me) ? interval : interval * 3 / 2)
    }
}
