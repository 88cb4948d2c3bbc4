internal import ActionRuntime
internal import Ethereum
internal import EthereumRPC
internal import HTTPTransport
internal import KeyService
internal import KeyStore
internal import LitContracts
internal import LitProtocol
internal import Logging
internal import PeerTransport
internal import Primitives
internal import Secp256k1
internal import ServiceLifecycle
internal import Synchronization

/// Everything of a node but its HTTP server: it comes up step by step while the server already answers.
final class NodeCore: Service {
    /// What there is before the chain has been read.
    struct Parts: Sendable {
        var configuration: NodeConfiguration
        var wallet: EthereumWallet
        var sealing: SealingKey
        var identity: PeerIdentity
        var folder: StateFolder
        var watcher: NetworkWatcher
        var provider: EthereumProvider
        var settings: ChainSettings
        var transport: any HTTPTransport
        var runtime: ActionRuntime
        var code: CodeStore
        var uses: any DelegationLedger
        var metrics: NodeMetrics
        var logger: Logger
    }

    private struct State {
        var httpPort: Int?
        var endpoints: [DatilEndpoint: any NodeEndpoint] = [:]
        var peer: (network: PeerNetworkName, port: UInt16)?
        var keys: KeyService?
        var driver: EpochDriver?
    }

    private let parts: Parts
    private let tell: @Sendable (JSON) -> Void
    private let state = Mutex(State())

    /// - Parameter tell: takes the events `listening` and `ready`.
    init(_ parts: Parts, tell: @escaping @Sendable (JSON) -> Void) {
        self.parts = parts
        self.tell = tell
    }

    /// The endpoints that there are by now.
    func endpoint(_ kind: DatilEndpoint) -> (any NodeEndpoint)? { state.withLock { $0.endpoints[kind] } }

    func listens(onPort port: Int) { state.withLock { $0.httpPort = port } }

    /// What the node needs before it can take part in a signature, for people; nil if nothing.
    var missing: String? {
        let (driver, keys) = state.withLock { ($0.driver, $0.keys) }
        var readiness = Readiness()
        readiness.health = parts.watcher.health
        readiness.network = parts.watcher.state
        readiness.epoch = driver?.status
        readiness.keys = (keys?.status).map { status in
            .init(
                hasShares: status.hasShares, reachable: status.reachable.count, canSign: status.canSign)
        }
        return readiness.reason(now: .now)
    }

    /// What sessions for this node have to name.
    var publicAddress: NodeAddress {
        let port = parts.configuration.publicPort
        let actual = port == 0 ? state.withLock { $0.httpPort } ?? 0 : port
        return NodeAddress("\(parts.configuration.publicIP):\(actual)")
    }

    /// The answer to `GET /connect/<nonce>`.
    func greeting(_ nonce: Bytes32) -> SignedPeerGreeting? {
        guard let (network, port) = state.withLock({ $0.peer }), let me = PeerID(parts.wallet.address.bytes)
        else { return nil }
        let endpoint = PeerEndpoint(host: parts.configuration.publicIP, port: port)
        let greeting = try? PeerGreeting(
            nonce: nonce, network: network, node: me, endpoint: endpoint, pin: parts.identity.pin)
        return try? greeting?.signed { digest throws(Secp256k1Error) in
            try parts.wallet.privateKey.sign(digest).recoverable()
        }
    }

    func run() async throws {
        do {
            try await cancelWhenGracefulShutdown { try await self.work() }
        } catch is CancellationError {
        }
        await parts.runtime.shutdown()
        await parts.transport.shutdown()
    }

    private func work() async throws {
        let store: KeyStore
        do {
            var configuration = KeyStore.Configuration(
                folder: parts.folder.keys, key: parts.sealing, logger: labelled("store"))
            // What is ready in memory is lost when the process is killed; a burst of requests takes dozens before
            // the disk has answered.
            (configuration.readyCount, configuration.refillBelow) = (96, 64)
            store = try await KeyStore.open(configuration)
        } catch {
            throw NodeStartError(.keys, error.description)
        }
        do {
            try await work(with: store)
        } catch {
            try? await store.close()
            throw error
        }
        try await store.close()
    }

