import ArgumentParser
import Foundation
import Primitives

struct ActionCIDCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cid",
        abstract: "Prints the identity of an action: the CID of its text.",
        discussion: """
            It is what `ipfs add` gives, and what permissions name. Every byte counts, line ends and the last \
            newline too.
            """
    )

    @Argument(help: "The action's file, or - for standard input.", completion: .file(extensions: ["js"]))
    var file: String

    @Flag(help: "Print one line of JSON: the CID, its bytes as the contracts take them, and the length.")
    var json = false

    func run() async throws {
        let text = try ActionSource.read(file)
        let cid = CID.ofFile(content: text)
        guard json else {
            Console(level: .everything).output("\(cid)")
            return
        }
        let object: JSON = [
            "cid": .string("\(cid)"), "multihash": .string("0x" + Hex.encode(cid.bytes)),
            "length": .number(JSON.Number(text.count)),
        ]
        Console(level: .errors).output(object.text)
    }
}
