import ArgumentParser
import Ethereum
import EthereumRPC
import Lit
import LitContracts
import Primitives

struct PKPMintCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mint",
        abstract: "Mints a PKP that a wallet may use.",
        discussion: """
            The wallet pays, owns the PKP, and may sign with it as the scopes say. A PKP that owns itself can only be \
            changed by who signs with it; nobody can take it away. Prints the PKP's address.
            """
    )

    @OptionGroup(title: "Network") var network: NetworkOptions
    @OptionGroup(title: "Wallet") var wallet: WalletOption

    @Option(
        name: .customLong("scope"),
        help: ArgumentHelp(
            "What the wallet may do: sign-anything, personal-sign, none, or a number; may be given often.",
            valueName: "scope"), completion: .list(ScopeName.all))
    var scopes: [String] = []

    @Option(
        name: .customLong("permit"),
        help: ArgumentHelp(
            "Somebody else who may do the same; may be given often. \(Grantee.help)", valueName: "who"))
    var others: [String] = []

    @Flag(help: "The PKP becomes its own owner, as with the JavaScript SDK.")
    var ownsItself = false

    @Flag(help: "Print one line of JSON, as lit pkp show --json does.")
    var json = false

    func run() async throws {
        let scopes = self.scopes.isEmpty ? [.signAnything] : try self.scopes.map(ScopeName.parse)
        let others = try self.others.map(Grantee.parse)
        let target = try network.target()
        let wallet = try wallet.signer(isLocal: target.isLocal)
        let console = Console(level: json ? .errors : .everything)
        try await Connection.toContracts(of: target, wallet: wallet) { contracts in
            let permissions = ([.wallet(wallet.address)] + others).map { method in
                PKPPermission(authMethod: method, scopes: scopes)
            }
            let pkp = try await mint(contracts, permissions, for: wallet)
            let report = try await PKPReport(pkp, contracts)
            if json {
                console.output(report.json.text)
            } else {
                for line in report.lines(for: wallet.address, style: console.style) {
                    console.narrate("  " + line)
                }
                console.output(pkp.address.checksummed)
            }
        }
    }

    /// The helper contract mints for itself and hands over: to the PKP, or to whoever sends.
    private func mint(
        _ contracts: LitContracts, _ permissions: [PKPPermission], for wallet: any EthereumSigner
    ) async throws -> PKP { try await contracts.mintPKP(authorizing: permissions, ownsItself: ownsItself) }
}
