import Foundation

/// A directory that is not there yet, in one that goes with the value.
final class TemporaryDirectory: Sendable {
    private let root: String
    let path: String

    init() throws {
        root =
            FileManager.default.temporaryDirectory.appendingPathComponent("store-\(UUID().uuidString)").path
        path = root + "/chain"
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    /// Beside ``path``.
    func sibling(_ name: String) -> String { root + "/" + name }
    var database: String { path + "/chain.sqlite" }
    var lock: String { path + "/lock" }
}
