import Foundation

/// The test files of a project.
enum TestFiles {
    /// Those named, and those in the folders named and below, in the order of their paths; hidden folders and
    /// `node_modules` are left out.
    static func find(in places: [String]) throws -> [String] {
        var files: [String] = []
        for place in places {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder) else {
                throw CommandError("There is no file or folder \(place).")
            }
            files += isFolder.boolValue ? entries(below: place).filter { $0.hasSuffix(".test.js") } : [place]
        }
        var seen = Set<String>()
        return files.filter { seen.insert(URL(fileURLWithPath: $0).standardizedFileURL.path).inserted }
    }

    /// When each file that tests may depend on was last changed.
    static func times(in places: [String]) -> [String: Date] {
        var times: [String: Date] = [:]
        for place in places {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder) else { continue }
            let folder = URL(fileURLWithPath: place).deletingLastPathComponent().path
            for file in entries(below: isFolder.boolValue ? place : folder)
            where file.hasSuffix(".js") || file.hasSuffix(".json") {
                let attributes = try? FileManager.default.attributesOfItem(atPath: file)
                times[file] = attributes?[.modificationDate] as? Date
            }
        }
        return times
    }

    private static func entries(below folder: String) -> [String] {
        guard let walk = FileManager.default.enumerator(atPath: folder) else { return [] }
        var found: [String] = []
        while let entry = walk.nextObject() as? String {
            let name = entry.split(separator: "/").last ?? ""
            if name.hasPrefix(".") || name == "node_modules" {
                walk.skipDescendants()
            } else {
                found.append(folder == "." ? entry : "\(folder)/\(entry)")
            }
        }
        return found.sorted()
    }
}
