import Foundation

/// What a person sees: aligned, in eighty columns, in colour only on a terminal that wants it.
final class Page {
    private let colour: Bool
    private var steps = 0
    private static let label = 11
    private static let width = 80

    init() {
        let environment = ProcessInfo.processInfo.environment
        colour =
            isatty(STDOUT_FILENO) == 1 && (environment["NO_COLOR"] ?? "").isEmpty
            && environment["TERM"] != "dumb"
    }

    func title(_ name: String, _ text: String) { print("\n\(paint(name, "1")) · \(text)") }

    func step(_ text: String) {
        steps += 1
        print("\n\(paint("\(steps)", "36")) \(paint(text, "1"))")
    }

    /// A label and its value, which goes on below itself where it is longer than the line.
    func row(_ label: String, _ value: String) {
        let padded = label.padding(toLength: Self.label, withPad: " ", startingAt: 0)
        let room = Self.width - Self.label - 3
        var rest = value[...]
        var first = true
        repeat {
            let indent = first ? "  " + paint(padded, "2") : String(repeating: " ", count: Self.label + 2)
            print("\(indent) \(rest.prefix(room))")
            rest = rest.dropFirst(room)
            first = false
        } while !rest.isEmpty
    }

    /// A sentence or two between steps, broken between words.
    func note(_ text: String) {
        var line = " "
        for word in text.split(separator: " ") {
            if line.count + 1 + word.count > Self.width {
                print(paint(line, "2"))
                line = " "
            }
            line += " " + word
        }
        print(paint(line, "2"))
    }

    /// A thing that was verified. Throws if it does not hold.
    func check(_ text: String, _ holds: Bool) throws {
        guard holds else { throw Unverified(text: text) }
        print("  \(paint("✔", "32")) \(text)")
    }

    func end(_ text: String) { print("\n\(text)\n") }

    func fail(_ text: String) {
        FileHandle.standardError.write(Data("\n\(paint("✘", "31")) \(text)\n".utf8))
    }

    private func paint(_ text: String, _ code: String) -> String {
        colour ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
    }
}

struct Unverified: Error, CustomStringConvertible {
    let text: String
    var description: String { "this did not hold: \(text)" }
}
