import ArgumentParser

@main
struct LitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lit",
        abstract: "Programmable keys on a threshold network.",
        version: litVersion,
        subcommands: [
            UpCommand.self, DownCommand.self, StatusCommand.self, LogsCommand.self, ActionCommand.self,
            ChainCommand.self, NodeCommand.self, SuperviseCommand.self,
        ]
    )
}

/// Of the package.
let litVersion = "0.1.0"
