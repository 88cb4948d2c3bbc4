import ArgumentParser
import DevChain
import Ethereum
import EthereumRPC
import Foundation

/// Whose wallet pays and signs.
struct WalletOption: ParsableArguments {
    /// Names a wallet where no option does.
    static let variable = "LIT_WALLET"

    @Option(
        help: ArgumentHelp(
            "A wallet by its name, or local:N for a public account of local networks. Without it \(variable) counts, "
                + "and then, on a local network, local:0.", valueName: "name"),
        completion: .custom { _, _, _ in WalletStore().entries().map(\.name) + ["local:0", "local:1"] })
    var wallet: String?

    @OptionGroup var passphrase: PassphraseOption

    /// What is meant; nil where nothing says.
    private var given: String? {
        if let wallet { return wallet }
        let named = ProcessInfo.processInfo.environment[Self.variable] ?? ""
        return named.isEmpty ? nil : named
    }

    /// What signs for the wallet.
    func signer(isLocal: Bool) throws -> any EthereumSigner {
        let name = try name(isLocal: isLocal)
        if let index = try Self.localIndex(name) {
            guard isLocal else {
                throw CommandError(
                    "\(name) is an account whose key everybody has: it is for local networks only.",
                    hint: "Give a wallet of your own with --wallet NAME.", status: .usage)
            }
            return try Self.localAccount(index)
        }
        return try KeystoreSigner(name, WalletStore().read(name), passphrase)
    }

    /// The wallet's address; no passphrase is needed where the file tells it.
    func address(isLocal: Bool) throws -> Address { try signer(isLocal: isLocal).address }

    /// As it is called on the command line.
    func name(isLocal: Bool) throws -> String {
        if let given { return given }
        guard isLocal else {
            let names = WalletStore().entries().map(\.name)
            throw CommandError(
                "Which wallet? Give --wallet NAME, or name it in \(Self.variable).",
                hint: names.isEmpty
                    ? "There is none yet. Make one with: lit wallet new NAME"
                    : "There are: \(names.joined(separator: ", ")).", status: .usage)
        }
        return "local:0"
    }

    /// The number in `local:N`; nil for another name.
    static func localIndex(_ name: String) throws -> Int? {
        guard name.hasPrefix("local:") else { return nil }
        guard let index = Int(name.dropFirst("local:".count)), (0..<10).contains(index) else {
            throw CommandError("\(name): the public accounts are local:0 to local:9.", status: .usage)
        }
        return index
    }

    static func localAccount(_ index: Int) throws -> EthereumWallet {
        let accounts = try DevAccount.derived(count: index + 1)
        guard let key = accounts.last?.privateKey else {
            throw CommandError("There is no account local:\(index).", status: .notFound)
        }
        return EthereumWallet(privateKey: key)
    }
}
