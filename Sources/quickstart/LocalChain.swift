import DevChain
import Ethereum
import EthereumRPC
import Logging

/// A development chain in this process, behind a port of its own.
struct LocalChain: Sendable {
    let url: String
    /// The public accounts of local chains.
    let accounts: [EthereumAccount]
    private let chain: Chain
    private let server: Task<Void, any Error>

    static func start() async throws -> LocalChain {
        let logger = Logger(label: "quickstart") { _ in SwiftLogNoOpLogHandler() }
        let accounts = try DevAccount.derived(count: 5)
        let configuration = ChainConfiguration(accounts: accounts)
        let chain = try await Chain.open(configuration, store: SQLiteStore.temporary(), logger: logger)
        let rpc = ChainRPC(chain: chain, accounts: accounts, clientVersion: "quickstart")
        let (ports, ready) = AsyncStream.makeStream(of: Int.self)
        let server = Task {
            defer { ready.finish() }
            try await RPCServer(handler: rpc, port: 0, logger: logger) { ready.yield($0) }.run()
        }
        guard let port = await ports.first(where: { _ in true }) else {
            try await server.value
            throw Unverified(text: "the chain's server has a port")
        }
        let url = "http://127.0.0.1:\(port)"
        var settings = EthereumProvider.Configuration()
        settings.pollingInterval = .milliseconds(2)...(.milliseconds(50))
        let provider = try EthereumProvider(url: url, configuration: settings)
        return LocalChain(
            url: url,
            accounts: accounts.compactMap { account in
                account.privateKey.map {
                    EthereumAccount(signer: EthereumWallet(privateKey: $0), provider: provider)
                }
            }, chain: chain, server: server)
    }

    func stop() async {
        server.cancel()
        _ = try? await server.value
        await chain.close()
    }
}
