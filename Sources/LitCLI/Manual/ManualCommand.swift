import ArgumentParser
import Foundation
import Primitives

struct ManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual",
        abstract: "Writes the pages that man shows, one for each command.",
        discussion: "make install puts them where man looks, so that man lit-pkp-sign works."
    )

    @Option(help: ArgumentHelp("Where to write them.", valueName: "folder"), completion: .directory)
    var into: String

    func run() throws {
        let tree = try JSON(parsing: LitCommand._dumpHelp())
        guard let root = tree["command"] else { throw CommandError("The commands cannot be listed.") }
        let folder = URL(fileURLWithPath: into, isDirectory: true)
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            for page in ManualPage.all(of: root) {
                try Data(page.text.utf8).write(to: folder.appendingPathComponent(page.fileName))
            }
        } catch {
            throw CommandError(
                "\(into) cannot be written. Give another folder with --into.", status: .cannotWrite)
        }
    }
}
