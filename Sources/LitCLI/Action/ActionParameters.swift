import ArgumentParser
import Foundation
import Primitives

/// What a run is given, and what it may do.
struct ActionParameters: ParsableArguments {
    @Option(
        name: .customLong("params"),
        help: ArgumentHelp(
            "A file with the parameters, one JSON object; - for standard input.", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var file: String?

    @Option(
        name: .customLong("param"),
        help: ArgumentHelp(
            "A parameter; may be given often, and comes before those of --params. The value is JSON where it can be "
                + "read as JSON, and text otherwise.",
            valueName: "name=value"))
    var each: [String] = []

    /// The parameters as one object.
    func object() throws -> JSON {
        var object = JSON.Object()
        if let file {
            let bytes = file == "-" ? [UInt8](FileHandle.standardInput.readDataToEndOfFile()) : try read(file)
            do {
                guard case .object(let given) = try JSON(parsing: bytes) else {
                    throw CommandError(
                        "\(file): the parameters must be one JSON object, such as {\"name\": \"Ada\"}.")
                }
                object = given
            } catch let error as JSONError {
                throw CommandError("\(file) is no JSON: \(error)")
            }
        }
        for text in each {
            guard let split = text.firstIndex(of: "="), split != text.startIndex else {
                throw CommandError("--param \(text): give a name, = and a value, such as --param name=Ada")
            }
            let value = String(text[text.index(after: split)...])
            object[String(text[..<split])] = (try? JSON(parsing: value)) ?? .string(value)
        }
        return .object(object)
    }

    private func read(_ file: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw CommandError("There is no file \(file) with parameters, or it cannot be read.")
        }
        return [UInt8](data)
    }
}
