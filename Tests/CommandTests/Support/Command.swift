import Foundation
import NetworkTestSupport
import Primitives

/// What came of a command.
struct Ended: Sendable {
    var status: Int32
    var output: String
    var errors: String

    var json: JSON { get throws { try JSON(parsing: output) } }
    /// What was printed, without the end of the line.
    var line: String { output.trimmingCharacters(in: .whitespacesAndNewlines) }
}

/// A person with a folder of his own, who calls `lit`.
struct Person: Sendable {
    let folder: String

    /// For as long as `body` runs.
    static func with<Result>(_ body: (Person) async throws -> Result) async throws -> Result {
        let folder = NSTemporaryDirectory() + "lit-person-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try await body(Person(folder: folder))
    }

    var home: String { folder + "/home" }

    /// Writes a file.
    func file(_ name: String, _ text: String, mode: Int = 0o600) throws -> String {
        let path = "\(folder)/\(name)"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return path
    }

    /// Runs `lit` in the person's folder to its end.
    func lit(
        _ arguments: [String], input: String? = nil, environment: [String: String] = [:]
    ) async throws -> Ended {
        try await start(arguments, input: input, environment: environment).result()
    }

    func lit(_ arguments: String..., input: String? = nil) async throws -> Ended {
        try await lit(arguments, input: input)
    }

    /// Starts `lit` or another program in the person's folder.
    func start(
        _ arguments: [String], program: String? = nil, input: String? = nil,
        environment: [String: String] = [:]
    ) throws -> Running {
        var all = ProcessInfo.processInfo.environment
        for name in ["LIT_WALLET", "LIT_PASSPHRASE_FILE", "LIT_PRIVATE_KEY", "NO_COLOR"] { all[name] = nil }
        all["LIT_HOME"] = home
        all["TERM"] = "xterm"
        all.merge(environment) { _, new in new }
        return try Running(
            program: program ?? Program.location("lit").path, arguments, environment: all, folder: folder,
            input: input)
    }
}

/// A program that runs, its output collected in files.
final class Running: Sendable {
    private let process: Process
    private let (out, err): (String, String)

    init(
        program: String, _ arguments: [String], environment: [String: String], folder: String, input: String?
    ) throws {
        let name = UUID().uuidString
        (out, err) = ("\(folder)/\(name).out", "\(folder)/\(name).err")
        for path in [out, err] { _ = FileManager.default.createFile(atPath: path, contents: nil) }
        process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        if let input {
            let path = "\(folder)/\(name).in"
            try Data(input.utf8).write(to: URL(fileURLWithPath: path))
            process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        } else {
            process.standardInput = FileHandle.nullDevice
        }
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: out))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: err))
        try process.run()
    }

    var pid: Int32 { process.processIdentifier }
    var output: String { (try? String(contentsOfFile: out, encoding: .utf8)) ?? "" }
    var errors: String { (try? String(contentsOfFile: err, encoding: .utf8)) ?? "" }

    func send(_ signal: Int32) { kill(pid, signal) }

    func result() async throws -> Ended {
        try await eventually("the end of a command; it said: \(errors)") { !process.isRunning }
        return Ended(status: process.terminationStatus, output: output, errors: errors)
    }
}

/// Waits until something holds.
func eventually(
    _ what: @autoclosure () -> String, within limit: Duration = .seconds(120), _ holds: () throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + limit
    while try !holds() {
        guard ContinuousClock.now < deadline else {
            throw RealNetwork.Failure(description: "waited in vain for \(what())")
        }
        try await Task.sleep(for: .milliseconds(10))
    }
}
