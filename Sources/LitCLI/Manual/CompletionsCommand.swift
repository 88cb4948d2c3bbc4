import ArgumentParser

struct CompletionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions",
        abstract: "Prints the script by which a shell completes the words of lit.",
        discussion: """
            make install puts it where bash, zsh and fish look. By hand: lit completions zsh > _lit, in a folder of \
            fpath; source <(lit completions bash); lit completions fish | source.
            """
    )

    @Argument(help: "bash, zsh or fish.")
    var shell: Shell

    enum Shell: String, ExpressibleByArgument, CaseIterable {
        case bash, zsh, fish
    }

    func run() throws {
        let shell: CompletionShell =
            switch self.shell {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        Console(level: .everything).output(LitCommand.completionScript(for: shell))
    }
}
