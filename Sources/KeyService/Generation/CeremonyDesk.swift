internal import BLS12381
internal import KeyStore
internal import Logging
internal import PeerTransport
internal import Primitives
internal import Secp256k1
internal import Threshold

/// Makes the keys of an epoch with all its members, and answers those who ask again later.
actor CeremonyDesk {
    private struct Ceremony {
        let epoch: KeyEpoch
        let me: PartyID
        var state: KeyCeremony
        var runs: CeremonyRuns?
        var made: KeyMaterial?
        var waiter: CheckedContinuation<Result<KeyMaterial, KeyServiceError>, Never>?
        var early = EarlyMail<Bytes32, PartyID>(
            EarlyMailBounds(messages: 256, conversations: 4, bytes: 1 << 20, lifetime: .seconds(120)))
        let deadline: Duration
        /// When the run began that is under way.
        var began: Duration = .zero
    }

    /// A run takes two messages; one that takes longer than this has lost some.
    private static let patience: Duration = .seconds(8)

    private let configuration: KeyServiceConfiguration
    private let shelf: ShareShelf
    private let peers: any PeerNetwork
    private let epochs: EpochBoard
    private let clock: any ServiceClock
    private let logger: Logger
    let thread = KeyThread("keys-generation")

    private var ceremony: (session: Bytes32, ceremony: Ceremony)?
    private var early = EarlyMail<Bytes32, PeerID>(
        EarlyMailBounds(messages: 256, conversations: 8, bytes: 1 << 20, lifetime: .seconds(120)))
    private var isStopped = false

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    init(
        _ configuration: KeyServiceConfiguration, shelf: ShareShelf, peers: any PeerNetwork,
        epochs: EpochBoard,
        clock: any ServiceClock
    ) {
        self.configuration = configuration
        self.shelf = shelf
        self.peers = peers
        self.epochs = epochs
        self.clock = clock
        logger = configuration.logger
    }

    /// All conversations about the keys of one epoch; the run's name is within.
    private static func session(_ epoch: KeyEpoch) -> Bytes32 {
        var writer = ByteWriter()
        writer.append(counted: Array("lit key generation v1".utf8))
        writer.appendBigEndian(epoch.number)
        writer.appendBigEndian(UInt32(truncatingIfNeeded: epoch.threshold))
        for member in epoch.members { writer.append(contentsOf: member.bytes) }
        return SHA2.sha256(writer.bytes)
    }

    func generate(_ epoch: KeyEpoch, run: [UInt8]) async throws(KeyServiceError) -> KeyMaterial {
        guard let place = epoch.members.firstIndex(of: peers.me),
            epoch.members.count <= WireFormat.maximumMembers,
            (2...epoch.members.count).contains(epoch.threshold),
            Set(epoch.members).count == epoch.members.count, configuration.rootKeyCount >= 2,
            configuration.rootKeyCount <= 64
        else {
            throw KeyServiceError(
                .invalidOrder,
                "Keys of epoch \(epoch.number) cannot be made: this node must be one of \(epoch.members.count) different"
                    + " members, at least two of whom sign, and there are 2 to 64 root keys.")
        }
        if let old = ceremony { end(old.session, .failure(Self.replaced)) }
        let materials = try await shelf.load(epoch.number, members: epoch.members.count, me: place)
        epochs.change { $0.materials[epoch.number] = materials }
        guard !isStopped else { throw Self.stopped }
        let session = Self.session(epoch)
        let me = PartyID(UInt32(place))
        var random = SystemRandomNumberGenerator()
        let nonce = Bytes32(random: &random)
        // All were told the same run; should they not have been, the runs have different names and come to nothing.
        let name = SHA2.sha256(session.bytes + run)
        let state = KeyCeremony(
            me: me, members: epoch.members.count, name: name, nonce: nonce,
            sharings: Set(materials.map(\.fingerprint)))
        let deadline = clock.now + configuration.generationDeadline
        let result = await withCheckedContinuation { waiter in
            ceremony = (
                session,
                Ceremony(epoch: epoch, me: me, state: state, waiter: waiter, deadline: deadline)
            )
            ceremony?.ceremony.state.greet()
            let waiting = early.take(session)
            perform()
            for (sender, body) in waiting { receive(body, from: sender, session) }
        }
        return try result.get()
    }

    func receive(_ received: ReceivedPeerMessage) {
        let (peer, body, session) = (received.sender, received.message.body, received.message.session)
        if ceremony?.session == session {
            receive(body, from: peer, session)
        } else if !answer(body, from: peer, session) {
            _ = early.keep(body, from: peer, to: session, now: clock.now)
        }
    }

    /// Tells whoever asks after this node was ready what it has.
    private func answer(_ body: [UInt8], from peer: PeerID, _ session: Bytes32) -> Bool {
        let board = epochs.value
        guard let epoch = board.entered, Self.session(epoch) == session, epoch.members.contains(peer),
            let materials = board.materials[epoch.number], !materials.isEmpty
        else { return false }
        guard let message = try? CeremonyMessage(body), case .hello(_, _, false) = message else {
            return true
        }
        let reply = CeremonyMessage.hello(
            nonce: .zero, sharings: materials.map(\.fingerprint), isReply: true)
        send(reply, session, to: peer)
        return true
    }

    private func receive(_ body: [UInt8], from peer: PeerID, _ session: Bytes32) {
        guard let place = ceremony?.ceremony.epoch.members.firstIndex(of: peer),
            let message = try? CeremonyMessage(body)
        else { return }
        let sender = PartyID(UInt32(place))
        if case .run(let run, let key, let bytes) = message {
            guard let runs = ceremony?.ceremony.runs, runs.run == run else {
                _ = ceremony?.ceremony.early.keep([key] + bytes, from: sender, to: run, now: clock.now)
                return
            }
            runs.receive(bytes, key: key, from: sender)
            advance(runs)
        } else {
            ceremony?.ceremony.state.receive(message, from: sender)
        }
        perform()
    }

    private func perform() {
        while let effects = ceremony?.ceremony.state.takeEffects(), !effects.isEmpty {
            for effect in effects { perform(effect) }
        }
    }

    private func perform(_ effect: KeyCeremony.Effect) {
        guard let (session, current) = ceremony else { return }
        switch effect {
        case .send(let message, let parties):
            for party in parties { send(message, session, to: current.epoch.members[Int(party.rawValue)]) }
        case .begin(let run): begin(run, current)
        case .store(let run):
            guard let material = current.made, current.runs?.run == run else { return }
            Task { await self.store(material, session) }
        case .finish(let sharing):
            let material = (epochs.value.materials[current.epoch.number] ?? []).first {
                $0.fingerprint == sharing
            }
            if let material { end(session, .success(material)) }
        case .fail(let suspects):
            let peers = suspects.map { current.epoch.members[Int($0.rawValue)] }
            end(
                session,
                .failure(
                    KeyServiceError(
                        .protocolFailure,
                        "The members of epoch \(current.epoch.number) have made different keys, says \(peers): run it again."
                    )))
        }
    }

    private func begin(_ run: Bytes32, _ current: Ceremony) {
        _ = current.runs?.expire()
        ceremony?.ceremony.made = nil
        ceremony?.ceremony.began = clock.now
        var random = SystemRandomNumberGenerator()
        do throws(ThresholdError) {
            let runs = try CeremonyRuns(
                run: run, epoch: current.epoch, me: current.me, roots: configuration.rootKeyCount,
                using: &random)
            ceremony?.ceremony.runs = runs
            let waiting = ceremony?.ceremony.early.take(run) ?? []
            for (sender, body) in waiting {
                runs.receive(Array(body.dropFirst()), key: body[0], from: sender)
            }
            advance(runs)
        } catch {
            if let session = ceremony?.session {
                end(session, .failure(KeyServiceError(.invalidOrder, "Keys cannot be made: \(error).")))
            }
        }
    }

    private func advance(_ runs: CeremonyRuns) {
        guard let (session, current) = ceremony, current.runs === runs else { return }
        do throws(ProtocolAbort) {
            let material = try runs.advance { key, outgoing in
                let message = CeremonyMessage.run(runs.run, key: key, outgoing.message)
                for (place, peer) in current.epoch.members.enumerated() where peer != peers.me {
                    if let recipient = outgoing.recipient, Int(recipient.rawValue) != place { continue }
                    send(message, session, to: peer)
                }
            }
            guard let material else { return }
            ceremony?.ceremony.made = material
            ceremony?.ceremony.state.made(material.fingerprint, run: runs.run)
        } catch {
            let blamed = error.culprits.map { current.epoch.members[Int($0.rawValue)] }
            logger.warning(
                "key generation failed",
                metadata: ["check": "\(error.check.rawValue)", "blamed": "\(blamed)"])
            end(
                session,
                .failure(
                    KeyServiceError(
                        .protocolFailure,
                        "Key generation failed: \(error), blamed on \(blamed). Run it again.")))
        }
    }

    private func store(_ material: KeyMaterial, _ session: Bytes32) async {
        guard let current = ceremony?.ceremony, ceremony?.session == session else { return }
        do throws(KeyServiceError) {
            try await shelf.store(material, epoch: current.epoch.number)
            epochs.change { $0.materials[current.epoch.number, default: []].append(material) }
            guard ceremony?.session == session else { return }
            ceremony?.ceremony.state.stored(material.fingerprint)
            perform()
        } catch {
            end(session, .failure(error))
        }
    }

    private func send(_ message: CeremonyMessage, _ session: Bytes32, to peer: PeerID) {
        peers.send(PeerMessage(service: .generation, session: session, body: message.encoded), to: peer)
    }

    private func end(_ session: Bytes32, _ result: Result<KeyMaterial, KeyServiceError>) {
        guard ceremony?.session == session, let waiter = ceremony?.ceremony.waiter else { return }
        _ = ceremony?.ceremony.runs?.expire()
        ceremony?.ceremony.waiter = nil
        if case .failure = result {
            ceremony = nil
        } else {
            // Others may not know yet: they are answered until this node enters the epoch.
            ceremony?.ceremony.runs = nil
            ceremony?.ceremony.made = nil
        }
        waiter.resume(returning: result)
    }

    /// Somebody may have come who was not there.
    func reachabilityChanged() { greet() }

    /// Time has passed.
    func tick() {
        early.dropOld(now: clock.now)
        guard let (session, current) = ceremony, current.waiter != nil else { return }
        guard clock.now < current.deadline else {
            let silent = current.state.silent + (current.runs?.expire() ?? [])
            let peers = Set(silent).sorted().map { current.epoch.members[Int($0.rawValue)] }
            end(
                session,
                .failure(
                    KeyServiceError(
                        .notEnoughPeers,
                        "Keys of epoch \(current.epoch.number) were not made in time; silent were \(peers). Run it again."
                    )))
            return
        }
        // Not all at the same moment: each restart is another run for everybody.
        if current.runs != nil,
            clock.now - current.began > Self.patience + .milliseconds(700) * Int(current.me.rawValue)
        {
            var random = SystemRandomNumberGenerator()
            ceremony?.ceremony.began = clock.now
            ceremony?.ceremony.state.restart(nonce: Bytes32(random: &random))
        }
        greet()
    }

    private func greet() {
        guard ceremony?.ceremony.waiter != nil else { return }
        ceremony?.ceremony.state.greet()
        perform()
    }

    func stop() {
        isStopped = true
        if let session = ceremony?.session { end(session, .failure(Self.stopped)) }
    }

    private static var stopped: KeyServiceError {
        KeyServiceError(.stopped, "The node is shutting down: make the keys again when it is back.")
    }
    private static var replaced: KeyServiceError {
        KeyServiceError(.stopped, "Key generation was called again meanwhile: wait for that call.")
    }
}

extension Bytes32 {
    fileprivate init(random: inout some RandomNumberGenerator) {
        self.init(words: random.next(), random.next(), random.next(), random.next())
    }
}
