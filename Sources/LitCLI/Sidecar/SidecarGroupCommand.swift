import ArgumentParser
import LitSidecar

struct SidecarGroupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sidecar",
        abstract: "The client for programs in other languages.",
        subcommands: [SidecarCommand.self]
    )
}
