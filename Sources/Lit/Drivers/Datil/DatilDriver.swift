internal import Ethereum
internal import EthereumRPC
package import HTTPTransport
internal import LitContracts
internal import LitProtocol
internal import Logging
internal import Primitives
internal import Synchronization
internal import ThresholdBLS

/// Reaches networks of the Datil generation: nodes that the staking contract lists, each asked by itself.
package final class DatilDriver: NetworkDriver {
    /// What is known once connected.
    struct Connection: Sendable {
        var nodes: NodeSet
        var snapshot: NetworkSnapshot
        var networkKey: BLSPublicKey
        /// When the snapshot's hash was heard.
        var heard: ContinuousClock.Instant
    }

    private struct State {
        var connection: Connection?
        var isDisconnected = false
        var watcher: Task<Void, Never>?
        var refreshing: Task<Connection?, Never>?
        var listeners: [UInt64: AsyncStream<NetworkSnapshot>.Continuation] = [:]
        var nextListener: UInt64 = 0
    }

    let site: NetworkSite
    let configuration: DatilConfiguration
    let signatures: SessionSignatures
    private let transport: any HTTPTransport
    private let calls = CallRegistry()
    private let lingering = DeadlineWatch()
    private let state = Mutex(State())

    /// - Parameter transport: ends with the driver.
    package init(
        _ site: NetworkSite, transport: any HTTPTransport,
        configuration: DatilConfiguration = DatilConfiguration()
    ) {
        self.site = site
        self.transport = transport
        self.configuration = configuration
        signatures = SessionSignatures(limit: configuration.sessionLimit)
    }

    deinit { state.withLock { $0.watcher?.cancel() } }

    // MARK: Connecting

    package func connect(_ context: CallContext) async throws(LitError) -> NetworkSnapshot {
        guard !state.withLock(\.isDisconnected) else { throw .disconnected(context) }
        let nodes = try await readNodes(context)
        let connection = try await shakeHands(nodes, context)
        for report in connection.snapshot.dissenters {
            context.logger.warning(
                "A node is left aside", metadata: ["node": "\(report.node)", "reason": "\(report.message)"])
        }
        adopt(connection)
        watch()
        return connection.snapshot
    }

    package var snapshot: NetworkSnapshot? { state.withLock { $0.connection?.snapshot } }

    package func changes() -> AsyncStream<NetworkSnapshot> {
        let (stream, continuation) = AsyncStream<NetworkSnapshot>.makeStream(
            bufferingPolicy: .bufferingNewest(16))
        let key: UInt64? = state.withLock { state in
            guard !state.isDisconnected else { return nil }
            state.nextListener += 1
            state.listeners[state.nextListener] = continuation
            return state.nextListener
        }
        guard let key else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.listeners.removeValue(forKey: key) }
        }
        return stream
    }

    package func disconnect() async {
        let (watcher, refreshing, listeners) = state.withLock { state in
            defer {
                state.isDisconnected = true
                (state.connection, state.watcher, state.refreshing) = (nil, nil, nil)
                state.listeners = [:]
            }
            return (state.watcher, state.refreshing, Array(state.listeners.values))
        }
        watcher?.cancel()
        refreshing?.cancel()
        for listener in listeners { listener.finish() }
        calls.close()
        await transport.shutdown()
        lingering.stop()
    }

    /// What is known now.
    func connected(_ context: CallContext) throws(LitError) -> Connection {
        guard let connection = state.withLock(\.connection) else { throw .disconnected(context) }
        return connection
    }

    private func adopt(_ connection: Connection) {
        let listeners: [AsyncStream<NetworkSnapshot>.Continuation] = state.withLock { state in
            guard !state.isDisconnected else { return [] }
            let isNews = state.connection.map { $0.nodes != connection.nodes } ?? false
            state.connection = connection
            return isNews ? Array(state.listeners.values) : []
        }
        for listener in listeners { listener.yield(connection.snapshot) }
    }

    // MARK: Nodes

    /// The nodes as the chain has them now.
    private func readNodes(_ context: CallContext) async throws(LitError) -> NodeSet {
        let staking = site.staking
        let active = try await site.asking(context) { () async throws(LitError) in
            do throws(EthereumRPCError) { return try await staking.activeValidators() } catch {
                throw LitError(chain: error, what: "The staking contract \(staking.address)", context)
            }
        }
        do throws(LitError) { return try NodeSet(active, usesHTTPS: site.usesHTTPS) } catch {
            var error = error
            error.context = context.errorContext
            throw error
        }
    }

    private func shakeHands(_ nodes: NodeSet, _ context: CallContext) async throws(LitError) -> Connection {
        let fan = fanOut(grace: configuration.handshakeGrace)
        let (runtime, epoch) = (configuration.runtime, nodes.epoch(at: configuration.runtime.now()))
        let snapshot = try await fan.run(
            HandshakeTally(needed: nodes.threshold), .handshake, at: nodes, context,
            body: { _ in
                HandshakeRequest(challenge: runtime.randomBytes(32).hex, epoch: epoch).json.utf8
            }, read: HandshakeResponse.init)
        guard let networkKey = try? BLSPublicKey(snapshot.networkKey) else {
            throw LitError(
                .invalidAnswer, "What the nodes call the network's key is none.",
                context: context.errorContext)
        }
        return Connection(
            nodes: nodes, snapshot: snapshot, networkKey: networkKey, heard: runtime.instant())
    }

    /// Asks nodes.
    func fanOut(grace: Duration) -> FanOut {
        FanOut(
            caller: NodeCaller(transport: transport, sleep: configuration.runtime.sleep), calls: calls,
            grace: grace, linger: configuration.linger, lingering: lingering)
    }

    // MARK: Changes

    /// Looks at the chain now and then, for as long as the driver lives.
    private func watch() {
        let watcher = Task { [weak self, configuration] in
            while (try? await configuration.runtime.sleep(configuration.pollingInterval)) != nil {
                guard let self else { return }
                _ = await self.refreshed()
            }
        }
        let old = state.withLock { state in
            let old = state.isDisconnected ? watcher : state.watcher
            if !state.isDisconnected { state.watcher = watcher }
            return old
        }
        old?.cancel()
    }

    /// Reads the nodes anew, and shakes hands if they have changed. Those who ask at the same time share it.
    ///
    /// - Returns: nil if nothing has changed, or the new nodes are not ready.
    func refreshed() async -> Connection? {
        let task: Task<Connection?, Never>? = state.withLock { state in
            if state.isDisconnected { return nil }
            if let refreshing = state.refreshing { return refreshing }
            let task = Task { [weak self] in await self?.refresh() }
            state.refreshing = task
            return task
        }
        return await task?.value
    }

    private func refresh() async -> Connection? {
        defer { state.withLock { $0.refreshing = nil } }
        let context = CallContext(
            "refresh", timeout: configuration.refreshTimeout, logger: configuration.logger)
        guard let known = state.withLock(\.connection) else { return nil }
        do throws(LitError) {
            let nodes = try await readNodes(context)
            guard nodes != known.nodes else { return nil }
            let connection = try await shakeHands(nodes, context)
            adopt(connection)
            context.logger.info(
                "The network has changed",
                metadata: ["epoch": "\(nodes.epoch)", "nodes": "\(nodes.members.count)"])
            return connection
        } catch {
            context.logger.warning(
                "The network cannot be looked at", metadata: ["reason": "\(error.message)"])
            return nil
        }
    }

    package func latestBlockhash(_ context: CallContext) async throws(LitError) -> String {
        let known = try connected(context)
        guard known.heard.duration(to: configuration.runtime.instant()) >= configuration.blockhashAge else {
            return known.snapshot.latestBlockhash
        }
        // Nodes tell the same hashes as the service that the JavaScript SDK asks, and are there offline.
        var newer = try await shakeHands(known.nodes, context)
        newer.snapshot.epoch = known.snapshot.epoch
        adopt(newer)
        return newer.snapshot.latestBlockhash
    }
}
