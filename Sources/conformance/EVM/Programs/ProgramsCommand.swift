import ArgumentParser

struct ProgramsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evm-programs",
        abstract: "Programs with the outcome that another virtual machine gave them.",
        discussion: """
            Status, gas, output, logs, and every account with its storage must be equal. Cases come from \
            Scripts/peers/evm.
            """
    )

    @Argument(help: "Folders (searched with their subfolders) or files of cases.", completion: .directory)
    var folders: [String]

    @Flag(help: "Count how often each instruction and precompile was executed, and print it.")
    var coverage = false

    @Flag(help: "Print every case, not only the failed ones.")
    var verbose = false

    func run() throws {
        let counted = coverage ? OpcodeCoverage() : nil
        let report = Suite(kinds: [programKind(coverage: counted)]).run(folders, verbose: verbose)
        counted?.counts.print()
        report.print()
        guard report.isSuccess else { throw ExitCode.failure }
    }
}
