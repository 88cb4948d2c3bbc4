import Foundation

/// Writes a Swift file that holds JavaScript files as text: `embed-javascript FOLDER OUTPUT FILE…`.
///
/// A file is named by its path in the folder without the suffix: `web/url`.
@main
enum EmbedCommand {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let folder = arguments.first, let output = arguments.dropFirst().first else {
            throw EmbedError(description: "usage: embed-javascript FOLDER OUTPUT FILE…")
        }
        var cases = ""
        for file in arguments.dropFirst(2) {
            let text = try String(contentsOfFile: file, encoding: .utf8)
            let prefix = folder.hasSuffix("/") ? folder : folder + "/"
            guard file.hasPrefix(prefix), file.hasSuffix(".js") else {
                throw EmbedError(description: "\(file): not a .js file in \(folder)")
            }
            guard !text.contains("\r") else {
                throw EmbedError(description: "\(file): has a carriage return; line ends must be newlines")
            }
            let name = file.dropFirst(prefix.count).dropLast(3)
            let fence = fence(around: text)
            cases += "        case \"\(name)\":\n\(fence)\"\"\"\n\(text)\n\"\"\"\(fence)\n"
        }
        let source = """
            /// The JavaScript of this module, by name.
            enum JavaScriptSources {
                static func source(of name: String) -> String? {
                    switch name {
            \(cases)        default: nil
                    }
                }
            }

            """
        try source.write(toFile: output, atomically: true, encoding: .utf8)
    }

    /// As many `#` as keep every quote and backslash of the text what they are.
    static func fence(around text: String) -> String {
        var fence = "#"
        while text.contains("\"\"\"" + fence) || text.contains("\\" + fence) { fence += "#" }
        return fence
    }
}

/// What stands in the way.
struct EmbedError: Error, CustomStringConvertible {
    let description: String
}
