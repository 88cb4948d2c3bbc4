import ArgumentParser

/// The commands by their names, for what is asked before they are parsed.
struct CommandTree {
    let root: any ParsableCommand.Type

    init(_ root: any ParsableCommand.Type) { self.root = root }

    /// The commands that the arguments name, the root first, and the first word that names none where one has to.
    func walk(
        _ arguments: [String]
    ) -> (path: [any ParsableCommand.Type], unknown: String?) {
        var path: [any ParsableCommand.Type] = [root]
        var command = root
        for argument in arguments {
            let choices = command.configuration.subcommands
            guard !choices.isEmpty, !argument.hasPrefix("-"), argument != "help" else { break }
            guard let next = choices.first(where: { $0.configuration.commandName == argument }) else {
                return (path, argument)
            }
            path.append(next)
            command = next
        }
        return (path, nil)
    }

    /// - Throws: ``UnknownCommand`` where a word is no command; what follows is left to the parser.
    func check(_ arguments: [String]) throws {
        let (path, unknown) = walk(arguments)
        guard let unknown, let parent = path.last else { return }
        let choices = parent.configuration.subcommands.filter { $0.configuration.shouldDisplay }
            .compactMap { $0.configuration.commandName }
        throw UnknownCommand(name: unknown, parents: Self.names(path), choices: choices)
    }

    /// As they are typed, such as `lit action run`.
    static func names(_ path: [any ParsableCommand.Type]) -> String {
        path.compactMap { $0.configuration.commandName }.joined(separator: " ")
    }
}

/// A word where a command has to be, and is none.
struct UnknownCommand: Error, CustomStringConvertible {
    let name: String
    let parents: String
    let choices: [String]

    var description: String {
        if let near = Suggestion.nearest(to: name, among: choices) {
            return "There is no command '\(parents) \(name)'. Did you mean '\(parents) \(near)'?"
        }
        return "There is no command '\(parents) \(name)'. There are: \(choices.joined(separator: ", "))."
    }
}
