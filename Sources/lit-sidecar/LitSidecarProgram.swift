import ArgumentParser
import LitSidecar

/// `lit sidecar run` by itself.
@main
struct LitSidecarProgram: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lit-sidecar", abstract: SidecarCommand.configuration.abstract,
        discussion: SidecarCommand.configuration.discussion, version: SidecarCommand.configuration.version)

    @OptionGroup var command: SidecarCommand

    func run() async throws { try await command.run() }
}
