import ArgumentParser

struct ChainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chain",
        abstract: "A development chain on this machine.",
        subcommands: [ChainRunCommand.self]
    )
}
