import ArgumentParser
import Ethereum
import Lit
import LitContracts
import Primitives

struct PKPListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the PKPs that a wallet owns or may use."
    )

    @OptionGroup(title: "Network") var network: NetworkOptions
    @OptionGroup(title: "Wallet") var wallet: WalletOption

    @Option(help: ArgumentHelp("Of this account instead of the wallet's.", valueName: "address"))
    var account: String?

    @Flag(help: "Print one line of JSON: an array of what lit pkp show --json prints.")
    var json = false

    func run() async throws {
        let target = try network.target()
        let account = try account.map(WalletFundCommand.address) ?? wallet.address(isLocal: target.isLocal)
        let console = Console(level: json ? .errors : .everything)
        try await Connection.toContracts(of: target) { contracts in
            var reports: [PKPReport] = []
            for pkp in try await PKPSearch(contracts).all(for: account) {
                reports.append(try await PKPReport(pkp, contracts))
            }
            guard !json else {
                console.output(JSON.array(reports.map(\.json)).text)
                return
            }
            guard !reports.isEmpty else {
                console.narrate("\(account) has no PKP on this network. Mint one with: lit pkp mint")
                return
            }
            let style = Style.standardOutput
            for report in reports {
                let owner =
                    report.owner == account
                    ? "owned" : report.owner == report.pkp.address ? "owns itself" : "permitted"
                let ether = Units.format(report.balance, decimals: 18)
                console.output(
                    "\(report.pkp.address)  " + style.dim("\(owner.padded(to: 11))  \(ether) ether"))
            }
        }
    }
}
