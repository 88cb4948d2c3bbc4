import DevChain
import Ethereum
import EthereumRPC
import HTTPTransport
import LitContracts
import LitNode
import Logging
import Primitives
import Secp256k1
import Synchronization

/// The contracts of a network on a development chain in this process. Account 0 owns them; those from 1 on are the
/// stakers, and at the same time the wallets, of its validators.
final class ContractChain: Sendable {
    let chain: Chain
    private let rpc: ChainRPC
    let wallets: [EthereumWallet]
    let layout: DeploymentLayout
    private static let count = Mutex(0)

    /// Answers instead of the chain, refuses, or lets a request through by nil.
    typealias Interceptor = @Sendable (_ method: String, _ params: [JSON]) async throws -> JSON?

    private init(chain: Chain, rpc: ChainRPC, wallets: [EthereumWallet]) throws {
        self.chain = chain
        self.rpc = rpc
        self.wallets = wallets
        layout = try DeploymentLayout(DeploymentSettings(owner: wallets[0].address))
    }

    /// Runs a test with a chain that has the contracts, paused, with an epoch length of an hour.
    ///
    /// - Parameter validators: how many have their stake.
    static func run<Result: Sendable>(
        validators: Int = 3, _ test: (ContractChain) async throws -> Result
    ) async throws -> Result {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let accounts = try DevAccount.derived(count: 10)
        let chain = try await Chain.open(
            ChainConfiguration(accounts: accounts), store: SQLiteStore.temporary(), logger: logger)
        let contracts = try ContractChain(
            chain: chain, rpc: ChainRPC(chain: chain, accounts: accounts, clientVersion: "test"),
            wallets: accounts.compactMap { $0.privateKey.map { EthereumWallet(privateKey: $0) } })
        do {
            try await contracts.deploy(validators: validators)
            let result = try await test(contracts)
            await chain.close()
            return result
        } catch {
            await chain.close()
            throw error
        }
    }

    private func deploy(validators: Int) async throws {
        var deployer = ContractDeployer(payer: try owner())
        deployer.sendsAtOnce = true
        deployer.options.leavesPaused = true
        try await deployer.deploy(layout.settings)
        var setup = NetworkSetup()
        setup.stakers = wallets.dropFirst().prefix(validators).map(\.address)
        setup.epochLength = 3600
        try await setup.run(with: contracts())
    }

    var staking: Address { layout[.staking] }

    func owner() throws -> EthereumAccount { EthereumAccount(signer: wallets[0], provider: try provider()) }

    /// Called by the owner.
    func contracts() throws -> LitContracts { LitContracts(layout, account: try owner()) }

    /// A provider of its own, which knows nothing of others' nonces.
    func provider(_ interceptor: Interceptor? = nil) throws -> EthereumProvider {
        let transport = InMemoryTransport { [rpc] request in
            let body = try JSON(parsing: request.body)
            let (method, params) = (body["method"]?.string ?? "", body["params"]?.array ?? [])
            var answer = JSON.Object()
            answer["jsonrpc"] = "2.0"
            answer["id"] = body["id"]
            do {
                if let instead = try await interceptor?(method, params) {
                    answer["result"] = instead
                } else {
                    answer["result"] = try await rpc.call(method, params, connection: nil)
                }
            } catch let error as RPCError {
                var object = JSON.Object()
                object["code"] = .number(JSON.Number(error.code))
                object["message"] = .string(error.message)
                object["data"] = error.data
                answer["error"] = .object(object)
            }
            return .init(
                status: 200, headers: ["Content-Type": "application/json"], body: JSON.object(answer).utf8)
        }
        var configuration = EthereumProvider.Configuration()
        configuration.retries = .never
        configuration.pollingInterval = .milliseconds(1)...(.milliseconds(20))
        let number = Self.count.withLock { count in
            count += 1
            return count
        }
        return try EthereumProvider(
            url: "http://node-\(number).test", transport: transport, configuration: configuration)
    }

    func watcher(
        staker: Address? = nil, provider: EthereumProvider? = nil,
        _ adjust: (inout NetworkWatcher.Configuration) -> Void = { _ in }
    ) throws -> NetworkWatcher {
        var configuration = NetworkWatcher.Configuration(anchor: .staking(staking))
        configuration.staker = staker
        configuration.interval = .milliseconds(10)
        configuration.eagerInterval = .milliseconds(5)
        adjust(&configuration)
        return NetworkWatcher(
            configuration, provider: try provider ?? self.provider(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// Blocks with transactions that failed are among them.
    func transactionCount() async throws -> Int {
        var count = 0
        for number in 0...(try await provider().blockNumber()) {
            count += try await provider().block(.number(number))?.transactions.hashes.count ?? 0
        }
        return count
    }
}

/// Waits until a condition holds; false if it does not in two minutes, which only a hang takes.
func eventually(_ condition: () async throws -> Bool) async throws -> Bool {
    let end = ContinuousClock.now.advanced(by: .seconds(120))
    while ContinuousClock.now < end {
        if try await condition() { return true }
        try await Task.sleep(for: .milliseconds(2))
    }
    return false
}
