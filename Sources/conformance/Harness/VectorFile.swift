import Foundation
import Primitives

/// A file of vectors: `{"kind": …, "cases": [{"name", "group"?, "input", "expect"}]}`.
struct VectorFile {
    let kind: String
    let cases: [Case]

    init(path: String) throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        let document = try JSON(parsing: Array(data))
        guard let kind = document["kind"]?.string else { throw BadCase("has no member \"kind\"") }
        guard let cases = document["cases"]?.array else { throw BadCase("has no array \"cases\"") }
        self.kind = kind
        self.cases = try cases.enumerated().map { index, value in
            guard let name = value["name"]?.string, let input = value["input"],
                let expect = value["expect"]?.object
            else { throw BadCase("case \(index) lacks one of name, input, expect") }
            return Case(name: name, group: value["group"]?.string, input: input, expect: expect)
        }
    }

    /// The JSON files at `path`, which is one or a folder of them, in the order of their names.
    static func find(at path: String) throws -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw BadCase("no such file or folder")
        }
        guard isFolder.boolValue else { return [path] }
        let names = try FileManager.default.subpathsOfDirectory(atPath: path)
        return names.filter { $0.hasSuffix(".json") }.sorted().map { path + "/" + $0 }
    }
}
