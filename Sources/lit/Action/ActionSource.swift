import Foundation

/// The text of an action, from a file or from standard input.
enum ActionSource {
    static func read(_ file: String) throws -> [UInt8] {
        if file == "-" { return [UInt8](FileHandle.standardInput.readDataToEndOfFile()) }
        do {
            return [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
        } catch {
            let there = FileManager.default.fileExists(atPath: file)
            throw CommandError(
                there
                    ? "\(file) cannot be read: is it a file, and yours to read?"
                    : "There is no file \(file). An action to begin with is written by: lit action new")
        }
    }
}
