import Foundation
import LocalNetwork
import Testing

/// A program of this build.
func product(_ name: String) throws -> String {
    var candidates = CommandLine.arguments.map { URL(fileURLWithPath: $0) }
    candidates += Bundle.allBundles.map(\.bundleURL)
    for candidate in candidates {
        var folder = candidate
        for _ in 0..<4 {
            folder.deleteLastPathComponent()
            let program = folder.appendingPathComponent(name)
            if FileManager.default.isExecutableFile(atPath: program.path) { return program.path }
        }
    }
    throw CocoaError(.fileNoSuchFile)
}

/// What came of a command.
struct CommandResult: Sendable {
    var status: Int32
    var output: String
    var errors: String
}

/// `lit`, as a person or a script calls it.
struct Lit: Sendable {
    let state: TemporaryState

    /// Runs a command to its end.
    @discardableResult
    func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> CommandResult {
        let process = try start(arguments, environment: environment)
        return try await process.result()
    }

    /// Brings a network up that lives on.
    func up(_ behaviour: FakeNode = .usual, _ more: [String] = []) async throws -> CommandResult {
        try await run(upArguments(behaviour) + ["--detach"] + more)
    }

    func upArguments(_ behaviour: FakeNode = .usual) throws -> [String] {
        ["up", "--state", state.directory.path, "--node-program", try state.program(behaviour)]
    }

    func start(_ arguments: [String], environment: [String: String] = [:]) throws -> RunningCommand {
        try RunningCommand(try product("lit"), arguments, environment, folder: state.root)
    }

    func down() async throws { try await run(["down", "--state", state.directory.path]) }
}

/// A command that runs, its output collected in files.
final class RunningCommand: Sendable {
    private let process: Process
    private let (out, err): (String, String)

    init(_ program: String, _ arguments: [String], _ more: [String: String], folder: String) throws {
        let name = UUID().uuidString.prefix(8)
        (out, err) = ("\(folder)/\(name).out", "\(folder)/\(name).err")
        for path in [out, err] { _ = FileManager.default.createFile(atPath: path, contents: nil) }
        process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(more) { _, new in new }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: out))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: err))
        try process.run()
    }

    var pid: Int32 { process.processIdentifier }
    var output: String { (try? String(contentsOfFile: out, encoding: .utf8)) ?? "" }
    var errors: String { (try? String(contentsOfFile: err, encoding: .utf8)) ?? "" }
    var isRunning: Bool { process.isRunning }

    func send(_ signal: Int32) { kill(pid, signal) }

    func result() async throws -> CommandResult {
        try await eventually("the end of a command; it said: \(errors)", within: .seconds(120)) {
            !process.isRunning
        }
        return CommandResult(status: process.terminationStatus, output: output, errors: errors)
    }
}
