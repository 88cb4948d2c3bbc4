import ActionProtocol
import Foundation

/// A program in the worker's place.
func impostor(_ body: String) throws -> (path: String, folder: TemporaryFolder) {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("worker")
    try Data(("#!/bin/bash\n" + body + "\n").utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    return (file.path, folder)
}

/// A message in the form of printf, for an impostor to send.
func printable(_ message: ActionMessage) -> String {
    let bytes = (try? message.encoded(limit: Int.max)) ?? []
    return bytes.map { byte in
        let octal = String(byte, radix: 8)
        return "\\" + String(repeating: "0", count: 3 - octal.count) + octal
    }.joined()
}

/// The message that says that a worker is ready, in the form of printf.
let readyMessage = printable(
    ActionMessage(.ready, content: WorkerReport(engine: "x", confinement: [], missing: [])))
