import ArgumentParser
import Ethereum
import Lit
import LitContracts

struct PKPShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows a PKP: its keys, its owner, and whom it permits what."
    )

    @OptionGroup var reference: PKPReference
    @OptionGroup(title: "Network") var network: NetworkOptions
    @OptionGroup(title: "Wallet") var wallet: WalletOption

    @Flag(help: "Print one line of JSON: address, publicKey, tokenId, owner, balance, permissions.")
    var json = false

    func run() async throws {
        let target = try network.target()
        let console = Console(level: .everything)
        try await Connection.toContracts(of: target) { contracts in
            let pkp = try await reference.resolve(contracts, for: wallet.address(isLocal: target.isLocal))
            let report = try await PKPReport(pkp, contracts)
            guard !json else {
                console.output(report.json.text)
                return
            }
            // Only to say which of them is the reader; without a wallet that is left out.
            let account = try? wallet.address(isLocal: target.isLocal)
            for line in report.lines(for: account, style: .standardOutput) { console.output(line) }
        }
    }
}
