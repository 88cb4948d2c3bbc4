import KeyService
import KeyStore
import Primitives
import Secp256k1
import TestSupport
import Threshold

/// A few agreements about one order with queues between them, stores that give each pair once, and a protocol of two
/// rounds in place of the real one: a value, so that every order of events can be gone through.
struct AgreementWorld: Hashable {
    struct Link: Hashable {
        var from: Int
        var to: Int
    }

    struct Run: Hashable {
        var attempt: UInt32
        var pair: PairID
        var signers: [PartyID]
        /// Who has sent the first message, and who the second, which is the summand.
        var heard: [Set<PartyID>] = [[], []]
        var isReleased = false
    }

    struct Node: Hashable {
        var agreement: SigningAgreement
        var pairs: [[PartyID]: [PairID]]
        var run: Run?
        var early: [UInt32: [[UInt8]]] = [:]
        /// What waits for the disk.
        var taking: [SigningAgreement.Effect] = []
        var answer: Signature?
        var failure: KeyServiceError.Code?
        var isUp = true
        var started: [UInt32: PairID] = [:]
        var spent: Set<PairID> = []
    }

    enum Event: Hashable {
        case deliver(Link)
        case take(Int)
        case tick
        case lose(Link)
        case crash(Int)
    }

    var nodes: [Node]
    var queues: [Link: [SigningMessage]] = [:]
    var now: Duration = .zero
    var proposed: [UInt32: PairID] = [:]
    /// What must never happen, if it has.
    var faults: [String] = []
    var overtakes = false
    /// Who takes part in everything but the protocol itself.
    var mute: Set<Int> = []
    /// Who blames others with everything it says.
    var accusers: Set<Int> = []

    init(_ count: Int, orders: [Bytes32], pairs: Int, grace: Duration = .zero) {
        let threshold = max(2, 2 * count / 3)
        let sets = SignerSets.pooled(members: count, threshold: threshold, epoch: 1)
        var stock: [[PartyID]: [PairID]] = [:]
        for (place, set) in sets.enumerated() {
            stock[set] = (0..<pairs).map { number in
                let name = Keccak256.hash([UInt8(place), UInt8(number)])
                return PairID(TripleID(name), TripleID(name))
            }
        }
        nodes = (0..<count).map { place in
            let me = PartyID(UInt32(place))
            var agreement = SigningAgreement(
                me: me, members: count, threshold: threshold, order: orders[place],
                patience: Patience(initial: .milliseconds(1000), minimum: .milliseconds(500)))
            agreement.grace = grace
            return Node(agreement: agreement, pairs: stock.filter { $0.key.contains(me) })
        }
    }

    /// The client asks this node.
    mutating func begin(_ place: Int) {
        nodes[place].agreement.begin(now: now, deadline: now + .seconds(12), away: down)
        settle(place)
    }

    private var down: Set<PartyID> {
        Set(nodes.indices.filter { !nodes[$0].isUp }.map { PartyID(UInt32($0)) })
    }

    private func sets(_ place: Int) -> [SigningAgreement.UsableSet] {
        nodes[place].pairs.filter { $0.key.allSatisfy { nodes[Int($0.rawValue)].isUp } }
            .map { SigningAgreement.UsableSet(signers: $0.key, pairs: $0.value.count) }
    }

    /// Everything that can happen next without loss or lapse of time.
    var events: [Event] {
        let links = queues.filter { !$0.value.isEmpty }.keys.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
        return links.map { .deliver($0) }
            + nodes.indices.filter { !nodes[$0].taking.isEmpty }.map { .take($0) }
    }

    var isQuiet: Bool { events.isEmpty }
    var isDone: Bool { nodes.allSatisfy { !$0.isUp || $0.answer != nil || $0.failure != nil } }

