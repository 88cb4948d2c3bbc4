import ArgumentParser

/// The kinds of the suite `evm`, in the order of the report.
let evmKinds: [OfficialKind] = [
    .trie, .rlp, .transactions, .abi, .keystore, .state, .blocks,
]

struct EVMCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evm",
        abstract: "Ethereum's official tests, as JSON or gzip of it.",
        discussion: "Kinds: " + evmKinds.map(\.name).joined(separator: ", ") + "."
    )

    @Argument(help: "Folders (searched with their subfolders) or files of tests.", completion: .directory)
    var folders: [String]

    @Flag(help: "Print every case, not only the failed ones.")
    var verbose = false

    @Option(help: "Run only the cases whose name contains this text.")
    var filter: String?

    func run() async throws {
        let report = await OfficialSuite(kinds: evmKinds, filter: filter, verbose: verbose).run(folders)
        report.print()
        guard report.isSuccess else { throw ExitCode.failure }
    }
}
