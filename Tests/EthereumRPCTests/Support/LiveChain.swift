import DevChain
import Ethereum
import EthereumRPC
import HTTPTransport
import Logging
import Primitives
import ServiceLifecycle

/// A development chain behind a server on a free port, for as long as a test runs.
struct LiveChain: Sendable {
    let chain: Chain
    let url: String
    let wallets: [EthereumWallet]
    let transport: any HTTPTransport

    /// Runs `test` with a chain.
    /// - Parameter wrap: puts something between the server and the chain.
    static func run(
        mining: MiningMode = .automatic, adjust: (inout ChainConfiguration) -> Void = { _ in },
        wrap: @Sendable (ChainRPC) -> any RPCHandler = { $0 },
        _ test: @escaping @Sendable (LiveChain) async throws -> Void
    ) async throws {
        var logger = Logger(label: "chain")
        logger.logLevel = .critical
        let accounts = try DevAccount.derived(count: 3)
        var configuration = ChainConfiguration(accounts: accounts)
        configuration.mining = mining
        adjust(&configuration)
        let chain = try await Chain.open(configuration, store: SQLiteStore.temporary(), logger: logger)
        let rpc = ChainRPC(chain: chain, accounts: accounts, clientVersion: "test/v1")
        let (ports, portKnown) = AsyncStream<Int>.makeStream()
        let server = RPCServer(handler: wrap(rpc), port: 0, logger: logger) { port in portKnown.yield(port) }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: server, successTerminationBehavior: .gracefullyShutdownGroup)],
                logger: logger))
        let wallets = accounts.compactMap { $0.privateKey.map { EthereumWallet(privateKey: $0) } }
        let transport = makeHTTPTransport()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { portKnown.finish() }
                try await group.run()
            }
            let mining = Task { try await chain.run() }
            var all = ports.makeAsyncIterator()
            if let port = await all.next() {
                let live = LiveChain(
                    chain: chain, url: "http://127.0.0.1:\(port)", wallets: wallets, transport: transport)
                let outcome: Result<Void, any Error>
                do {
                    outcome = .success(try await test(live))
                } catch {
                    outcome = .failure(error)
                }
                mining.cancel()
                await group.triggerGracefulShutdown()
                try outcome.get()
            }
            try await tasks.waitForAll()
        }
        await chain.close()
        await transport.shutdown()
    }

    /// A provider that looks often.
    func provider(
        transport: (any HTTPTransport)? = nil,
        adjust: (inout EthereumProvider.Configuration) -> Void = { _ in }
    ) throws -> EthereumProvider {
        var configuration = EthereumProvider.Configuration()
        configuration.pollingInterval = .milliseconds(5)...(.milliseconds(100))
        configuration.retries.firstPause = .milliseconds(5)
        adjust(&configuration)
        return try EthereumProvider(
            url: url, transport: transport ?? self.transport, configuration: configuration)
    }

    func account(_ index: Int = 0, provider: EthereumProvider? = nil) throws -> EthereumAccount {
        EthereumAccount(signer: wallets[index], provider: try provider ?? self.provider())
    }

    /// Everything the account has in blocks, in order.
    func mined(by address: Address) async throws -> [RPCTransaction] {
        let provider = try provider()
        var found: [RPCTransaction] = []
        for number in 0...(try await provider.blockNumber()) {
            let block = try await provider.block(.number(number), full: true)
            if case .full(let transactions) = block?.transactions {
                found += transactions.filter { $0.from == address }
            }
        }
        return found
    }
}

extension ContinuousClock.Instant {
    /// Far enough away that only a hang reaches it.
    static var patience: ContinuousClock.Instant { .now.advanced(by: .seconds(120)) }
}
