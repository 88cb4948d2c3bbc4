internal import KeyStore
internal import Logging
internal import PeerTransport
internal import Primitives
internal import Threshold

/// Runs what makes triples, on a thread behind everything else on the machine.
actor TripleRunner {
    private struct Job {
        let number: RunNumber
        let keys: EpochKeys
        let binding: TripleBinding
        let run: ProtocolRun<TripleGeneration>
        var touched: Duration
    }

    private let store: KeyStore
    private let peers: any PeerNetwork
    private let counters: Counters
    private let clock: any ServiceClock
    private let logger: Logger
    let thread = KeyThread("keys-triples", isBackground: true)
    private let ended: @Sendable ([PartyID], RunNumber, _ isStored: Bool) -> Void

    private var jobs: [Bytes32: Job] = [:]
    private var early = EarlyMail<Bytes32, PeerID>(
        EarlyMailBounds(messages: 32, conversations: 64, bytes: 16 << 20, lifetime: .seconds(20)))

    /// A run in which nobody has said anything for so long is given up.
    private static let patience: Duration = .seconds(20)

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    init(
        store: KeyStore, peers: any PeerNetwork, counters: Counters, clock: any ServiceClock, logger: Logger,
        ended: @escaping @Sendable ([PartyID], RunNumber, Bool) -> Void
    ) {
        self.store = store
        self.peers = peers
        self.counters = counters
        self.clock = clock
        self.logger = logger
        self.ended = ended
    }

    private static func session(_ number: RunNumber, _ binding: TripleBinding) -> Bytes32 {
        SHA2.sha256(Array(binding.signers.ids.flatMap { $0.rawValue.bytesOfBigEndian }) + number.bytes)
    }

    /// Begins a run that makes pairs for a set.
    func begin(_ number: RunNumber, pairs: Int, _ binding: TripleBinding, _ keys: EpochKeys) async {
        let session = Self.session(number, binding)
        var random = SystemRandomNumberGenerator()
        do throws(ThresholdError) {
            let run = ProtocolRun(
                try TripleGeneration(
                    binding, count: 2 * pairs, me: keys.me, run: number.bytes, sharesBase: true,
                    using: &random))
            jobs[session] = Job(number: number, keys: keys, binding: binding, run: run, touched: clock.now)
            for (peer, body) in early.take(session) { deliver(body, from: peer, to: run, keys) }
            await advance(session)
        } catch {
            logger.error("a run for triples could not begin", metadata: ["cause": "\(error)"])
            ended(binding.signers.ids, number, false)
        }
    }

    func receive(_ received: ReceivedPeerMessage) async {
        let session = received.message.session
        guard let job = jobs[session] else {
            if !early.keep(received.message.body, from: received.sender, to: session, now: clock.now) {
                counters.add(\.droppedMessages)
            }
            return
        }
        jobs[session]?.touched = clock.now
        deliver(received.message.body, from: received.sender, to: job.run, job.keys)
        await advance(session)
    }

    private func deliver(
        _ body: [UInt8], from peer: PeerID, to run: ProtocolRun<TripleGeneration>, _ keys: EpochKeys
    ) {
        if let party = keys.party(peer) { run.receive(body, from: party) }
    }

    private func advance(_ session: Bytes32) async {
        guard let job = jobs[session] else { return }
        do throws(ProtocolAbort) {
            let output = try job.run.advance { outgoing in
                let recipients =
                    outgoing.recipient.map { [$0] } ?? job.binding.signers.others(than: job.keys.me)
                for peer in recipients.compactMap(job.keys.peer) {
                    peers.send(
                        PeerMessage(service: .triples, session: session, body: outgoing.message), to: peer)
                }
            }
            guard let output else { return }
            jobs[session] = nil
            let isStored = await keep(output, job.binding, job.keys.me)
            ended(job.binding.signers.ids, job.number, isStored)
        } catch {
            jobs[session] = nil
            fail(job, error)
        }
    }

    private func keep(
        _ triples: [OneTime<TripleShare>], _ binding: TripleBinding, _ owner: PartyID
    ) async -> Bool {
        do throws(KeyStoreError) {
            var batch = try TripleBatch(for: binding, owner: owner)
            try batch.add(triples)
            let count = batch.count
            try await store.put(batch)
            counters.add(\.pairsMade, count)
            return true
        } catch {
            if error.code != .closed {
                logger.error("new triples could not be stored", metadata: ["cause": "\(error)"])
            }
            return false
        }
    }

    private func fail(_ job: Job, _ abort: ProtocolAbort) {
        counters.add(\.failedTripleRuns)
        logger.warning(
            "a run for triples failed",
            metadata: [
                "signers": "\(job.binding.signers.ids)", "check": "\(abort.check.rawValue)",
                "blamed": "\(abort.culprits.compactMap(job.keys.peer))", "cause": "\(abort)",
            ])
        ended(job.binding.signers.ids, job.number, false)
    }

    /// Ends a run whose leader or signers are gone.
    func stop(_ number: RunNumber, _ binding: TripleBinding) {
        let session = Self.session(number, binding)
        guard let job = jobs.removeValue(forKey: session) else { return }
        _ = job.run.expire()
        counters.add(\.failedTripleRuns)
    }

    /// Gives up what has been silent for long.
    func expireOld() {
        let now = clock.now
        early.dropOld(now: now)
        for (session, job) in jobs where now - job.touched > Self.patience {
            jobs[session] = nil
            fail(job, job.run.expire())
        }
    }

    func stopAll() {
        for job in jobs.values { _ = job.run.expire() }
        jobs = [:]
    }
}
