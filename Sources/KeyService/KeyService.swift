public import KeyStore
internal import Logging
public import PeerTransport
internal import Primitives
internal import Synchronization
internal import Threshold
public import ThresholdBLS

/// What a node does with its shares, alone and with the other nodes: makes keys, keeps pools of triples filled, and
/// signs.
///
/// Each kind of work has a thread of its own, and so has the making of triples, which goes behind everything else. A
/// pair of triples is taken out of the store durably before anything of a signature is sent, and every attempt at
/// a signature takes another.
public final class KeyService: KeyOperations {
    private let configuration: KeyServiceConfiguration
    private let peers: any PeerNetwork
    private let shelf: ShareShelf
    private let clock: any ServiceClock
    private let epochs = EpochBoard()
    private let board = PoolBoard()
    private let counters = Counters()
    private let values: ValueDesk
    private let signing: SigningDesk
    private let keeper: PoolKeeper
    private let runner: TripleRunner
    private let generation: CeremonyDesk

    /// For a node that is `peers.me`. Nothing happens before ``run()``.
    public convenience init(
        configuration: KeyServiceConfiguration = KeyServiceConfiguration(), store: KeyStore,
        peers: any PeerNetwork
    ) {
        self.init(configuration: configuration, store: store, peers: peers, clock: SystemClock())
    }

    init(
        configuration: KeyServiceConfiguration, store: KeyStore, peers: any PeerNetwork,
        clock: any ServiceClock
    ) {
        self.configuration = configuration
        self.peers = peers
        self.clock = clock
        shelf = ShareShelf(keyStore: store, logger: configuration.logger)
        values = ValueDesk(peers: peers, clock: clock)
        let parts = Parts()
        keeper = PoolKeeper(
            configuration, store: store, peers: peers, board: board, counters: counters, clock: clock,
            changed: {
                guard let desk = parts.signing else { return }
                Task { await desk.poolsChanged() }
            })
        let keeper = keeper
        runner = TripleRunner(
            store: store, peers: peers, counters: counters, clock: clock, logger: configuration.logger,
            ended: { signers, run, isStored in Task { await keeper.ended(signers, run, isStored) } })
        signing = SigningDesk(
            configuration, store: store, peers: peers, epochs: epochs, pools: board, counters: counters,
            clock: clock,
            demand: { signers, isUrgent in Task { await keeper.demand(signers, isUrgent: isUrgent) } },
            marks: { peer, mark in Task { await keeper.heard(mark, of: peer) } })
        generation = CeremonyDesk(configuration, shelf: shelf, peers: peers, epochs: epochs, clock: clock)
        parts.signing = signing
    }

    /// What is made later than whoever refers to it.
    private final class Parts: Sendable {
        private let desk = Mutex<WeakDesk>(WeakDesk())
        private struct WeakDesk { weak var desk: SigningDesk? }

        var signing: SigningDesk? {
            get { desk.withLock { $0.desk } }
            set { desk.withLock { $0.desk = newValue } }
        }
    }

    // MARK: Service

    /// Serves the other nodes until the task is cancelled; then whoever waits is told. Start it before anything else.
    public func run() async {
        await keeper.use(runner)
        let (signing, keeper, runner, generation, values) = (signing, keeper, runner, generation, values)
        let (peers, clock, counters) = (peers, clock, counters)
        await withTaskGroup { group in
            group.addTask(executorPreference: signing.thread) {
                for await message in peers.messages(for: .signing) { await signing.receive(message) }
            }
            group.addTask(executorPreference: keeper.thread) {
                for await message in peers.messages(for: .pools) { await keeper.receive(message) }
            }
            group.addTask(executorPreference: runner.thread) {
                for await message in peers.messages(for: .triples) { await runner.receive(message) }
            }
            group.addTask(executorPreference: generation.thread) {
                for await message in peers.messages(for: .generation) { await generation.receive(message) }
            }
            group.addTask {
                for await message in peers.messages(for: .values) where !values.receive(message) {
                    counters.add(\.droppedMessages)
                }
            }
            group.addTask {
                for await reachable in peers.reachability() {
                    await signing.reachabilityChanged(reachable)
                    await keeper.reachabilityChanged(reachable)
                    await generation.reachabilityChanged()
                }
            }
            group.addTask {
                while !Task.isCancelled {
                    await clock.sleep(until: clock.now + .milliseconds(500))
                    await keeper.tick()
                    await generation.tick()
                    values.dropOld()
                }
            }
        }
        values.stop()
        await signing.stop()
        await generation.stop()
        await keeper.stop()
    }