    private func work(with store: KeyStore) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask { await self.parts.watcher.run() }
            group.addTask { await self.parts.settings.run() }
            var first: NetworkState?
            for await state in parts.watcher.states() {
                first = state
                break
            }
            guard let first, let me = PeerID(parts.wallet.address.bytes),
                let network = PeerNetworkName(
                    chainID: first.chainID, staking: (first.contracts.addresses[.staking] ?? .zero).bytes)
            else { return }
            let peers = TLSPeerNetwork(
                .init(
                    me: me, identity: parts.identity, network: network,
                    listen: PeerEndpoint(
                        host: parts.configuration.peerListen.host,
                        port: UInt16(clamping: parts.configuration.peerListen.port))),
                logger: labelled("peers"))
            do {
                let port = try await Self.start(peers)
                state.withLock { $0.peer = (network, port) }
                tell([
                    "event": "listening", "http": .string("\(scheme)://\(publicAddress)"),
                    "peer": .string("\(parts.configuration.peerListen.host):\(port)"),
                    "node": .string(parts.wallet.address.checksummed),
                ])
                start(store, peers, network, in: &group)
                try await group.waitForAll()
            } catch {
                await peers.shutdown()
                throw error
            }
            await peers.shutdown()
        }
    }

    private static func start(_ peers: TLSPeerNetwork) async throws(NodeStartError) -> UInt16 {
        do throws(PeerTransportError) { return try await peers.start() } catch {
            throw NodeStartError(.listen, error.description)
        }
    }

    private var scheme: String { parts.configuration.tls == nil ? "http" : "https" }

    private func labelled(_ label: String) -> Logger {
        var logger = parts.logger
        logger[metadataKey: "part"] = "\(label)"
        return logger
    }

    private func start(
        _ store: KeyStore, _ peers: TLSPeerNetwork, _ network: PeerNetworkName,
        in group: inout ThrowingTaskGroup<Void, any Error>
    ) {
        var configuration = KeyServiceConfiguration(logger: labelled("keys"))
        configuration.rootKeyCount = parts.configuration.keys.rootCount
        configuration.minimumPairs = parts.configuration.keys.minimumPool ?? configuration.minimumPairs
        configuration.maximumPairs =
            parts.configuration.keys.maximumPool
            ?? max(configuration.maximumPairs, configuration.minimumPairs)
        let keys = KeyService(configuration: configuration, store: store, peers: peers)
        let account = EthereumAccount(signer: parts.wallet, provider: parts.provider)
        let staker = parts.configuration.chain.staker ?? parts.wallet.address
        let driver = EpochDriver(
            .init(staker: staker, record: parts.configuration.chain.joins ? record : nil),
            watcher: parts.watcher,
            accounts: EpochAccounts(node: account, staker: staker == account.address ? account : nil),
            duties: duties(keys), logger: labelled("epochs"))
        state.withLock { state in
            state.keys = keys
            state.driver = driver
            state.endpoints = makeEndpoints(keys, peers.me)
        }
        readMetrics(keys)
        let discovery = PeerDiscovery(
            members: { [watcher = parts.watcher] in watcher.peers }, transport: parts.transport, peers: peers,
            network: network, scheme: scheme, logger: labelled("peers"))
        group.addTask { await keys.run() }
        group.addTask { await driver.run() }
        group.addTask { await discovery.run() }
        group.addTask { await self.announceReadiness() }
    }

    /// What the contract is to say of this node.
    private var record: Validator {
        let port = parts.configuration.publicPort
        let ip = parts.configuration.publicIP.split(separator: ".").reduce(UInt32(0)) {
            $0 << 8 | (UInt32($1) ?? 0) & 255
        }
        return Validator(
            ip: ip, port: UInt32(clamping: port == 0 ? state.withLock { $0.httpPort } ?? 0 : port),
            nodeAddress: parts.wallet.address, senderPublicKey: UInt256(parts.identity.pin),
            receiverPublicKey: UInt256(parts.identity.agreementPublicKey))
    }

    private func duties(_ keys: KeyService) -> EpochDuties {
        EpochDuties(
            generateRootKeys: { try await keys.generateRootKeys(in: $0, run: $1) },
            storedRootKeys: { try await keys.storedRootKeys(in: $0) },
            serve: { epoch, roots in
                try await keys.adopt(roots)
                try await keys.enter(epoch)
            })
    }

    private func announceReadiness() async {
        var log = ReadinessLog()
        var isTold = false
        repeat {
            let reason = missing
            switch log.take(reason, now: .now) {
            case .debug(let text)?: parts.logger.debug("\(text)")
            case .info(let text)?: parts.logger.info("\(text)")
            case nil: break
            }
            if reason == nil, !isTold {
                tell(["event": "ready"])
                isTold = true
            }
        } while (try? await Task.sleep(for: .milliseconds(isTold ? 500 : 20))) != nil
    }
}

