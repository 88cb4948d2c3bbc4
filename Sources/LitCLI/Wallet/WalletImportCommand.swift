import ArgumentParser
import Ethereum
import Foundation
import Primitives
import Secp256k1

struct WalletImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Keeps a key that is there already: a private key, a mnemonic or a keystore.",
        discussion: """
            What it is, is seen from the text: 64 hexadecimal digits are a private key (with or without 0x), 12 to 24 \
            words a mnemonic (BIP-39), an object of JSON a V3 keystore, which keeps its passphrase.

            The text comes from the file, from standard input where that is no terminal, or from the terminal, which \
            does not show it.
            """
    )

    @Argument(help: "What to call it: letters, digits, - and _.")
    var name: String

    @Argument(help: "A file with the secret, for its owner only; - for standard input.", completion: .file())
    var file: String?

    @Option(help: ArgumentHelp("Which account of a mnemonic.", valueName: "path"))
    var path = "m/44'/60'/0'/0/0"

    @OptionGroup var passphrase: PassphraseOption
    @OptionGroup var cost: KeystoreCostOption

    @Flag(help: "Print one line of JSON: name, address, path.")
    var json = false

    func run() async throws {
        let store = WalletStore()
        try store.checkFree(name)
        let text = try secret()
        let first = text.withUnsafeBytes { bytes in bytes.first { $0 > 0x20 } }
        guard let first else { throw CommandError("There is nothing to import.", status: .usage) }
        if first == UInt8(ascii: "{") {
            try importKeystore(text, store)
        } else {
            let key = try key(text)
            try WalletReport.keep(
                key, name, passphrase.choose(for: name), isLight: cost.light, in: store, json: json)
        }
    }

    private func secret() throws -> Secret {
        if let file { return file == "-" ? try SecretFile.standardInput() : try SecretFile.content(file) }
        guard isatty(STDIN_FILENO) == 1 else { return try SecretFile.standardInput() }
        return try Terminal.readSecret("Private key or mnemonic: ")
    }

    private func importKeystore(_ text: Secret, _ store: WalletStore) throws {
        do {
            let keystore = try Keystore(parsing: text.withUnsafeBytes { Array($0) })
            let key = try keystore.decrypt(passphrase: passphrase.read(for: "that keystore"))
            try store.add(name, keystore)
            WalletReport.tell(name, Address(key.publicKey), store, json: json)
        } catch let error as KeystoreError {
            throw CommandError("\(error)", status: .refused)
        }
    }

    /// Of digits or of words; what is wrong is said without the text itself.
    private func key(_ text: Secret) throws -> PrivateKey {
        var words = text.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        words = words.trimmingCharacters(in: .whitespacesAndNewlines)
        guard words.contains(where: \.isWhitespace) else {
            guard let wallet = try? EthereumWallet(privateKey: words) else {
                throw CommandError(
                    "That is no private key: it must be 64 hexadecimal digits, not zero and below the order of the "
                        + "curve.", status: .usage)
            }
            return wallet.privateKey
        }
        do {
            let wallet = try HDWallet(mnemonic: try Mnemonic(parsing: words))
            return try wallet.account(at: try DerivationPath(parsing: path)).privateKey
        } catch let error as DerivationPathError {
            throw CommandError("--path \(path): \(error)", status: .usage)
        } catch {
            throw CommandError("That is no mnemonic: \(error)", status: .usage)
        }
    }
}
