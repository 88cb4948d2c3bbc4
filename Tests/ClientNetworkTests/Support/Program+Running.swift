import Foundation
import NetworkTestSupport

extension Program {
    /// Runs a program of the package, and gives what it wrote when it has ended with 0.
    static func run(_ name: String, _ arguments: [String], within limit: Duration = .seconds(60)) async throws
        -> String
    {
        let process = Process()
        process.executableURL = try location(name)
        process.arguments = arguments
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        let watchdog = Task {
            try await Task.sleep(for: limit)
            process.terminate()
        }
        defer { watchdog.cancel() }
        let text = try await withCheckedThrowingContinuation {
            (continuation: CheckedContinuation<String, any Error>) in
            Thread.detachNewThread {
                do {
                    try process.run()
                    let data = output.fileHandleForReading.readDataToEndOfFile()
                    process.waitUntilExit()
                    continuation.resume(returning: String(decoding: data, as: UTF8.self))
                } catch { continuation.resume(throwing: error) }
            }
        }
        guard process.terminationStatus == 0, process.terminationReason == .exit else {
            throw RealNetwork.Failure(
                description:
                    "\(name) ended with \(process.terminationStatus) (\(process.terminationReason)): \(text)")
        }
        return text
    }
}
