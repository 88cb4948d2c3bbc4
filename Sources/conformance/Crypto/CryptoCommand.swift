import ArgumentParser

struct CryptoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crypto",
        abstract: "BLS12-381, threshold signatures, encryption, derived keys, threshold ECDSA.",
        discussion: "Kinds: " + cryptoKinds.map(\.name).joined(separator: ", ") + "."
    )

    @Argument(help: "Folders (searched with their subfolders) or files of vectors.", completion: .directory)
    var folders: [String]

    @Flag(help: "Print every case, not only the failed ones.")
    var verbose = false

    func run() async throws {
        let report = Suite(kinds: cryptoKinds).run(folders, verbose: verbose)
        report.print()
        guard report.isSuccess else { throw ExitCode.failure }
    }
}
