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

    /// What the shell says to a command, perhaps as another user (setpriv(1)).
    static func shell(_ command: String, as user: [String]) async throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = (user.isEmpty ? [] : ["setpriv"] + user) + ["bash", "-c", command]
        process.environment = ["LC_ALL": "C", "PATH": "/usr/bin:/bin"]
        process.currentDirectoryURL = URL(fileURLWithPath: "/")
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try process.run()
        return await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                let text = output.fileHandleForReading.readDataToEndOfFile()
                process.waitUntilExit()
                continuation.resume(returning: String(decoding: text, as: UTF8.self))
            }
        }
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
