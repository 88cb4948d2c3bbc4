import ArgumentParser

struct ChainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chain",
        abstract: "A development chain, and the contracts of a network on any chain.",
        subcommands: [ChainRunCommand.self, ChainDeployCommand.self]
    )
}
