import DevChain
import Ethereum
import EthereumRPC
import HTTPTransport
import LitContracts
import Logging
import Primitives
import Secp256k1
import Synchronization

/// The network's chain, in this process, with the public accounts of local chains.
final class LocalChain: Sendable {
    /// What every account of the network begins with: ten thousand ether.
    static let balance = UInt256(10_000) * ether
    static let ether = UInt256(1_000_000_000_000_000_000)

    let chain: Chain
    let rpc: ChainRPC
    let accounts: [EthereumWallet]
    /// Leads to the chain without a port.
    let provider: EthereumProvider
    /// Administers the contracts: the first of the public accounts.
    let owner: EthereumAccount
    let layout: DeploymentLayout

    /// No two chains of a process share a URL, by which accounts remember their nonces.
    private static let numbers = Atomic<Int>(0)

    init(
        _ directory: StateDirectory, record: NetworkRecord, genesis: LocalGenesis, clientVersion: String,
        logger: Logger
    ) async throws {
        let devAccounts = genesis.accounts
        accounts = genesis.wallets
        // Nodes and faucet have their ether from the start: no transaction, and no account of a user, is needed.
        let funded = record.nodes.map(\.wallet.address) + [record.faucet.address]
        var configuration = ChainConfiguration(
            accounts: devAccounts + funded.map { DevAccount(address: $0) })
        configuration.balance = Self.balance
        let store = try SQLiteStore(directory: directory.chain)
        chain = try await Chain.open(configuration, store: store, logger: logger)
        rpc = ChainRPC(chain: chain, accounts: devAccounts, clientVersion: clientVersion)
        var settings = EthereumProvider.Configuration()
        settings.pollingInterval = .milliseconds(1)...(.milliseconds(20))
        let number = Self.numbers.add(1, ordering: .relaxed).newValue
        provider = try EthereumProvider(
            url: "http://chain-\(number).internal", transport: InMemoryTransport.chain(rpc),
            configuration: settings)
        owner = EthereumAccount(signer: genesis.owner, provider: provider)
        layout = genesis.layout
    }

    var contracts: LitContracts { LitContracts(layout, account: owner) }

    func close() async { await chain.close() }
}
