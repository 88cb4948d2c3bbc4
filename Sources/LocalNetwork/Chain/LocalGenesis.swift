import DevChain
import Ethereum
import LitContracts
import Secp256k1

/// What is known of every local network before its chain is: who has ether, and where the contracts will be.
struct LocalGenesis: Sendable {
    /// The public accounts, from the phrase that everybody knows.
    let accounts: [DevAccount]
    let wallets: [EthereumWallet]
    /// Administers the contracts: the first of the accounts.
    let owner: EthereumWallet
    /// The same addresses in every local network.
    let layout: DeploymentLayout

    private static let accountCount = 10

    init() throws {
        accounts = try DevAccount.derived(count: Self.accountCount)
        wallets = accounts.compactMap { $0.privateKey.map { EthereumWallet(privateKey: $0) } }
        guard let owner = wallets.first else {
            throw LocalNetworkError(.chain, "There is no account that could own the contracts.")
        }
        self.owner = owner
        layout = try DeploymentLayout(DeploymentSettings(owner: owner.address))
    }
}
