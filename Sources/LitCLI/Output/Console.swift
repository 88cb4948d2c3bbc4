import Foundation
import Logging

/// Where a person reads: standard error for what happens, standard output for data.
struct Console: Sendable {
    enum Level: Int, Sendable {
        case errors, everything
    }

    let level: Level
    /// Colours only on a terminal, and not where NO_COLOR is set.
    let style: Style

    init(level: Level) {
        self.level = level
        style = Style(terminal: STDERR_FILENO)
    }

    /// A line of narration.
    func narrate(_ text: String) {
        if level == .everything { Self.write(text + "\n", to: .standardError) }
    }

    /// A line that is always shown.
    func complain(_ text: String) { Self.write(text + "\n", to: .standardError) }

    /// A line of data.
    func output(_ text: String) { Self.write(text + "\n", to: .standardOutput) }

    /// Whoever closed the other end does not want to read it: that is no error.
    private static func write(_ text: String, to handle: FileHandle) {
        try? handle.write(contentsOf: Data(text.utf8))
    }
}

/// Terminal colours, or none.
struct Style: Sendable {
    let isColored: Bool

    init(isColored: Bool) { self.isColored = isColored }

    /// Colours if this descriptor is a terminal and nobody has asked for none.
    init(terminal descriptor: Int32) {
        let environment = ProcessInfo.processInfo.environment
        let wantsColor = environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
        isColored = wantsColor && isatty(descriptor) == 1
    }

    /// For data that a person reads.
    static var standardOutput: Style { Style(terminal: STDOUT_FILENO) }

    func bold(_ text: String) -> String { wrapped(text, "1") }
    func dim(_ text: String) -> String { wrapped(text, "2") }
    func green(_ text: String) -> String { wrapped(text, "32") }
    func yellow(_ text: String) -> String { wrapped(text, "33") }
    func red(_ text: String) -> String { wrapped(text, "31") }
    func cyan(_ text: String) -> String { wrapped(text, "36") }

    private func wrapped(_ text: String, _ code: String) -> String {
        isColored ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
    }
}

/// Shows warnings and errors of the libraries underneath.
struct ConsoleLogHandler: LogHandler {
    let console: Console
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .warning

    init(console: Console) { self.console = console }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let details = metadata.merging(event.metadata ?? [:], uniquingKeysWith: { _, last in last })
            .sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        let suffix = details.isEmpty ? "" : " (\(details.joined(separator: ", ")))"
        console.complain("\(event.level): \(event.message)\(suffix)")
    }
}
