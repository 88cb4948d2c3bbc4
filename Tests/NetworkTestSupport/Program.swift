package import Foundation

/// The executables, beside the test bundle among the products of the build.
package enum Program {
    package static func lit(_ arguments: String..., allowing codes: Set<Int32> = [0]) async throws -> String {
        try await lit(arguments, allowing: codes)
    }

    /// The same.
    package static func lit(
        _ arguments: [String], allowing codes: Set<Int32> = [0]
    ) async throws -> String {
        let process = Process()
        process.executableURL = try location("lit")
        process.arguments = arguments
        let (output, errors) = (Pipe(), Pipe())
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        async let text = read(output.fileHandleForReading)
        async let complaints = read(errors.fileHandleForReading)
        let (result, complaint) = await (text, complaints)
        process.waitUntilExit()
        guard codes.contains(process.terminationStatus) else {
            throw RealNetwork.Failure(
                description:
                    "lit \(arguments.joined(separator: " ")): \(process.terminationStatus)\n\(complaint)")
        }
        return result
    }

    /// To the end, by a thread of its own: it blocks.
    private static func read(_ handle: FileHandle) async -> String {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(returning: String(decoding: handle.readDataToEndOfFile(), as: UTF8.self))
            }
        }
    }

    package static func location(_ name: String) throws -> URL {
        var candidates = [Bundle.main.executableURL, Bundle.main.bundleURL].compactMap { $0 }
        candidates += CommandLine.arguments.map { URL(fileURLWithPath: $0) }
        for candidate in candidates {
            var folder = candidate
            for _ in 0..<4 {
                folder.deleteLastPathComponent()
                let program = folder.appendingPathComponent(name)
                if FileManager.default.isExecutableFile(atPath: program.path) { return program }
            }
        }
        throw RealNetwork.Failure(description: "\(name) is not built")
    }
}
