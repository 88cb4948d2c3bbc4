internal import Lit
internal import Synchronization

/// The clients that there are. Nobody can list them.
package final class ClientRegistry: Sendable {
    private struct State {
        var clients: [String: SidecarClient] = [:]
        /// Those that are being connected.
        var coming = 0
        var isClosed = false
    }

    private let limit: Int
    private let settings: SidecarSettings
    private let state = Mutex(State())

    package init(limit: Int, _ settings: SidecarSettings) {
        self.limit = limit
        self.settings = settings
    }

    /// How many there are.
    package var count: Int { state.withLock { $0.clients.count } }

    /// Connects to a network.
    ///
    /// - Throws: ``Failure`` with `tooManyClients` or `shuttingDown`; `LitError`.
    func open(_ network: Network, wallet: EthereumWallet?, within timeout: Duration) async throws
        -> SidecarClient
    {
        let refusal: Failure? = state.withLock { state in
            if state.isClosed { return Self.closed() }
            guard state.clients.count + state.coming < limit else {
                return Failure(
                    .tooManyClients, "There are \(limit) clients, which is the limit.",
                    hint: "End some with DELETE, or start the sidecar with --max-clients.")
            }
            state.coming += 1
            return nil
        }
        if let refusal { throw refusal }
        let client: SidecarClient
        do {
            var configuration = LitClient.Configuration()
            configuration.connectTimeout = timeout
            configuration.requestTimeout = settings.timeout
            configuration.logger = settings.logger
            let lit = try await LitClient.connect(to: network, configuration: configuration)
            client = SidecarClient(lit, id: RandomID.client())
        } catch {
            state.withLock { $0.coming -= 1 }
            throw error
        }
        if let wallet { client.add(wallet) }
        let isTooLate = state.withLock { state in
            state.coming -= 1
            // Whoever has hung up does not know the id, and nobody could end it.
            guard !state.isClosed, !Task.isCancelled else { return true }
            state.clients[client.id] = client
            return false
        }
        if isTooLate {
            await client.lit.disconnect()
            throw Self.closed()
        }
        return client
    }

    private static func closed() -> Failure {
        Failure(.shuttingDown, "The sidecar is ending.", hint: "Start another one, or wait for it.")
    }

    /// - Throws: ``Failure`` with `unknownClient`.
    func client(_ id: String) throws(Failure) -> SidecarClient {
        guard let client = state.withLock({ $0.clients[id] }) else { throw Self.unknown() }
        return client
    }

    /// Ends one, and all that it does.
    ///
    /// - Throws: ``Failure`` with `unknownClient`.
    func close(_ id: String) async throws(Failure) {
        guard let client = state.withLock({ $0.clients.removeValue(forKey: id) }) else {
            throw Self.unknown()
        }
        await client.lit.disconnect()
    }

    /// Ends all, and takes no more.
    package func closeAll() async {
        let clients = state.withLock { state in
            state.isClosed = true
            defer { state.clients = [:] }
            return Array(state.clients.values)
        }
        await withTaskGroup(of: Void.self) { group in
            for client in clients { group.addTask { await client.lit.disconnect() } }
        }
    }

    private static func unknown() -> Failure {
        Failure(
            .unknownClient, "There is no client of that id.",
            hint: "Make one: POST /v1/clients. Clients end with their sidecar.")
    }
}
