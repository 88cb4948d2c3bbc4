import ArgumentParser
import Foundation

@main
struct LitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lit",
        abstract: "Programmable keys on a threshold network.",
        discussion: """
            A key that no machine has: nodes hold shares of it, sign together, and run the code that decides when. \
            lit quickstart shows all of it on this machine in a few seconds.
            """,
        version: "lit \(litVersion)",
        groupedSubcommands: [
            CommandGroup(name: "First", subcommands: [QuickstartCommand.self]),
            CommandGroup(
                name: "Network",
                subcommands: [UpCommand.self, StatusCommand.self, LogsCommand.self, DownCommand.self]),
            CommandGroup(
                name: "Key and code",
                subcommands: [
                    WalletCommand.self, PKPCommand.self, SessionCommand.self, ActionCommand.self,
                ]),
            CommandGroup(
                name: "Chain and node",
                subcommands: [ChainCommand.self, NodeCommand.self, SidecarGroupCommand.self]),
            CommandGroup(
                name: "Program",
                subcommands: [
                    VersionCommand.self, CompletionsCommand.self, ManualCommand.self, SuperviseCommand.self,
                ]),
        ]
    )

    /// Parses, runs, and ends with a code that says what happened.
    static func main() async {
        // Whoever reads our output may stop reading; writing then fails, and does not end us.
        signal(SIGPIPE, SIG_IGN)
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            try CommandTree(LitCommand.self).check(arguments)
            var command = try await asyncParseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            let ending = Ending(error, arguments: arguments)
            ending.tell()
            Foundation.exit(ending.status)
        }
    }
}

/// Of the package.
let litVersion = "0.1.0"
