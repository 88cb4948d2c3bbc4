import ArgumentParser

struct WalletCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wallet",
        abstract: "Wallets of your own, encrypted on this machine.",
        discussion: """
            A wallet is a V3 keystore, the format of Ethereum clients, in the folder wallets of LIT_HOME \
            (~/.config/lit unless set), for its owner only. Keys and passphrases are read from files, from standard \
            input or from the terminal, and never from the command line, which others on the machine can see.
            """,
        subcommands: [
            WalletNewCommand.self, WalletImportCommand.self, WalletListCommand.self, WalletFundCommand.self,
            WalletExportCommand.self,
        ]
    )
}

/// How costly it is to guess a passphrase.
struct KeystoreCostOption: ParsableArguments {
    @Flag(
        help: ArgumentHelp(
            "Encrypt at a lower cost, a tenth of a second and 4 MiB, for long random passphrases."))
    var light = false
}