    // MARK: Keys

    /// The keys, once this process knows that there are some: from ``generateRootKeys(in:run:)`` or ``adopt(_:)``.
    public var rootKeys: RootKeySet? { epochs.rootKeys }

    /// Uses this node's shares of an epoch, if it has them, and keeps the pools of its signer sets filled from now on.
    ///
    /// At a start for the epoch on chain, and whenever a new one begins; before or after ``adopt(_:)``.
    ///
    /// - Throws: ``KeyServiceError`` with `store`, or `keyMismatch` for shares that do not belong to the keys.
    public func enter(_ epoch: KeyEpoch) async throws(KeyServiceError) {
        guard let place = epoch.members.firstIndex(of: peers.me) else {
            throw KeyServiceError(.notReady, "This node is no member of epoch \(epoch.number).")
        }
        let materials = try await shelf.load(epoch.number, members: epoch.members.count, me: place)
        epochs.change { state in
            state.entered = epoch
            state.materials[epoch.number] = materials
        }
        try await begin()
    }

    /// Makes the keys of a network with all members of its first epoch; returns when every member has its shares on
    /// the disk.
    ///
    /// Safe to call again at any time, also after a crash in the middle: if all members have shares of one sharing,
    /// those are the keys and none are made.
    ///
    /// - Parameters:
    ///   - epoch: the members, all of whom call this.
    ///   - run: the same at all members.
    /// - Throws: ``KeyServiceError`` with `notEnoughPeers` if somebody was silent, `protocolFailure`, `store`,
    ///   `invalidOrder` or `stopped`.
    public func generateRootKeys(
        in epoch: KeyEpoch, run: [UInt8]
    ) async throws(KeyServiceError) -> RootKeySet {
        let material = try await generation.generate(epoch, run: run)
        guard let keys = material.rootKeys else {
            throw KeyServiceError(.protocolFailure, "The keys that were made are none: run it again.")
        }
        epochs.change { state in
            state.rootKeys = keys
            if state.entered.map({ $0.number <= epoch.number }) ?? true { state.entered = epoch }
        }
        try await begin()
        return keys
    }

    /// The keys of an epoch of which this node has shares on its disk; nil if it has none. Those on chain if there are
    /// several sharings, else the last in the order of their names.
    ///
    /// That this node has them does not say that all members do: ``generateRootKeys(in:run:)`` asks them.
    ///
    /// - Throws: ``KeyServiceError`` with `store`.
    public func storedRootKeys(in epoch: KeyEpoch) async throws(KeyServiceError) -> RootKeySet? {
        guard let place = epoch.members.firstIndex(of: peers.me) else { return nil }
        let materials = try await shelf.load(epoch.number, members: epoch.members.count, me: place)
        if let rootKeys, materials.contains(where: { $0.ordered(as: rootKeys) != nil }) { return rootKeys }
        return materials.last?.rootKeys
    }

    /// Takes the keys, and their order, from the chain.
    ///
    /// - Throws: ``KeyServiceError`` with `keyMismatch` if this node has shares of other keys only.
    public func adopt(_ keys: RootKeySet) async throws(KeyServiceError) {
        epochs.change { $0.rootKeys = keys }
        try await begin()
    }

    /// Goes into use as soon as both an epoch and keys are known.
    private func begin() async throws(KeyServiceError) {
        let state = epochs.value
        guard let epoch = state.entered, let rootKeys = state.rootKeys else { return }
        let materials = state.materials[epoch.number] ?? []
        // A node that has joined since has none yet.
        guard !materials.isEmpty else { return }
        guard let material = materials.first(where: { $0.ordered(as: rootKeys) != nil }) else {
            throw KeyServiceError(
                .keyMismatch,
                "This node has shares of other keys than those on chain in epoch \(epoch.number).")
        }
        let keys = try EpochKeys(epoch, me: peers.me, material: material, keys: rootKeys)
        epochs.change { state in
            if let current = state.current, current.epoch.number != epoch.number { state.previous = current }
            state.current = keys
        }
        await keeper.enter(keys)
    }

