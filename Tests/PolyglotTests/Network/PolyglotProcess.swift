import Foundation
import NetworkTestSupport

/// `lit-sidecar --polyglot-compat` as a process of its own.
final class PolyglotProcess: Sendable {
    let port: Int
    /// What it said when it had begun.
    let greeting: [String]
    private let process: Process

    private init(_ process: Process, _ greeting: [String], port: Int) {
        self.process = process
        self.greeting = greeting
        self.port = port
    }

    /// Starts one at any free port, hands it to `body`, and ends it.
    static func with<Result>(
        _ network: RealNetwork, _ body: (PolyglotProcess) async throws -> Result
    ) async throws -> Result {
        let server = try await start(state: network.folder)
        do {
            let result = try await body(server)
            _ = await server.stop()
            return result
        } catch {
            _ = await server.stop()
            throw error
        }
    }

    private static func start(state: String) async throws -> PolyglotProcess {
        let process = Process()
        process.executableURL = try Program.location("lit-sidecar")
        process.arguments = ["--polyglot-compat", "--port", "0", "--state", state]
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let lines = await lines(2, from: output.fileHandleForReading)
        guard let port = lines.first?.split(separator: ":").last.flatMap({ Int($0) }) else {
            process.terminate()
            throw RealNetwork.Failure(description: "lit-sidecar said \(lines)")
        }
        return PolyglotProcess(process, lines, port: port)
    }

    /// Stops it where it is.
    func pause() -> Bool { process.suspend() }

    /// Has it go on.
    func resume() -> Bool { process.resume() }

    /// Asks it to end, and gives what it ended with.
    func stop() async -> Int32 {
        process.terminate()
        return await withCheckedContinuation { continuation in
            Thread.detachNewThread { [process] in
                process.waitUntilExit()
                continuation.resume(returning: process.terminationStatus)
            }
        }
    }

    /// The first lines, or fewer if there are no more.
    private static func lines(_ count: Int, from handle: FileHandle) async -> [String] {
        return await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var text = Data()
                while text.count(where: { $0 == 0x0a }) < count {
                    let more = handle.availableData
                    if more.isEmpty { break }
                    text += more
                }
                let lines = String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
                continuation.resume(returning: lines)
            }
        }
    }
}

/// A program with all that it wrote, once it has ended.
struct Ended: Sendable {
    var code: Int32
    var text: String

    /// - Parameters:
    ///   - program: a path, or a name to look for.
    ///   - limit: after which it is ended.
    static func running(
        _ program: String, _ arguments: [String], environment: [String: String] = [:], folder: URL? = nil,
        within limit: Duration = .seconds(120)
    ) async throws -> Ended {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program.contains("/") ? program : "/usr/bin/env")
        process.arguments = program.contains("/") ? arguments : [program] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        if let folder { process.currentDirectoryURL = folder }
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let watchdog = Task {
            try await Task.sleep(for: limit)
            process.terminate()
        }
        defer { watchdog.cancel() }
        return await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                let data = output.fileHandleForReading.readDataToEndOfFile()
                process.waitUntilExit()
                continuation.resume(
                    returning: Ended(
                        code: process.terminationStatus, text: String(decoding: data, as: UTF8.self)))
            }
        }
    }
}
