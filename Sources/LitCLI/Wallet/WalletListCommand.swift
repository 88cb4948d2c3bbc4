import ArgumentParser
import Ethereum
import EthereumRPC
import HTTPTransport
import LocalNetwork
import Primitives

struct WalletListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists wallets, and what each has on the local network if one runs.",
        discussion: "No passphrase is needed: addresses stand in the files in the clear."
    )

    @OptionGroup var place: StateOption

    @Flag(help: "Print one line of JSON: an array of name, address, path and balance in wei.")
    var json = false

    func run() async throws {
        let console = Console(level: json ? .errors : .everything)
        let store = WalletStore()
        let entries = store.entries()
        let balances = await balances(entries.compactMap { $0.keystore?.address })
        if json {
            let list = entries.map { entry -> JSON in
                let address = entry.keystore?.address
                return [
                    "name": .string(entry.name), "address": address.map { .string($0.checksummed) } ?? .null,
                    "path": .string(entry.path),
                    "balance": address.flatMap { balances[$0] }.map { .string($0.description) } ?? .null,
                ]
            }
            console.output(JSON.array(list).text)
            return
        }
        guard !entries.isEmpty else {
            console.narrate("There is no wallet in \(store.folder). Make one with: lit wallet new NAME")
            return
        }
        let style = Style.standardOutput
        let width = (entries.map(\.name.count).max() ?? 0) + 2
        for entry in entries {
            guard let keystore = entry.keystore else {
                console.output(entry.name.padded(to: width) + style.red("no keystore: ") + entry.path)
                continue
            }
            let address = keystore.address
            let balance = address.flatMap { balances[$0] }
                .map { "  " + style.dim(Units.format($0, decimals: 18) + " ether") }
            console.output(
                entry.name.padded(to: width) + (address?.checksummed ?? "address not told") + (balance ?? ""))
        }
    }

    /// On the local network; nothing where none runs.
    private func balances(_ addresses: [Address]) async -> [Address: UInt256] {
        guard let status = try? await NetworkControl(place.directory).status(),
            let url = status["rpcUrl"]?.string
        else { return [:] }
        let transport = makeHTTPTransport()
        var balances: [Address: UInt256] = [:]
        if let provider = try? EthereumProvider(url: url, transport: transport) {
            for address in addresses { balances[address] = try? await provider.balance(of: address) }
        }
        await transport.shutdown()
        return balances
    }
}