    mutating func happen(_ event: Event, random: UInt64 = 0) {
        switch event {
        case .deliver(let link):
            guard var queue = queues[link], !queue.isEmpty else { return }
            let message = queue.remove(at: overtakes ? Int(random % UInt64(queue.count)) : 0)
            queues[link] = queue.isEmpty ? nil : queue
            if nodes[link.to].isUp { receive(message, from: link.from, at: link.to) }
        case .lose(let link):
            guard var queue = queues[link], !queue.isEmpty else { return }
            queue.removeFirst()
            queues[link] = queue.isEmpty ? nil : queue
        case .take(let place): take(place)
        case .tick: tick()
        case .crash(let place):
            nodes[place].isUp = false
            (nodes[place].taking, nodes[place].run) = ([], nil)
            queues = queues.filter { $0.key.from != place && $0.key.to != place }
            for other in nodes.indices where nodes[other].isUp {
                nodes[other].agreement.lost(PartyID(UInt32(place)), now: now)
                settle(other)
            }
        }
    }

    /// Goes to the next moment that somebody waits for.
    private mutating func tick() {
        let times = nodes.filter { $0.isUp }.compactMap { $0.agreement.wakeUp }
        now = max(now + .milliseconds(1), times.min() ?? now)
        for place in nodes.indices where nodes[place].isUp {
            expire(place)
            nodes[place].agreement.tick(now: now)
            settle(place)
        }
    }

    /// A run whose time is over names whom it waited for.
    private mutating func expire(_ place: Int) {
        guard let run = nodes[place].run, nodes[place].agreement.overdue(now: now) == run.attempt else {
            return
        }
        let missing = run.heard.lazy.map { heard in run.signers.filter { !heard.contains($0) } }
            .first { !$0.isEmpty }
        nodes[place].run = nil
        nodes[place].agreement.failed(run.attempt, culprits: missing ?? [], now: now)
    }

    private mutating func settle(_ place: Int) {
        perform(place)
        nodes[place].agreement.settle(now: now, sets: sets(place))
        perform(place)
    }

    private mutating func receive(_ message: SigningMessage, from sender: Int, at place: Int) {
        let party = PartyID(UInt32(sender))
        if case .run(let attempt, let bytes) = message {
            if nodes[place].run?.attempt == attempt {
                hear(bytes, at: place)
            } else if attempt >= nodes[place].agreement.floor, nodes[place].answer == nil {
                nodes[place].early[attempt, default: []].append(bytes)
            }
            if nodes[place].answer == nil { return settle(place) }
        }
        // What is verified is a signature of this node's own order.
        if case .done = message,
            nodes[sender].agreement.order != nodes[place].agreement.order
        {
            return
        }
        nodes[place].agreement.receive(message, from: party, now: now)
        settle(place)
    }

    private mutating func perform(_ place: Int) {
        while true {
            let effects = nodes[place].agreement.takeEffects()
            if effects.isEmpty { return }
            for effect in effects { perform(effect, place) }
        }
    }

    private mutating func perform(_ effect: SigningAgreement.Effect, _ place: Int) {
        switch effect {
        case .send(let message, let parties):
            for party in parties { send(message, place, Int(party.rawValue)) }
        case .propose, .accept: nodes[place].taking.append(effect)
        case .abandon(let attempt): if nodes[place].run?.attempt == attempt { nodes[place].run = nil }
        case .demand, .noteLag: break
        case .finish(_, let signature):
            if let answer = nodes[place].answer, answer != signature { fault("two answers at \(place)") }
            nodes[place].answer = signature
            nodes[place].run = nil
        case .fail(let code, _): nodes[place].failure = code
        }
    }

    private mutating func send(_ message: SigningMessage, _ from: Int, _ to: Int) {
        guard nodes[from].isUp, nodes[to].isUp else { return }
        if mute.contains(from), case .run = message { return }
        queues[Link(from: from, to: to), default: []].append(message)
        guard accusers.contains(from) else { return }
        let attempt = nodes[to].agreement.current?.number ?? 0
        let culprits = nodes.indices.filter { $0 != from && $0 != to }.map { PartyID(UInt32($0)) }
        queues[Link(from: from, to: to), default: []].append(
            .giveUp(attempt: attempt, next: attempt + 1, culprits: culprits))
    }

    private mutating func fault(_ text: String) { faults.append(text) }

