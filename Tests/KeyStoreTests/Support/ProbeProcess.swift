import Foundation

/// The executable store-probe.
enum ProbeProcess {
    struct Failure: Error {
        let reason: String
    }

    /// Beside the test bundle, among the products of the build.
    static func location() throws -> URL {
        var candidates = [Bundle.main.executableURL, Bundle.main.bundleURL].compactMap { $0 }
        candidates += CommandLine.arguments.map { URL(fileURLWithPath: $0) }
        for candidate in candidates {
            var folder = candidate
            for _ in 0..<4 {
                folder.deleteLastPathComponent()
                let probe = folder.appendingPathComponent("store-probe")
                if FileManager.default.isExecutableFile(atPath: probe.path) { return probe }
            }
        }
        throw Failure(reason: "store-probe is not built")
    }

    /// A number from the environment.
    static func setting(_ name: String, default value: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? value
    }

    /// Work that blocks, on a thread of its own.
    static func blocking<Value: Sendable>(
        _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
        }
    }

    static func start(_ arguments: [String]) throws -> (process: Process, output: FileHandle) {
        let process = Process()
        process.executableURL = try location()
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        return (process, pipe.fileHandleForReading)
    }

    /// Runs it to its end.
    static func run(_ arguments: [String]) async throws {
        try await blocking {
            let (process, output) = try start(arguments)
            let text = String(decoding: try output.readToEnd() ?? Data(), as: UTF8.self)
            process.waitUntilExit()
            guard process.terminationStatus == 0 else { throw Failure(reason: text) }
        }
    }
}
