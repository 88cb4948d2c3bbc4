internal import KeyStore
internal import Logging
internal import PeerTransport
internal import Primitives
internal import Threshold

/// Keeps the pools of this node's signer sets: tells peers where the store stands, has sets admitted and compared,
/// and starts runs where pairs are wanted.
actor PoolKeeper {
    struct Pool {
        var set: PoolSet
        var target: PoolTarget
        let binding: TripleBinding
        let session: Bytes32
        var isAdmitting = false
        /// When the leader began to wait for others.
        var since: Duration = .zero
        var isUrgent = false
        /// Made when somebody needed it, beyond the sets of the epoch.
        var isExtra = false
    }

    private let configuration: KeyServiceConfiguration
    private let store: KeyStore
    private let peers: any PeerNetwork
    let board: PoolBoard
    private let counters: Counters
    let clock: any ServiceClock
    private let logger: Logger
    let thread = KeyThread("keys-pools")
    private let changed: @Sendable () -> Void
    var runner: TripleRunner?

    var keys: EpochKeys?
    var pools: [[PartyID]: Pool] = [:]
    /// The sets of the epoch, this node's or not, in the order in which they are filled first.
    var plan: [[PartyID]] = []
    var known: [PeerID: PeerMemory] = [:]
    var reachable: Set<PeerID> = []
    var numbers: RunNumbers
    private var nextRound = UInt64.random(in: 0...(.max / 2))
    var isStocked = false
    var entered: Duration = .zero
    var isStopped = false

    /// How long the leader waits for the others of its set.
    static let patience: Duration = .seconds(30)
    /// How long the first set may hold the others back.
    static let headStart: Duration = .seconds(2)
    /// Sets beyond those of the epoch that this node keeps.
    private static let extraLimit = 64

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    init(
        _ configuration: KeyServiceConfiguration, store: KeyStore, peers: any PeerNetwork, board: PoolBoard,
        counters: Counters, clock: any ServiceClock, changed: @escaping @Sendable () -> Void
    ) {
        self.configuration = configuration
        self.store = store
        self.peers = peers
        self.board = board
        self.counters = counters
        self.clock = clock
        self.changed = changed
        logger = configuration.logger
        numbers = RunNumbers(tag: store.opening.mark.tag)
    }

    func use(_ runner: TripleRunner) { self.runner = runner }

    // MARK: Epochs

    /// Keeps the pools of an epoch from now on.
    func enter(_ keys: EpochKeys) async {
        if let old = self.keys, old.epoch == keys.epoch, old.keySet == keys.keySet { return }
        for signers in Array(pools.keys) {
            pools[signers]?.set.lost()
            await perform(signers)
        }
        self.keys = keys
        pools = [:]
        isStocked = false
        entered = clock.now
        board.reset(epoch: keys.epoch.number)
        plan = SignerSets.pooled(
            members: keys.epoch.members.count, threshold: keys.epoch.threshold, epoch: keys.epoch.number)
        for signers in plan where signers.contains(keys.me) { add(signers, keys, isExtra: false) }
        // Sets that were made on demand before a restart have pairs that can be used.
        for level in (try? await store.levels()) ?? [] where level.available > 0 {
            let signers = level.binding.signers.ids
            guard level.binding == keys.binding(signers), signers.contains(keys.me), pools[signers] == nil,
                self.keys?.epoch == keys.epoch
            else { continue }
            add(signers, keys, isExtra: true)
        }
        await admitAll()
    }

    private func add(_ signers: [PartyID], _ keys: EpochKeys, isExtra: Bool) {
        guard let binding = keys.binding(signers) else { return }
        let minimum = isExtra ? 1 : configuration.minimumPairs
        pools[signers] = Pool(
            set: PoolSet(signers: signers, me: keys.me),
            target: PoolTarget(minimum: minimum, maximum: configuration.maximumPairs), binding: binding,
            session: SignerSets.session(signers, epoch: keys.epoch.number, keySet: keys.keySet),
            isExtra: isExtra)
        board.update(signers) { $0.target = minimum }
    }

    // MARK: Peers

    func reachabilityChanged(_ now: Set<PeerID>) async {
        let (lost, found) = (reachable.subtracting(now), now.subtracting(reachable))
        reachable = now
        for peer in lost {
            known[peer] = nil
            guard let party = keys?.party(peer) else { continue }
            for signers in Array(pools.keys) where signers.contains(party) {
                pools[signers]?.set.lost()
                await perform(signers)
            }
        }
        for peer in found { tellMark(to: peer) }
    }

    func tellMark(to peer: PeerID) {
        send(.mark(store.mark), .zero, to: peer)
    }

    func send(_ message: PoolMessage, _ session: Bytes32, to peer: PeerID) {
        peers.send(PeerMessage(service: .pools, session: session, body: message.encoded), to: peer)
    }

    /// The mark that came with a proposal.
    func heard(_ mark: [UInt8], of peer: PeerID) async {
        guard let mark = try? StoreMark(encoded: mark) else { return }
        _ = try? await store.remember(mark, of: peer.description)
    }

    func receive(_ received: ReceivedPeerMessage) async {
        guard !isStopped, let message = try? PoolMessage(received.message.body) else {
            counters.add(\.droppedMessages)
            return
        }
        let peer = received.sender
        switch message {
        case .mark(let mark):
            do throws(KeyStoreError) {
                switch try await store.remember(mark, of: peer.description) {
                case .nothing: send(.memory(tag: mark.tag, nil), .zero, to: peer)
                case .mark(let known): send(.memory(tag: mark.tag, known), .zero, to: peer)
                }
            } catch {
                logger.error("a peer's mark could not be remembered", metadata: ["cause": "\(error)"])
            }
        case .memory(let tag, let mark):
            guard tag == store.mark.tag, reachable.contains(peer) else { return }
            known[peer] = mark.map { .mark($0) } ?? .nothing
            await admitAll()
        case .stocked:
            isStocked = true
            await consider()
        default: await receive(message, from: peer, received.message.session)
        }
    }

    private func receive(_ message: PoolMessage, from peer: PeerID, _ session: Bytes32) async {
        guard let keys, let sender = keys.party(peer) else { return }
        if pools.first(where: { $0.value.session == session }) == nil {
            // A set beyond those of the epoch, in which this node is wanted.
            await addExtra(session, sender)
        }
        guard let signers = pools.first(where: { $0.value.session == session })?.key else {
            counters.add(\.droppedMessages)
            return
        }
        switch message {
        case .demand:
            pools[signers]?.isUrgent = true
            await consider()
            return
        case .start(let run, _):
            guard numbers.accept(run, ledBy: sender.rawValue) else { return }
        default: break
        }
        pools[signers]?.set.receive(message, from: sender, round: round())
        await perform(signers)
    }

    /// Adds the set of this node and the sender that has this name, if there is one and there is room.
    private func addExtra(_ session: Bytes32, _ sender: PartyID) async {
        guard let keys, pools.values.count(where: \.isExtra) < Self.extraLimit else { return }
        let members = (0..<UInt32(keys.epoch.members.count)).map { PartyID($0) }
        for signers in ExtraSets(members: members, size: keys.epoch.threshold, including: [keys.me, sender])
        where SignerSets.session(signers, epoch: keys.epoch.number, keySet: keys.keySet) == session {
            add(signers, keys, isExtra: true)
            await admitAll()
            return
        }
    }

    func round() -> UInt64 {
        nextRound &+= 1
        return nextRound
    }

    // MARK: Admission

    /// Admits every set whose signers have all answered.
    private func admitAll() async {
        guard let keys else { return }
        for signers in plan + pools.keys.filter({ !plan.contains($0) }) {
            guard let pool = pools[signers], pool.set.phase == .away, !pool.isAdmitting else { continue }
            var answers: [PartyID: PeerMemory] = [:]
            for party in pool.set.others { answers[party] = keys.peer(party).flatMap { known[$0] } }
            guard answers.count == pool.set.others.count else { continue }
            pools[signers]?.isAdmitting = true
            await admit(signers, answers, keys)
        }
    }

    private func admit(_ signers: [PartyID], _ answers: [PartyID: PeerMemory], _ keys: EpochKeys) async {
        guard let binding = pools[signers]?.binding else { return }
        do throws(KeyStoreError) {
            let admission = try await store.admit(binding, as: keys.me, known: answers)
            pools[signers]?.isAdmitting = false
            switch admission {
            case .admitted:
                let isHere = pools[signers]?.set.others.allSatisfy {
                    keys.peer($0).map { known[$0] != nil } ?? false
                }
                guard isHere == true else { return }
                pools[signers]?.set.admitted(round: round())
                pools[signers]?.since = clock.now
                await perform(signers)
            case .destroyed(let pairs, let doubters):
                logger.warning(
                    "this store is older than its peers know: its triples are gone, new ones are made",
                    metadata: ["pairs": "\(pairs)", "peers": "\(doubters.compactMap(keys.peer))"])
                await beginAnew()
            }
        } catch {
            pools[signers]?.isAdmitting = false
            logger.error("a signer set was not admitted", metadata: ["cause": "\(error)"])
        }
    }

    /// The store has a new incarnation, of which nobody has heard.
    private func beginAnew() async {
        known = [:]
        for signers in Array(pools.keys) {
            pools[signers]?.set.lost()
            await perform(signers)
        }
        for peer in reachable { tellMark(to: peer) }
    }

    // MARK: What is done

    func perform(_ signers: [PartyID]) async {
        while let effects = pools[signers]?.set.takeEffects(), !effects.isEmpty {
            for effect in effects { await perform(effect, signers) }
        }
        await consider()
    }

    func perform(_ effect: PoolSet.Effect, _ signers: [PartyID]) async {
        guard let keys, let pool = pools[signers] else { return }
        switch effect {
        case .send(let message, let parties):
            for peer in parties.compactMap(keys.peer) { send(message, pool.session, to: peer) }
        case .list(let round):
            do throws(KeyStoreError) {
                let held = try await store.heldPairs(of: pool.binding)
                pools[signers]?.set.holds(held, round: round)
            } catch {
                logger.error("triples could not be listed", metadata: ["cause": "\(error)"])
            }
        case .discard(let pairs):
            let count = (try? await store.discard(pairs, of: pool.binding)) ?? 0
            counters.add(\.discardedPairs, count)
        case .run(let run, let pairs):
            board.update(signers) { $0.isMaking = true }
            pools[signers]?.since = clock.now
            let runner = runner
            Task { await runner?.begin(run, pairs: pairs, pool.binding, keys) }
        case .stop(let run):
            board.update(signers) { $0.isMaking = false }
            let runner = runner
            Task { await runner?.stop(run, pool.binding) }
        case .usable(let isUsable):
            pools[signers]?.since = clock.now
            if isUsable { await look(signers) }
            board.update(signers) { $0.isUsable = isUsable }
            changed()
        }
    }

    /// A run has ended here.
    func ended(_ signers: [PartyID], _ run: RunNumber, _ isStored: Bool) async {
        guard pools[signers] != nil else { return }
        if isStored {
            await look(signers)
            if !isStocked, pools[signers]?.set.isLeader ?? false { tellStock(signers) }
            isStocked = true
        }
        board.update(signers) { $0.isMaking = false }
        pools[signers]?.isUrgent = false
        pools[signers]?.set.ended(run, isStored: isStored, round: round())
        changed()
        await perform(signers)
    }

    private func tellStock(_ signers: [PartyID]) {
        guard let pool = pools[signers] else { return }
        for peer in reachable { send(.stocked, pool.session, to: peer) }
    }

    /// Looks how many pairs a set has, and has some wait in memory.
    func look(_ signers: [PartyID]) async {
        guard let binding = pools[signers]?.binding else { return }
        try? await store.prepare(binding)
        guard let levels = try? await store.levels(), pools[signers] != nil else { return }
        let pairs = levels.first { $0.binding == binding }?.available ?? 0
        note(signers, pairs: pairs)
    }

    private func note(_ signers: [PartyID], pairs: Int) {
        guard pools[signers] != nil else { return }
        let used = board.takeCount(of: signers)
        pools[signers]?.target.note(pairs: pairs, used: used, now: clock.now)
        let target = pools[signers]?.target.value ?? 0
        board.update(signers) { ($0.pairs, $0.target) = (pairs, target) }
        if pairs > 0 { isStocked = true }
    }

    /// Some pairs were used, or somebody waits for some.
    func demand(_ signers: [PartyID], isUrgent: Bool) async {
        if pools[signers] == nil, isUrgent, let keys, signers.contains(keys.me),
            pools.values.count(where: \.isExtra) < Self.extraLimit
        {
            add(signers, keys, isExtra: true)
            await admitAll()
        }
        guard let pool = pools[signers], let keys else { return }
        if let entry = board.entries[signers] { note(signers, pairs: entry.pairs) }
        if isUrgent {
            pools[signers]?.isUrgent = true
            if !pool.set.isLeader, let leader = keys.peer(pool.set.leader) {
                send(.demand, pool.session, to: leader)
            }
        }
        await consider()
    }
}