    private mutating func take(_ place: Int) {
        guard !nodes[place].taking.isEmpty else { return }
        switch nodes[place].taking.removeFirst() {
        case .propose(let attempt, let signers):
            guard let pair = nodes[place].pairs[signers]?.first else {
                nodes[place].agreement.cannotPropose(attempt, now: now)
                break
            }
            nodes[place].pairs[signers]?.removeFirst()
            let mark = [UInt8](repeating: 0, count: StoreMark.encodedCount)
            guard nodes[place].agreement.proposing(attempt, pair: pair, mark: mark) else { break }
            if proposed[attempt] != nil { fault("attempt \(attempt) was proposed twice") }
            // Another may propose what this node proposed in vain: it is spent here, and refused.
            if !nodes[place].spent.insert(pair).inserted { fault("\(place) proposed \(pair) twice") }
            proposed[attempt] = pair
            perform(place)
            start(attempt, signers, pair, place)
        case .accept(let attempt, let signers, let pair):
            guard let index = nodes[place].pairs[signers]?.firstIndex(of: pair) else {
                compareStores(of: signers)
                nodes[place].agreement.failed(attempt, culprits: [], now: now)
                break
            }
            nodes[place].pairs[signers]?.remove(at: index)
            if nodes[place].agreement.isWaiting, nodes[place].agreement.current?.number == attempt {
                start(attempt, signers, pair, place)
            }
        default: break
        }
        settle(place)
    }

    /// As pools do when a pair was refused: what one has spent alone is dropped by the others.
    private mutating func compareStores(of signers: [PartyID]) {
        let places = signers.map { Int($0.rawValue) }
        let held = places.map { Set(nodes[$0].pairs[signers] ?? []) }
        let common = held.dropFirst().reduce(held.first ?? []) { $0.intersection($1) }
        for place in places { nodes[place].pairs[signers]?.removeAll { !common.contains($0) } }
    }

    private mutating func start(_ attempt: UInt32, _ signers: [PartyID], _ pair: PairID, _ place: Int) {
        if nodes[place].started[attempt] != nil { fault("\(place) began attempt \(attempt) twice") }
        if nodes[place].started.values.contains(pair) { fault("\(place) used \(pair) twice") }
        nodes[place].started[attempt] = pair
        nodes[place].run = Run(attempt: attempt, pair: pair, signers: signers)
        say(0, place)
        for bytes in nodes[place].early.removeValue(forKey: attempt) ?? [] { hear(bytes, at: place) }
    }

    private mutating func say(_ round: UInt8, _ place: Int) {
        guard let run = nodes[place].run else { return }
        let message = SigningMessage.run(attempt: run.attempt, [round, UInt8(place)])
        for party in run.signers where Int(party.rawValue) != place {
            send(message, place, Int(party.rawValue))
        }
        hear([round, UInt8(place)], at: place)
    }

    private mutating func hear(_ bytes: [UInt8], at place: Int) {
        guard var run = nodes[place].run else { return }
        run.heard[Int(bytes[0])].insert(PartyID(UInt32(bytes[1])))
        let isRelease = run.heard[0].count == run.signers.count && !run.isReleased
        if isRelease { run.isReleased = true }
        nodes[place].run = run
        if isRelease {
            nodes[place].agreement.released(run.attempt)
            say(1, place)
            return
        }
        guard run.isReleased, run.heard[1].count == run.signers.count,
            let signature = Self.signature(of: run.attempt)
        else { return }
        let orders = Set(run.signers.map { nodes[Int($0.rawValue)].agreement.order })
        if orders.count > 1 { fault("attempt \(run.attempt) signed two orders") }
        nodes[place].run = nil
        nodes[place].agreement.succeeded(run.attempt, signature)
    }

    /// Any signature that tells its attempt.
    static func signature(of attempt: UInt32) -> Signature? {
        var bytes = [UInt8](repeating: 0, count: 64)
        bytes[31] = UInt8(truncatingIfNeeded: attempt) &+ 1
        bytes[63] = 1
        return try? Signature(compact: bytes, recoveryID: 0)
    }
}
