import Foundation
import NetworkTestSupport
import Primitives
import Synchronization

/// A `lit-sidecar` of its own process, held by its standard input.
final class SidecarProcess: Sendable {
    /// The start line.
    let line: JSON
    private let process: Process
    private let input: Pipe
    private let errors: ErrorText

    private init(_ process: Process, _ input: Pipe, _ errors: ErrorText, line: JSON) {
        self.process = process
        self.input = input
        self.errors = errors
        self.line = line
    }

    /// How a process that was never to serve has ended.
    struct Ending: Sendable {
        var status: Int32
        var output: String
        var errors: String
    }

    /// Starts it and waits for its start line.
    static func start(_ arguments: [String], environment: [String: String] = [:]) async throws
        -> SidecarProcess
    {
        let (process, input, output, errors) = try launch(arguments, environment)
        let text = ErrorText(errors.fileHandleForReading)
        guard let line = await firstLine(output.fileHandleForReading), let json = try? JSON(parsing: line)
        else {
            process.waitUntilExit()
            throw Caller.Failure(description: "no start line: \(await text.whole())")
        }
        return SidecarProcess(process, input, text, line: json)
    }

    /// Starts one that ends at once.
    static func run(_ arguments: [String]) async throws -> Ending {
        let (process, _, output, errors) = try launch(arguments, [:])
        let (said, complained) = (
            ErrorText(output.fileHandleForReading), ErrorText(errors.fileHandleForReading)
        )
        let (first, second) = (await said.whole(), await complained.whole())
        process.waitUntilExit()
        return Ending(status: process.terminationStatus, output: first, errors: second)
    }

    var pid: Int32 { process.processIdentifier }
    var socket: String { line["socket"]?.string ?? "" }
    var port: Int { line["url"]?.string.flatMap { Int($0.split(separator: ":").last ?? "") } ?? 0 }
    var token: String? { line["token"]?.string }
    var place: Caller.Place { socket.isEmpty ? .port(port, token: token) : .socket(socket) }

    func caller() throws -> Caller { try Caller(place) }

    func call(
        _ method: String, _ path: String, _ body: JSON? = nil, headers: [String: String] = [:]
    ) async throws -> Caller.Answer { try await caller().call(method, path, body, headers: headers) }

    /// Lets go of it.
    func closeInput() { try? input.fileHandleForWriting.close() }

    func send(_ signal: Int32) { kill(pid, signal) }

    /// Waits for its end: the exit code, negative for a signal, and all that it wrote to standard error.
    func end() async -> (status: Int32, errors: String) {
        let errors = await errors.whole()
        process.waitUntilExit()
        let status = process.terminationStatus
        return (process.terminationReason == .exit ? status : -status, errors)
    }

    /// Starts one, hands it to `body`, and ends it.
    static func with<Result>(
        _ arguments: [String] = [], environment: [String: String] = [:],
        _ body: (SidecarProcess) async throws -> Result
    ) async throws -> Result {
        try await Place.withFolder { folder in
            let sidecar = try await start(
                (arguments.isEmpty ? ["--socket", folder + "/s"] : arguments) + ["--exit-with-stdin"],
                environment: environment)
            do {
                let result = try await body(sidecar)
                sidecar.closeInput()
                _ = await sidecar.end()
                return result
            } catch {
                sidecar.closeInput()
                throw Caller.Failure(description: "\(error)\n\(await sidecar.end().errors.suffix(4000))")
            }
        }
    }

    private static func launch(
        _ arguments: [String], _ environment: [String: String]
    ) throws -> (Process, Pipe, Pipe, Pipe) {
        let process = Process()
        process.executableURL = try Program.location("lit-sidecar")
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let (input, output, errors) = (Pipe(), Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        return (process, input, output, errors)
    }

    private static func firstLine(_ handle: FileHandle) async -> String? {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var bytes: [UInt8] = []
                var byte: UInt8 = 0
                while read(handle.fileDescriptor, &byte, 1) == 1, byte != 0x0a { bytes.append(byte) }
                continuation.resume(returning: bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self))
            }
        }
    }
}

/// Reads to the end on a thread of its own.
final class ErrorText: Sendable {
    private struct State {
        var text: String?
        var waiting: [CheckedContinuation<String, Never>] = []
    }

    private let state = Mutex(State())

    init(_ handle: FileHandle) {
        Thread.detachNewThread { [self] in
            let text = String(decoding: handle.readDataToEndOfFile(), as: UTF8.self)
            let waiting = state.withLock { state in
                state.text = text
                defer { state.waiting = [] }
                return state.waiting
            }
            for continuation in waiting { continuation.resume(returning: text) }
        }
    }

    func whole() async -> String {
        await withCheckedContinuation { continuation in
            let text = state.withLock { state in
                if state.text == nil { state.waiting.append(continuation) }
                return state.text
            }
            if let text { continuation.resume(returning: text) }
        }
    }
}
