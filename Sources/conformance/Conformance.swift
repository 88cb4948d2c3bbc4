import ArgumentParser

@main
struct Conformance: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conformance",
        abstract: "Runs test vectors from any folder against this implementation.",
        discussion: """
            Each suite knows kinds of vectors by name. For every kind found it prints how many cases \
            passed, failed, or were excluded by name, and a total; it ends with an error if any case \
            failed or nothing ran.
            """,
        subcommands: [
            EthereumCommand.self, CryptoCommand.self, CryptoCasesCommand.self,
            ThresholdSignaturesCommand.self, EVMCommand.self, ProgramsCommand.self, JSONRPCCommand.self,
            BenchEVMCommand.self,
        ]
    )
}

struct EthereumCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ethereum",
        abstract: "Hashes, signatures, transactions, messages, typed data, ABI, keystores, HD wallets.",
        discussion: "Kinds: " + ethereumKinds.map(\.name).joined(separator: ", ") + "."
    )

    @Argument(help: "Folders (searched with their subfolders) or files of vectors.", completion: .directory)
    var folders: [String]

    @Flag(help: "Print every case, not only the failed ones.")
    var verbose = false

    func run() async throws {
        let report = Suite(kinds: ethereumKinds).run(folders, verbose: verbose)
        report.print()
        guard report.isSuccess else { throw ExitCode.failure }
    }
}
