import Foundation
import Primitives

/// One kind of Ethereum's official test data: how a test of it looks, and what its cases check.
struct OfficialKind: Sendable {
    let name: String
    /// Whether a test, the value under its name in a file, is of this kind.
    let recognises: @Sendable (JSON) -> Bool
    /// The cases of one test; throws ``BadCase`` if it does not have the form of its kind.
    let cases: @Sendable (OfficialFile, _ name: String, _ test: JSON) throws -> [OfficialCase]
}

/// One thing to check, by a name that is unique in its kind.
struct OfficialCase: Sendable {
    let name: String
    /// Throws what is wrong.
    let check: @Sendable () throws -> Void
}

/// A file of official tests: an object of tests by name, perhaps compressed.
struct OfficialFile: Sendable {
    let path: String
    let tests: JSON.Object

    init(path: String) throws {
        self.path = path
        let data = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
        let document = try JSON(parsing: Gzip.isStream(data) ? Gzip.expand(data) : data)
        guard let tests = document.object else { throw BadCase("is no object of tests by name") }
        self.tests = tests
    }

    /// The file's name without extensions.
    var stem: String {
        let name = path.split(separator: "/").last ?? ""
        return String(name.prefix { $0 != "." })
    }

    /// The name of the folder that it lies in, which for official data is the kind's.
    var folder: String { String(path.split(separator: "/").dropLast().last ?? "") }

    /// The files at `path`, which is one or a folder of them, in the order of their names.
    static func find(at path: String) throws -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw BadCase("no such file or folder")
        }
        guard isFolder.boolValue else { return [path] }
        let names = try FileManager.default.subpathsOfDirectory(atPath: path)
        let files = names.filter { $0.hasSuffix(".json") || $0.hasSuffix(".json.gz") }
        return files.sorted().map { path + (path.hasSuffix("/") ? "" : "/") + $0 }
    }
}
