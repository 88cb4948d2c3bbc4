import ArgumentParser
import Ethereum
import Foundation
import Primitives
import Secp256k1

struct WalletExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Prints a wallet's keystore, which stays encrypted.",
        discussion: """
            Other Ethereum programs read it. With --private-key the key itself is printed, in hexadecimal digits: \
            whoever sees it has all that the account has, so it is not printed on a terminal.
            """
    )

    @Argument(
        help: "The wallet's name.", completion: .custom { _, _, _ in WalletStore().entries().map(\.name) })
    var name: String

    @Flag(help: "Print the private key; needs the passphrase.")
    var privateKey = false

    @OptionGroup var passphrase: PassphraseOption

    func run() async throws {
        let console = Console(level: .everything)
        let keystore = try WalletStore().read(name)
        guard privateKey else {
            console.output(keystore.text)
            return
        }
        guard isatty(STDOUT_FILENO) == 0 else {
            throw CommandError(
                "The private key is not printed on a terminal.",
                hint: "Send it where it shall go: lit wallet export \(name) --private-key | …", status: .usage
            )
        }
        do {
            let key = try keystore.decrypt(passphrase: passphrase.read(for: name))
            console.output(key.secret.withUnsafeBytes { Array($0).prefixedHex })
        } catch let error as KeystoreError {
            throw CommandError("Wallet \(name): \(error)", status: .refused)
        }
    }
}
