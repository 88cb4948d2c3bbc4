import ActionProtocol
import CSandbox
import Foundation

/// A worker, driven message by message.
final class WorkerProcess {
    struct Trouble: Error, CustomStringConvertible {
        let description: String
    }

    /// How a run went.
    struct Result {
        var outcome = RunOutcome()
        var log = ""
        var calls: [ActionMessage] = []
        var milliseconds = 0.0
    }

    let pid: pid_t
    let channel: MessageChannel
    let report: WorkerReport
    /// What the worker was forked from.
    let template: TemplateProcess?
    private let descriptor: Int32
    private var status: Int32?

    /// - Parameter isForked: whether the worker is forked from a template, as those of nodes are.
    convenience init(
        _ configuration: WorkerConfiguration = WorkerConfiguration(),
        prelude: String = "",
        compilesCode: Bool = true,
        isForked: Bool = true
    ) throws {
        var configuration = configuration
        configuration.isTemplate = isForked
        let first = ActionMessage(.configure, content: configuration, bytes: Array(prelude.utf8))
        guard isForked else {
            try self.init(first: first, limit: configuration.messageLimit, compilesCode: compilesCode)
            return
        }
        try self.init(
            from: TemplateProcess(first: first, compilesCode: compilesCode), limit: configuration.messageLimit
        )
    }

    /// A process of its own, which is told this.
    init(first: ActionMessage, limit: Int = 64 << 20, compilesCode: Bool = true) throws {
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 else {
            throw Trouble(description: "no socket pair")
        }
        defer { close(ends[1]) }
        template = nil
        descriptor = ends[0]
        pid = try Self.spawn(ends[1], WorkerEnvironment.variables(compilesCode: compilesCode))
        channel = MessageChannel(descriptor: descriptor, limit: limit)
        try channel.send(first)
        report = try Self.report(channel)
    }

    init(from template: TemplateProcess, limit: Int = 64 << 20) throws {
        guard template.report.isTemplate else { throw Trouble(description: "it is no template") }
        self.template = template
        (pid, descriptor) = try template.fork()
        channel = MessageChannel(descriptor: descriptor, limit: limit)
        report = try Self.report(channel)
    }

    private static func report(_ channel: MessageChannel) throws -> WorkerReport {
        let ready = try next(channel)
        guard ready.kind == .ready else { throw Trouble(description: "\(ready.kind) \(ready.name)") }
        return try ready.content()
    }

    deinit {
        if status == nil {
            kill(pid, SIGKILL)
            if template == nil { waitpid(pid, nil, 0) }
        }
        close(descriptor)
    }

    /// Runs a script; operations are answered by `answer`, `null` by default.
    func run(
        _ script: String,
        parameters: String = "{}",
        mayShadow: Bool = false,
        timeLimit: Int = 20_000,
        memoryLimit: Int = 256 << 20,
        logLimit: Int = 102_400,
        modules: [String] = [],
        answer: (ActionMessage) throws -> ActionMessage? = { _ in
            ActionMessage(.reply, json: Array("null".utf8))
        }
    ) throws -> Result {
        let request = RunRequest(
            parameters: parameters, parametersMayShadow: mayShadow, headers: ["x-test": "1"],
            timeLimit: timeLimit,
            memoryLimit: memoryLimit, logLimit: logLimit, modules: modules)
        let start = Date()
        try channel.send(ActionMessage(.run, number: 7, content: request, bytes: Array(script.utf8)))
        var result = Result()
        while true {
            let message = try Self.next(channel)
            switch message.kind {
            case .log: result.log += String(decoding: message.bytes, as: UTF8.self)
            case .call:
                result.calls.append(message)
                guard var reply = try answer(message) else { continue }
                if reply.number == 0 { reply.number = message.number }
                try channel.send(reply)
            case .finished:
                guard message.number == 7 else { throw Trouble(description: "finished \(message.number)") }
                result.outcome = try message.content()
                result.milliseconds = Date().timeIntervalSince(start) * 1000
                return result
            default: throw Trouble(description: "\(message.kind) \(message.name)")
            }
        }
    }

    /// The next message; a worker that says nothing for a minute is in trouble.
    static func next(_ channel: MessageChannel) throws -> ActionMessage {
        guard let message = try channel.receive(within: 60_000) else { throw Trouble(description: "silence") }
        return message
    }

    /// Waits for its end: the status of an exit, or the number of a signal below zero.
    func end() throws -> Int32 {
        var raw: Int32 = 0
        if let template {
            // The template would end it.
            let deadline = Date().addingTimeInterval(60)
            while !Self.isOver(pid), Date() < deadline { usleep(1000) }
            raw = Int32(try template.end(pid).status)
        } else {
            waitpid(pid, &raw, 0)
        }
        let end = raw & 0x7f == 0 ? raw >> 8 & 0xff : -(raw & 0x7f)
        status = end
        return end
    }

    /// Whether a process has ended, and is perhaps still to be waited for.
    static func isOver(_ pid: pid_t) -> Bool {
        guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return true }
        return text[end...].dropFirst(2).first == "Z"
    }

    /// Closes the socket's direction to the worker, which is to end then.
    func hangUp() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// Pages that are resident, from `/proc`.
    var resident: Int {
        let text = (try? String(contentsOfFile: "/proc/\(pid)/statm", encoding: .utf8)) ?? ""
        return text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    }

    static func spawn(_ socket: Int32, _ variables: [String]) throws -> pid_t {
        let path = try Products.location(of: "lit-action-worker")
        var pid: pid_t = 0
        let arguments = [strdup(path), nil]
        let environment = variables.map { strdup($0) } + [nil]
        defer { (arguments + environment).forEach { free($0) } }
        let error = lit_sandbox_spawn(path, arguments, environment, socket, 2, &pid)
        guard error == 0 else { throw Trouble(description: "spawn: error \(error)") }
        return pid
    }
}

/// Blocking work on a thread of its own: test functions share a few.
func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        let thread = Thread { continuation.resume(with: Swift.Result(catching: body)) }
        thread.stackSize = 4 << 20
        thread.start()
    }
}
