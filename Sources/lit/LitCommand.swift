import ArgumentParser

@main
struct LitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lit",
        abstract: "Programmable keys on a threshold network.",
        version: litVersion,
        subcommands: [ActionCommand.self, ChainCommand.self]
    )
}

/// Of the package.
let litVersion = "0.1.0"
