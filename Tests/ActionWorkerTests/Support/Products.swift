import Foundation

/// Executables of the same build.
enum Products {
    struct Missing: Error {
        let name: String
    }

    /// Beside the test bundle.
    static func location(of name: String) throws -> String {
        var candidates = [Bundle.main.executableURL, Bundle.main.bundleURL].compactMap { $0 }
        candidates += CommandLine.arguments.map { URL(fileURLWithPath: $0) }
        for candidate in candidates {
            var folder = candidate
            for _ in 0..<4 {
                folder.deleteLastPathComponent()
                let product = folder.appendingPathComponent(name)
                if FileManager.default.isExecutableFile(atPath: product.path) { return product.path }
            }
        }
        throw Missing(name: name)
    }

    /// What an executable prints, and how it ends: its status, or a signal's number below zero.
    static func run(_ name: String, _ arguments: [String]) throws -> (lines: [String], status: Int32) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try location(of: name))
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let status = process.terminationStatus
        return (
            text.split(separator: "\n").map(String.init),
            process.terminationReason == .uncaughtSignal ? -status : status
        )
    }
}
