import Foundation
import Primitives

/// The official trie tests, where they have been fetched.
enum TrieVectors {
    /// The folder that `EVM_VECTORS` names, or else the one beside the package.
    private static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["EVM_VECTORS"] {
            return URL(fileURLWithPath: path).appending(path: "trie")
        }
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        return root.deletingLastPathComponent().appending(path: "shared/vectors/evm/trie")
    }()

    /// False only where they may be missing: with CI set they must be there.
    static let shouldRun =
        ProcessInfo.processInfo.environment["CI"] == "true"
        || FileManager.default.fileExists(atPath: folder.path)

    /// The cases of a file by their names.
    static func cases(_ file: String) throws -> JSON.Object {
        let json = try JSON(parsing: [UInt8](Data(contentsOf: folder.appending(path: "\(file).json"))))
        guard let cases = json.object, cases.count > 0 else { throw CocoaError(.fileReadCorruptFile) }
        return cases
    }

    /// Bytes as the tests write them: hexadecimal behind `0x`, else the text's own.
    static func bytes(_ text: String) throws -> [UInt8] {
        text.hasPrefix("0x") ? try [UInt8](hex: text) : Array(text.utf8)
    }
}