// MARK: Endpoints

extension NodeCore {
    private func makeEndpoints(
        _ keys: KeyService, _ me: PeerID
    ) -> [DatilEndpoint: any NodeEndpoint] {
        let watcher = parts.watcher
        let registry = ContractRegistry(network: watcher)
        let authorization = PKPAuthorizer(registry: registry)
        let capacity = CapacityMeter(
            policy: parts.configuration.rateLimiting ? .credits : .free, network: watcher, uses: parts.uses)
        var accepted = AuthMethodResolver.Configuration()
        accepted.applications = parts.configuration.authMethods.applications
        let methods = AuthMethodResolver(configuration: accepted, transport: parts.transport)
        let claims = ClaimSigner(parts.wallet.privateKey)
        let sessions = SessionGate(
            nodeAddress: { [self] in publicAddress }, keys: keys, network: watcher)
        let services = NodeActionHost.Services(
            registry: registry, authorization: authorization, keys: keys, network: watcher, me: me,
            claims: claims, chains: chains, conditions: LocalConditions())
        let actions = ActionRunner(runtime: parts.runtime, store: parts.code) { signIn in
            var services = services
            services.conditions = LocalConditions(signIn: signIn)
            return NodeActionHost(services)
        }
        let requests = parts.configuration.requests
        let meter = RequestMeter(perSource: requests.perSource, perPKP: requests.perPKP)
        let (settings, limits) = (parts.settings, parts.configuration.actions.limits)
        let conditions = ConditionGate(sessions: sessions, capacity: capacity)
        return [
            .handshake: HandshakeEndpoint(network: watcher),
            .pkpSign: PKPSignEndpoint(
                sessions: sessions, capacity: capacity, authorization: authorization, registry: registry,
                keys: keys, metrics: parts.metrics),
            .execute: ExecuteEndpoint(
                sessions: sessions, capacity: capacity,
                allowlist: parts.configuration.actionsAllowlist ? ContractAllowlist(network: watcher) : nil,
                actions: actions, limits: { limits ?? settings.limits }, metrics: parts.metrics),
            .signSessionKey: SignSessionKeyEndpoint(
                methods: methods, authorization: authorization, registry: registry, network: watcher,
                keys: keys, actions: actions, metrics: parts.metrics, meter: meter),
            .claimKey: ClaimEndpoint(methods: methods, claims: claims, meter: meter),
            .encryptionSign: EncryptionSignEndpoint(gate: conditions, keys: keys),
            .accessControlSigning: AccessTokenEndpoint(gate: conditions, keys: keys),
        ]
    }

    private var chains: [String: EthereumProvider] {
        parts.configuration.rpc.compactMapValues { url in
            try? EthereumProvider(url: url, transport: parts.transport)
        }
    }

    private func readMetrics(_ keys: KeyService) {
        let (metrics, watcher, runtime) = (parts.metrics, parts.watcher, parts.runtime)
        metrics.read { [self] in
            let status = keys.status
            let workers = runtime.statistics
            var readings: [NodeMetrics.Reading] = [
                .init("lit_node_ready", missing == nil ? 1 : 0),
                .init("lit_node_peers_reachable", Double(status.reachable.count)),
                .init("lit_node_epoch", Double(watcher.state?.epoch.number ?? 0)),
                .init("lit_node_signing_attempts", Double(status.counts.attempts)),
                .init("lit_node_signing_attempts_failed", Double(status.counts.failedAttempts)),
                .init("lit_node_pairs_made", Double(status.counts.pairsMade)),
                .init("lit_node_peer_messages_dropped", Double(status.counts.droppedMessages)),
            ]
            for pool in status.pools {
                let signers = pool.signers.map(String.init).joined(separator: "-")
                readings.append(.init("lit_node_pool_pairs", labels: [("set", signers)], Double(pool.pairs)))
            }
            let counts = [
                "starting": workers.starting, "spare": workers.spare, "idle": workers.idle,
                "running": workers.running, "waiting": workers.waiting,
            ]
            for (state, count) in counts {
                readings.append(
                    .init("lit_node_action_workers", labels: [("state", state)], Double(count)))
            }
            return readings
        }
    }
}

extension NetworkWatcher {
    /// Those that serve, have served and will; nil before the chain was read.
    fileprivate var peers: [NodeMember]? {
        guard let state else { return nil }
        // The present record of a node is the one that counts.
        return (state.previous?.members ?? []) + state.epoch.members + (snapshot?.next.map(\.member) ?? [])
    }
}
