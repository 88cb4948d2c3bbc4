import ArgumentParser
import Ethereum
import EthereumRPC
import HTTPTransport
import LocalNetwork
import Primitives

struct WalletFundCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fund",
        abstract: "Gives ether of a local network to a wallet, a PKP or any address.",
        discussion: """
            The faucet gives 100 ether. With --amount it is exactly that much, from a public account. Waits until it \
            has arrived.
            """
    )

    @Argument(
        help: "A wallet by its name, local:N, or an address.",
        completion: .custom { _, _, _ in WalletStore().entries().map(\.name) })
    var who: String

    @OptionGroup var place: StateOption

    @Option(help: ArgumentHelp("How much, in ether, instead of what the faucet gives.", valueName: "ether"))
    var amount: String?

    @Option(help: ArgumentHelp("Which public account pays --amount.", valueName: "local:N"))
    var from = "local:0"

    @Flag(help: "Print one line of JSON: address, transactionHash, balance in wei.")
    var json = false

    func run() async throws {
        let console = Console(level: json ? .errors : .everything)
        let address = try Self.address(who)
        let wei = try amount.map { text in
            do {
                return try UInt256.ether(text)
            } catch {
                throw CommandError("--amount: \(error)", status: .usage)
            }
        }
        let status = try await NetworkControl(place.directory).status()
        guard let url = status["rpcUrl"]?.string, let faucet = status["faucet"]?.string else {
            throw CommandError("The network does not say where its chain is.", status: .unavailable)
        }
        let transport = makeHTTPTransport()
        do {
            let provider = try EthereumProvider(url: url, transport: transport)
            let hash: String
            if let wei {
                guard let index = try WalletOption.localIndex(from) else {
                    throw CommandError("--from \(from): give one of local:0 to local:9.", status: .usage)
                }
                let payer = EthereumAccount(
                    signer: try WalletOption.localAccount(index), provider: provider)
                hash = try await payer.send(to: address, value: wei).receipt().transactionHash.bytes
                    .prefixedHex
            } else {
                hash = try await ask(faucet, for: address, transport)
            }
            let balance = try await provider.balance(of: address)
            await transport.shutdown()
            tell(console, address, hash, balance)
        } catch {
            await transport.shutdown()
            throw error
        }
    }

    private func ask(
        _ faucet: String, for address: Address, _ transport: any HTTPTransport
    ) async throws -> String {
        let request = try HTTPRequest(
            .post, url: faucet, body: Array(address.checksummed.utf8), deadline: .timeout(.seconds(15)),
            idHeader: nil)
        let response = try await transport.send(request)
        let answer = try? JSON(parsing: response.body)
        guard response.status == 200, let hash = answer?["transactionHash"]?.string else {
            throw CommandError(
                "The faucet refuses: \(answer?["error"]?.string ?? "HTTP \(response.status)")",
                status: .unavailable)
        }
        return hash
    }

    private func tell(_ console: Console, _ address: Address, _ hash: String, _ balance: UInt256) {
        guard !json else {
            let object: JSON = [
                "address": .string(address.checksummed), "transactionHash": .string(hash),
                "balance": .string(balance.description),
            ]
            console.output(object.text)
            return
        }
        console.narrate(
            "  \(console.style.green("✔")) \(address) has \(Units.format(balance, decimals: 18)) ether")
        console.output(hash)
    }

    /// Of a wallet, of a public account, or as it stands.
    static func address(_ text: String) throws -> Address {
        if let index = try WalletOption.localIndex(text) {
            return try WalletOption.localAccount(index).address
        }
        if text.hasPrefix("0x") || text.hasPrefix("0X") {
            do {
                return try Address(text)
            } catch {
                throw CommandError("\(text): \(error)", status: .usage)
            }
        }
        guard let address = try WalletStore().read(text).address else {
            throw CommandError("The file of wallet \(text) does not tell its address.")
        }
        return address
    }
}
