import Foundation

/// A story for a person: aligned, in eighty columns, in colour only on a terminal that wants it.
struct Page: Sendable {
    private static let label = 12
    private static let indent = 5
    private static let width = 78

    let style: Style
    /// Writes a text as it is.
    private let write: @Sendable (String) -> Void

    init(style: Style, write: @escaping @Sendable (String) -> Void) {
        self.style = style
        self.write = write
    }

    /// On standard output, where a story that was asked for belongs.
    static var standardOutput: Page {
        Page(style: .standardOutput) { text in
            try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
        }
    }

    func title(_ name: String, _ text: String) {
        line("")
        line("  \(style.bold(name))  \(style.dim(text))")
    }

    /// A step that goes on, on a line that ``step(_:_:took:replacing:)`` takes back.
    func announce(_ number: Int, _ title: String) {
        write("\n  " + style.dim("\("\(number)".padded(to: 3))\(title) …"))
    }

    /// A step that is done, and how long it took.
    func step(_ number: Int, _ title: String, took: Duration, replacing: Bool) {
        let time = Self.time(took)
        let space = max(1, Self.width - Self.indent - title.count - time.count)
        let text =
            style.cyan("\(number)".padded(to: 3)) + style.bold(title) + String(repeating: " ", count: space)
            + style.dim(time)
        write(replacing ? "\r\u{1b}[K  \(text)\n" : "\n  \(text)\n")
    }

    /// A label and its value: words go on below, and of digits that are too long the middle is left out.
    func row(_ label: String, _ value: String) {
        let room = Self.width - Self.label - Self.indent
        let value = value.contains(" ") ? value : Self.shortened(value, to: room)
        for (index, text) in Self.lines(of: value, in: room).enumerated() {
            line(margin + style.dim((index == 0 ? label : "").padded(to: Self.label)) + text)
        }
    }

    /// A thing that was verified.
    func check(_ text: String) {
        for (index, text) in Self.lines(of: text, in: Self.width - Self.indent - 2).enumerated() {
            line(margin + (index == 0 ? style.green("✔") + " " : "  ") + text)
        }
    }

    /// Something said in passing.
    func note(_ text: String) {
        for text in Self.lines(of: text, in: Self.width - 2) { line("  " + style.dim(text)) }
    }

    func line(_ text: String) { write(text + "\n") }

    private var margin: String { String(repeating: " ", count: Self.indent) }

    /// Milliseconds, and from a second on seconds.
    static func time(_ duration: Duration) -> String {
        let milliseconds = duration.milliseconds
        guard milliseconds >= 1000 else { return "\(milliseconds) ms" }
        let hundredths = milliseconds % 1000 / 10
        return "\(milliseconds / 1000).\(hundredths < 10 ? "0" : "")\(hundredths) s"
    }

    /// Beginning and end of a long value, by which it is known again.
    static func shortened(_ value: String, to room: Int) -> String {
        guard value.count > room, room > 16 else { return value }
        return value.prefix(room - 17) + "…" + value.suffix(16)
    }

    /// Broken between words where there are any, and anywhere in a word that is longer than a line.
    static func lines(of text: String, in room: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > room {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? String(word) : " " + word
            while line.count > room {
                lines.append(String(line.prefix(room)))
                line = String(line.dropFirst(room))
            }
        }
        return line.isEmpty && !lines.isEmpty ? lines : lines + [line]
    }
}
