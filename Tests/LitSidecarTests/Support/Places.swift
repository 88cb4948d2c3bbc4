import Foundation

/// Folders, and waiting.
enum Place {
    /// Hands a new folder of this user's alone to `body`, and removes it.
    static func withFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
        let folder = NSTemporaryDirectory() + "sc-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try await body(folder)
    }

    /// The permissions of a file.
    static func mode(_ path: String) -> Int? {
        (try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]) as? Int
    }

    /// Waits until a condition holds.
    static func wait(_ what: String, upTo limit: Duration = .seconds(30), until holds: () throws -> Bool)
        async throws
    {
        let end = ContinuousClock.now + limit
        while try !holds() {
            guard ContinuousClock.now < end else { throw Caller.Failure(description: "in vain: \(what)") }
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}
