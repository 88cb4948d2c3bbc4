import ArgumentParser
import LocalNetwork
import Primitives

struct LogsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs",
        abstract: "Shows what the nodes of a network have logged, in the order of time.",
        discussion: "Also after a network has ended."
    )

    @Argument(help: "The number of one node; all of them unless given.")
    var node: Int?

    @OptionGroup var place: StateOption

    @Flag(name: [.short, .long], help: "Go on with what is logged from now on; stop with Control-C.")
    var follow = false

    @Option(help: ArgumentHelp("Only lines about the request with this id.", valueName: "id"))
    var request: String?

    @Option(
        name: [.customShort("n"), .long], help: ArgumentHelp("Only the last lines.", valueName: "count"))
    var lines: Int?

    @Flag(help: "Print the lines as they are in the files.")
    var raw = false

    func validate() throws {
        if let lines, lines < 0 { throw ValidationError("--lines must not be negative") }
    }

    func run() async throws {
        let console = Console(level: .everything)
        let control = NetworkControl(place.directory)
        let all = control.nodes
        guard !all.isEmpty else {
            throw CommandError(
                "There is no network in \(place.directory.path). Start one with: lit up\(place.flag)")
        }
        if let node, !all.contains(node) {
            throw CommandError(
                "There is no node \(node): the network in \(place.directory.path) has "
                    + "\(all.map { "\($0)" }.joined(separator: ", ")).")
        }
        let printer = LogPrinter(
            style: .standardOutput, width: all.map { "\($0)".count }.max() ?? 1, isRaw: raw)
        let merger = LogMerger(place.directory, nodes: node.map { [$0] } ?? all)
        var found = merger.read().filter { entry in request.map { entry.line.mentions($0) } ?? true }
        if let lines { found = found.suffix(lines) }
        for entry in found { console.output(printer.text(entry.node, entry.line)) }
        while follow {
            try await Task.sleep(for: .milliseconds(100))
            for entry in merger.read() where request.map({ entry.line.mentions($0) }) ?? true {
                console.output(printer.text(entry.node, entry.line))
            }
        }
    }
}

/// A line of a log for a person: node, time, level, message, and the rest dimmed.
struct LogPrinter {
    let style: Style
    /// Of the longest number of a node.
    let width: Int
    let isRaw: Bool

    func text(_ node: Int, _ line: LogLine) -> String {
        let prefix = style.cyan("node \(node)".padded(to: 5 + width))
        guard !isRaw else { return "\(prefix)  \(line.raw)" }
        guard let time = line.time else { return "\(prefix)                 \(line.message)" }
        // The day is in the raw line; a person watches the clock.
        let clock = time.rfc3339(.milliseconds).split(separator: "T").last?.dropLast() ?? ""
        let level = colored(line.level ?? "")
        let details = line.details.map { " \($0.name)=\($0.value)" }.joined()
        let text = "\(prefix)  \(style.dim(String(clock))) \(level)\(line.message)"
        return details.isEmpty ? text : text + style.dim(details)
    }

    private func colored(_ level: String) -> String {
        switch level {
        case "", "info", "notice": ""
        case "warning": style.yellow("warning: ")
        case "error", "critical": style.red("\(level): ")
        default: style.dim("\(level): ")
        }
    }
}
