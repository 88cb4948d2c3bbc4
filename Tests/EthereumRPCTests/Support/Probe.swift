import Foundation
import Synchronization
import Testing

/// The executable that sends many transactions, run as a process of its own.
enum Probe {
    struct Failure: Error {
        let status: Int32
        let output: String
    }

    /// Runs it and gives what it printed.
    static func run(url: String, key: String, count: Int, name: String) async throws -> [String] {
        let process = Process()
        process.executableURL = try location()
        process.arguments = [url, key, String(count), name]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let handle = output.fileHandleForReading
        // Read to the end by a thread of its own: it blocks.
        let bytes = await withCheckedContinuation { (continuation: CheckedContinuation<Data, Never>) in
            Thread.detachNewThread { continuation.resume(returning: handle.readDataToEndOfFile()) }
        }
        process.waitUntilExit()
        let text = String(decoding: bytes, as: UTF8.self)
        guard process.terminationStatus == 0 else {
            throw Failure(status: process.terminationStatus, output: text)
        }
        return text.split(separator: "\n").map(String.init)
    }

    /// Beside the test bundle, among the products of the build.
    private static func location() throws -> URL {
        var candidates = [Bundle.main.executableURL, Bundle.main.bundleURL].compactMap { $0 }
        candidates += CommandLine.arguments.map { URL(fileURLWithPath: $0) }
        for candidate in candidates {
            var folder = candidate
            for _ in 0..<4 {
                folder.deleteLastPathComponent()
                let probe = folder.appendingPathComponent("nonce-probe")
                if FileManager.default.isExecutableFile(atPath: probe.path) { return probe }
            }
        }
        throw Failure(status: -1, output: "nonce-probe is not built")
    }
}
