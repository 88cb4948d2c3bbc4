import DevChain
import Ethereum
import EthereumRPC
import Logging
import Primitives
import ServiceLifecycle

/// A development chain behind a server on a free port, for as long as a test runs.
struct LocalChain: Sendable {
    let url: String
    let account: EthereumAccount

    static func run(_ test: @escaping @Sendable (LocalChain) async throws -> Void) async throws {
        var logger = Logger(label: "chain")
        logger.logLevel = .critical
        let accounts = try DevAccount.derived(count: 1)
        let chain = try await Chain.open(
            ChainConfiguration(accounts: accounts), store: SQLiteStore.temporary(), logger: logger)
        let rpc = ChainRPC(chain: chain, accounts: accounts, clientVersion: "test/v1")
        let (ports, portKnown) = AsyncStream<Int>.makeStream()
        let server = RPCServer(handler: rpc, port: 0, logger: logger) { port in portKnown.yield(port) }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: server, successTerminationBehavior: .gracefullyShutdownGroup)],
                logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { portKnown.finish() }
                try await group.run()
            }
            let mining = Task { try await chain.run() }
            var all = ports.makeAsyncIterator()
            if let port = await all.next(), let key = accounts.first?.privateKey {
                let url = "http://127.0.0.1:\(port)"
                let outcome: Result<Void, any Error>
                do {
                    let provider = try EthereumProvider(url: url)
                    let account = EthereumAccount(signer: EthereumWallet(privateKey: key), provider: provider)
                    outcome = .success(try await test(LocalChain(url: url, account: account)))
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
    }

    /// A contract whose code is `runtime`.
    func deploy(_ runtime: [UInt8]) async throws -> Address {
        let creation: [UInt8] = [
            0x60, UInt8(runtime.count), 0x80, 0x60, 0x0b, 0x60, 0x00, 0x39, 0x60, 0x00, 0xf3,
        ]
        let contract = try await Contract.deploy(
            ContractABI(parsing: []), code: creation + runtime, from: account
        )
        .contract()
        return contract.address
    }
}
