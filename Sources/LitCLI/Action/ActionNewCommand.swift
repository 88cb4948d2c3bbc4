import ArgumentParser
import Foundation

struct ActionNewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Writes an action to begin with: its file, its test, and the types an editor reads.",
        discussion: "Files that exist are left as they are, and named; with --force they are replaced."
    )

    @Argument(help: "The name of the action: letters, digits, - and _.")
    var name: String = "hello"

    @Option(help: ArgumentHelp("Where to put the files.", valueName: "folder"), completion: .directory)
    var into = "."

    @Flag(help: "Replace files that exist.")
    var force = false

    func validate() throws {
        let allowed = name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte | 0x20) || byte == 0x2d
                || byte == 0x5f
        }
        guard allowed, !name.isEmpty, !name.hasPrefix("-") else {
            throw ValidationError("\(name): a name has letters, digits, - and _, and does not begin with -")
        }
    }

    func run() async throws {
        let console = Console(level: .everything)
        let folder = URL(fileURLWithPath: into, isDirectory: true)
        let files = [
            ("\(name).js", ActionTemplates.action),
            ("\(name).test.js", ActionTemplates.test(of: name)),
            ("lit.d.ts", TypeDeclarations.text),
            ("lit-test.d.ts", ActionTemplates.testDeclarations),
            ("jsconfig.json", ActionTemplates.editorSettings),
        ]
        for (name, text) in files {
            let file = folder.appendingPathComponent(name)
            guard force || !FileManager.default.fileExists(atPath: file.path) else {
                console.narrate("  \(console.style.dim("kept"))     \(name)")
                continue
            }
            do {
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                try Data(text.utf8).write(to: file, options: .atomic)
            } catch {
                throw CommandError("\(file.path) cannot be written. Give another folder with --into.")
            }
            console.narrate("  \(console.style.green("written"))  \(name)")
        }
        let path = into == "." ? "" : into + "/"
        console.narrate("")
        console.narrate("  Run it:   lit action run \(path)\(name).js --param name=world")
        console.narrate("  Test it:  lit action test \(into == "." ? "" : into)")
    }
}