    /// This node's share of a BLS signature.
    public func blsShare(
        of message: [UInt8], epoch: UInt64?
    ) throws(KeyServiceError) -> BLSSignatureShare {
        let state = epochs.value
        guard let current = state.current else { throw Self.notReady }
        if let epoch, epoch > current.epoch.number {
            throw KeyServiceError(
                .invalidOrder, "Epoch \(epoch) has not begun; the current one is \(current.epoch.number).")
        }
        let keys = epoch.flatMap { number in state.previous.flatMap { $0.epoch.number == number ? $0 : nil } }
        do {
            return try (keys ?? current).bls.sign(message)
        } catch {
            throw KeyServiceError(.invalidOrder, "The message cannot be signed: \(error).")
        }
    }

    private static var notReady: KeyServiceError {
        KeyServiceError(
            .notReady, "This node has no shares of the keys in use yet: ask again when it is ready.")
    }

    // MARK: Together

    public func sign(_ order: SigningOrder) async throws(KeyServiceError) -> SigningAnswer {
        try await signing.sign(order).get()
    }

    public func exchange(
        _ value: [UInt8], named name: String, of requestID: String, timeout: Duration
    ) async throws(KeyServiceError) -> [PeerID: [UInt8]] {
        let epoch = try epoch(for: value)
        let session = ValueDesk.session("exchange", requestID: requestID, name: name, epoch: epoch.number)
        values.send(value, session, to: epoch.members)
        let present = peers.reachable.union([peers.me])
        let values = await values.collect(
            session, from: Set(epoch.members.filter(present.contains)), timeout: timeout)
        guard !self.values.isStopped else { throw Self.stopped }
        return values
    }

    public func leader(of requestID: String) throws(KeyServiceError) -> PeerID {
        let epoch = try epoch(for: [])
        let ranking = SigningAgreement.ranking(
            epoch.members.count, by: SHA2.sha256(Array("lit leader v1".utf8) + Array(requestID.utf8)))
        guard let first = ranking.first, epoch.members.indices.contains(Int(first.rawValue)) else {
            throw Self.notReady
        }
        return epoch.members[Int(first.rawValue)]
    }

    public func broadcast(
        _ value: [UInt8], named name: String, of requestID: String
    ) throws(KeyServiceError) {
        let epoch = try epoch(for: value)
        values.send(
            value, ValueDesk.session("broadcast", requestID: requestID, name: name, epoch: epoch.number),
            to: epoch.members)
    }

    public func collectFromLeader(
        named name: String, of requestID: String, timeout: Duration
    ) async throws(KeyServiceError) -> [UInt8] {
        let epoch = try epoch(for: [])
        let leader = try leader(of: requestID)
        let session = ValueDesk.session("broadcast", requestID: requestID, name: name, epoch: epoch.number)
        let value = await values.collect(session, from: [leader], timeout: timeout)[leader]
        guard !values.isStopped else { throw Self.stopped }
        guard let value else {
            throw KeyServiceError(
                .notEnoughPeers,
                "\(leader), which leads request \(requestID), has not sent '\(name)' within \(timeout): ask again."
            )
        }
        return value
    }

    private func epoch(for value: [UInt8]) throws(KeyServiceError) -> KeyEpoch {
        guard value.count <= ValueDesk.valueLimit else {
            throw KeyServiceError(
                .invalidOrder,
                "A value for the other nodes has at most \(ValueDesk.valueLimit) bytes, not \(value.count).")
        }
        guard let epoch = epochs.value.entered else { throw Self.notReady }
        return epoch
    }

    private static var stopped: KeyServiceError {
        KeyServiceError(.stopped, "The node is shutting down: ask another, or ask again when it is back.")
    }

    // MARK: Status

    /// What it looks like now.
    public var status: KeyServiceStatus {
        let state = epochs.value
        let pools = board.entries.map { signers, entry in
            KeyServiceStatus.Pool(
                signers: signers.map { Int($0.rawValue) }, isUsable: entry.isUsable, pairs: entry.pairs,
                target: entry.target)
        }
        return KeyServiceStatus(
            epoch: state.entered?.number, hasShares: state.current != nil,
            reachable: peers.reachable.intersection(state.entered?.members ?? []),
            pools: pools.sorted { $0.signers.lexicographicallyPrecedes($1.signers) }, counts: counters.counts,
            signingTime: counters.signingTime)
    }
}
