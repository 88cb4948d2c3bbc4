import Foundation
import Primitives

/// An action as it is named on the command line: by its CID, or by a file with its text.
enum ActionSource {
    case cid(CID)
    case code(String)

    /// A file counts before a CID of the same name.
    init(_ name: String) throws {
        if name != "-", !FileManager.default.fileExists(atPath: name), let cid = try? CID(name) {
            self = .cid(cid)
        } else {
            self = .code(String(decoding: try Self.read(name), as: UTF8.self))
        }
    }

    /// The text, from a file or from standard input.
    static func read(_ file: String) throws -> [UInt8] {
        if file == "-" { return [UInt8](FileHandle.standardInput.readDataToEndOfFile()) }
        do {
            return [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
        } catch {
            let there = FileManager.default.fileExists(atPath: file)
            throw CommandError(
                there
                    ? "\(file) cannot be read: is it a file, and yours to read?"
                    : "There is no file \(file). An action to begin with is written by: lit action new",
                status: .notFound)
        }
    }
}
