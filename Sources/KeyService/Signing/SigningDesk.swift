internal import KeyStore
internal import Logging
internal import PeerTransport
internal import Primitives
internal import Secp256k1
internal import Threshold

/// Where orders become signatures: gives what arrives to the agreement of its order, and does what that says.
///
/// Everything here happens on one thread of its own, proofs and sums included.
actor SigningDesk {
    private let configuration: KeyServiceConfiguration
    let store: KeyStore
    private let peers: any PeerNetwork
    private let epochs: EpochBoard
    let pools: PoolBoard
    let counters: Counters
    let clock: any ServiceClock
    let logger: Logger
    let thread = KeyThread("keys-signing")
    /// Tells the keeper of the pools that somebody needs pairs of these, or that some were used.
    let demand: @Sendable ([PartyID], _ isUrgent: Bool) -> Void
    private let marks: @Sendable (PeerID, [UInt8]) -> Void

    var slots: [Bytes32: SigningSlot] = [:]
    /// The slots that wait for something.
    var open: Set<Bytes32> = []
    /// All slots from the oldest on, to be forgotten in this order.
    private var ages: [(session: Bytes32, time: Duration)] = []
    var early = EarlyMail<Bytes32, PeerID>()
    /// Of which something new is known, in this order; what follows is decided when nothing else waits.
    private var touched: [Bytes32] = []
    private nonisolated let inbox = Inbox()
    var patience: Patience
    private var lag = JoinLag()
    var failures = RecentFailures()
    private var reachable: Set<PeerID> = []
    private var derived: [[UInt8]: SigningKey] = [:]
    private var derivedEpoch: UInt64?
    var timer: (task: Task<Void, Never>, time: Duration)?
    var isStopped = false

    private static let derivedLimit = 512

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    init(
        _ configuration: KeyServiceConfiguration, store: KeyStore, peers: any PeerNetwork, epochs: EpochBoard,
        pools: PoolBoard, counters: Counters, clock: any ServiceClock,
        demand: @escaping @Sendable ([PartyID], Bool) -> Void,
        marks: @escaping @Sendable (PeerID, [UInt8]) -> Void
    ) {
        self.configuration = configuration
        self.store = store
        self.peers = peers
        self.epochs = epochs
        self.pools = pools
        self.counters = counters
        self.clock = clock
        self.demand = demand
        self.marks = marks
        logger = configuration.logger
        patience = Patience(initial: configuration.initialPatience, minimum: configuration.minimumPatience)
    }

    // MARK: Orders

    func sign(_ order: SigningOrder) async -> Result<SigningAnswer, KeyServiceError> {
        counters.add(\.orders)
        do throws(KeyServiceError) {
            let slot = try slot(for: order)
            if let answer = slot.answer {
                counters.add(\.repeated)
                return .success(answer)
            }
            return await withCheckedContinuation { waiter in
                slot.waiters.append(waiter)
                if slot.waiters.count == 1 { begin(slot) }
            }
        } catch {
            return .failure(error)
        }
    }

    /// The slot of an order, made if it is new.
    func slot(for order: SigningOrder) throws(KeyServiceError) -> SigningSlot {
        guard !isStopped else { throw Self.stopped }
        guard let keys = epochs.current else {
            throw KeyServiceError(
                .notReady, "This node has no shares of the keys in use yet: ask again when it is ready.")
        }
        guard let digest = try? Scalar(canonical: order.digest), !digest.isZero else {
            throw KeyServiceError(
                .invalidOrder,
                "The digest \(order.digest) is zero or not below the order of secp256k1: sign a hash.")
        }
        let session = SigningOrder.session(
            epoch: keys.epoch.number, requestID: order.requestID, purpose: order.purpose)
        if let slot = slots[session] {
            guard slot.order == order else {
                throw KeyServiceError(
                    .conflictingOrders,
                    "Request \(order.requestID) has another order for '\(order.purpose)' at this node: use a new request id."
                )
            }
            return slot
        }
        let key = try signingKey(order, keys)
        let slot = SigningSlot(
            session: session, order: order, keys: keys, key: key,
            agreement: SigningAgreement(
                me: keys.me, members: keys.epoch.members.count, threshold: keys.epoch.threshold,
                order: order.fingerprint, patience: patience), now: clock.now)
        slots[session] = slot
        ages.append((session, clock.now))
        forgetOld()
        return slot
    }

    private func signingKey(_ order: SigningOrder, _ keys: EpochKeys) throws(KeyServiceError) -> SigningKey {
        if derivedEpoch != keys.epoch.number || derived.count >= Self.derivedLimit {
            derived = [:]
            derivedEpoch = keys.epoch.number
        }
        if let key = derived[order.derivedKeyID], key.keySet == keys.keySet, key.publicKey == order.publicKey
        {
            return key
        }
        let key = try keys.signingKey(derivedKeyID: order.derivedKeyID, expected: order.publicKey)
        derived[order.derivedKeyID] = key
        return key
    }

    func begin(_ slot: SigningSlot) {
        let now = clock.now
        slot.began = now
        open.insert(slot.session)
        let away = Set(slot.keys.epoch.members.filter { $0 != peers.me && !reachable.contains($0) })
        slot.agreement.begin(
            now: now, deadline: now + configuration.signingDeadline,
            away: Set(away.compactMap(slot.keys.party)),
            struck: Set(failures.peers(now: now).compactMap(slot.keys.party)))
        // What others said before this node had the order goes in front of its own words: it may be settled.
        let waiting = early.take(slot.session)
        perform(slot)
        for (sender, body) in waiting { receive(body, from: sender, in: slot) }
        touch(slot)
        if inbox.call() { Task { self.read() } }
    }

    private func sets(_ slot: SigningSlot) -> [SigningAgreement.UsableSet] {
        pools.usableSets(in: slot.keys.epoch.number)
    }

    /// What follows from what is known is decided later, when nothing else waits.
    func touch(_ slot: SigningSlot) {
        if touched.last != slot.session { touched.append(slot.session) }
    }

    func settleTouched() {
        let sessions = touched
        touched = []
        for session in sessions { slots[session].map(settle) }
    }

    func settle(_ slot: SigningSlot) {
        slot.agreement.patience = patience
        slot.agreement.grace = lag.value(orders: open.count)
        slot.agreement.settle(now: clock.now, sets: sets(slot))
        perform(slot)
        schedule(slot)
    }

    // MARK: What arrives

    /// Takes a message; it is read soon, with all others that wait.
    nonisolated func receive(_ received: ReceivedPeerMessage) async {
        let (calls, count) = inbox.put(received)
        if count > Inbox.limit {
            await read()
        } else if calls {
            Task { await self.read() }
        }
    }

    private func read() {
        readAll()
        settleTouched()
    }

    func readAll() {
        // What comes while something is read is read too, but does not put off everything else.
        for _ in 0..<4 {
            let messages = inbox.take()
            if messages.isEmpty { return }
            for message in messages { read(message) }
        }
    }

    private func read(_ received: ReceivedPeerMessage) {
        guard !isStopped else { return }
        let session = received.message.session
        guard let slot = slots[session] else {
            let isMember = epochs.value.entered?.members.contains(received.sender) ?? false
            let isKept =
                isMember
                && early.keep(received.message.body, from: received.sender, to: session, now: clock.now)
            if isKept { schedule(at: clock.now + .seconds(10)) } else { counters.add(\.droppedMessages) }
            return
        }
        receive(received.message.body, from: received.sender, in: slot)
        touch(slot)
    }

    func receive(_ body: [UInt8], from peer: PeerID, in slot: SigningSlot) {
        guard let sender = slot.keys.party(peer), let message = try? SigningMessage(body) else {
            counters.add(\.droppedMessages)
            return
        }
        switch message {
        case .run(let attempt, let bytes):
            run(attempt, bytes, sender, slot)
            // An attempt of somebody who does not know that there is a signature.
            if slot.answer == nil { return perform(slot) }
        case .done(_, let signature):
            guard slot.answer == nil, signature.isLowS,
                let key = try? signature.recover(slot.order.digest), key == slot.order.publicKey
            else { return }
        case .propose(_, _, _, let mark): marks(peer, mark)
        case .join, .giveUp, .pass: break
        }
        slot.agreement.receive(message, from: sender, now: clock.now)
        perform(slot)
    }

    func run(_ attempt: UInt32, _ bytes: [UInt8], _ sender: PartyID, _ slot: SigningSlot) {
        guard slot.answer == nil, attempt >= slot.agreement.floor else {
            counters.add(\.droppedMessages)
            return
        }
        guard let run = slot.run, run.attempt == attempt else {
            if !slot.early.keep(bytes, from: sender, to: attempt, now: clock.now) {
                counters.add(\.droppedMessages)
            }
            return
        }
        run.run.receive(bytes, from: sender)
        advance(slot)
    }

    func reachabilityChanged(_ peers: Set<PeerID>) {
        let (lost, found) = (reachable.subtracting(peers), peers.subtracting(reachable))
        reachable = peers
        let now = clock.now
        for session in open {
            guard let slot = slots[session] else { continue }
            for party in lost.compactMap(slot.keys.party) {
                slot.agreement.lost(party, now: now)
                perform(slot)
            }
            for party in found.compactMap(slot.keys.party) {
                slot.agreement.found(party, now: now)
                perform(slot)
            }
            touch(slot)
        }
        read()
    }

    func poolsChanged() {
        for session in open {
            guard let slot = slots[session] else { continue }
            if let pending = slot.pending {
                slot.pending = nil
                perform(pending, slot)
            }
            slot.agreement.poolsChanged()
            touch(slot)
        }
        read()
    }

    // MARK: What is done

    func perform(_ slot: SigningSlot) {
        while true {
            let effects = slot.agreement.takeEffects()
            if effects.isEmpty { return }
            for effect in effects { perform(effect, slot) }
        }
    }

    func perform(_ effect: SigningAgreement.Effect, _ slot: SigningSlot) {
        switch effect {
        case .send(let message, let parties):
            let body = message.encoded
            for party in parties { send(body, to: party, slot) }
        case .propose(let attempt, let signers):
            counters.add(\.attempts)
            if pools.noteTaken(signers) { demand(signers, false) }
            Task { await self.propose(attempt, signers, slot.session) }
        case .accept(let attempt, let signers, let pair):
            counters.add(\.attempts)
            if pools.noteTaken(signers) { demand(signers, false) }
            Task { await self.accept(attempt, signers, pair, slot.session) }
        case .abandon(let attempt):
            slot.pending = nil
            _ = slot.endRun(attempt)
            _ = slot.early.take(attempt)
        case .demand(let signers): demand(signers, true)
        case .noteLag(let time): lag.note(time)
        case .finish(let attempt, let signature):
            let run = slot.run
            _ = run.map { slot.endRun($0.attempt) }
            let answer = SigningAnswer(signature: signature, part: slot.parts[attempt])
            slot.answer = answer
            counters.add(\.signatures)
            // Attempts in vain tell how long a silent node was waited for, not how long it takes to sign.
            if slot.agreement.failures == 0 {
                patience.note(clock.now - slot.began)
            } else if let run, run.attempt == attempt {
                patience.note(clock.now - run.began)
            }
            if let run, run.attempt == attempt {
                failures.clear(run.signers.compactMap(slot.keys.peer))
            }
            counters.signingTime = patience.average
            close(slot, .success(answer))
        case .fail(let code, let reason):
            counters.add(\.failures)
            let name = "The signature '\(slot.order.purpose)' of request \(slot.order.requestID)"
            close(slot, .failure(KeyServiceError(code, "\(name) did not come about: \(reason).")))
        }
    }

    private func close(_ slot: SigningSlot, _ result: Result<SigningAnswer, KeyServiceError>) {
        slot.run = nil
        slot.pending = nil
        open.remove(slot.session)
        let waiters = slot.waiters
        slot.waiters = []
        for waiter in waiters { waiter.resume(returning: result) }
    }

    func send(_ body: [UInt8], to party: PartyID, _ slot: SigningSlot) {
        guard let peer = slot.keys.peer(party) else { return }
        peers.send(PeerMessage(service: .signing, session: slot.session, body: body), to: peer)
    }

    func forgetOld() {
        let now = clock.now
        var count = 0
        for age in ages {
            let isTooMany = slots.count > configuration.answerCount
            guard isTooMany || now - age.time > configuration.answerLifetime else { break }
            // Who still waits is not forgotten, however many there are.
            if open.contains(age.session) { break }
            slots[age.session] = nil
            count += 1
        }
        ages.removeFirst(count)
    }

    /// Ends everything: whoever waits is told.
    func stop() {
        isStopped = true
        timer?.task.cancel()
        timer = nil
        for session in open { slots[session].map { close($0, .failure(Self.stopped)) } }
        early = EarlyMail()
    }

    private static var stopped: KeyServiceError {
        KeyServiceError(.stopped, "The node is shutting down: ask another, or ask again when it is back.")
    }
}
