import ArgumentParser

struct ActionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "action",
        abstract: "Lit Actions: write, run and test them, with a network or without.",
        subcommands: [
            ActionRunCommand.self, ActionTestCommand.self, ActionNewCommand.self, ActionCIDCommand.self,
        ]
    )
}
