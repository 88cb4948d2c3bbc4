import ArgumentParser
import Ethereum
import Primitives
import Secp256k1

struct WalletNewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Makes a wallet with a new key.",
        discussion: "There is no other copy of the key: keep the file and the passphrase. Prints the address."
    )

    @Argument(help: "What to call it: letters, digits, - and _.")
    var name: String

    @OptionGroup var passphrase: PassphraseOption
    @OptionGroup var cost: KeystoreCostOption

    @Flag(help: "Print one line of JSON: name, address, path.")
    var json = false

    func run() async throws {
        let store = WalletStore()
        try store.checkFree(name)
        let secret = try passphrase.choose(for: name)
        try WalletReport.keep(.generate(), name, secret, isLight: cost.light, in: store, json: json)
    }
}
