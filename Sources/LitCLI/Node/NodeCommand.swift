import ArgumentParser

struct NodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "node",
        abstract: "A node of a network.",
        subcommands: [NodeRunCommand.self]
    )
}
