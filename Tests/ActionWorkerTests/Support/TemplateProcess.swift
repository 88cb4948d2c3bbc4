import ActionProtocol
import CSandbox
import Foundation

/// A template, driven message by message.
final class TemplateProcess {
    let pid: pid_t
    let report: WorkerReport
    private let descriptor: Int32
    private let channel: MessageChannel
    private var lastNumber: UInt32 = 0

    init(first: ActionMessage, compilesCode: Bool = true) throws {
        let (ours, theirs) = try Self.socketPair()
        defer { close(theirs) }
        descriptor = ours
        pid = try WorkerProcess.spawn(theirs, WorkerEnvironment.variables(compilesCode: compilesCode))
        channel = MessageChannel(descriptor: descriptor, limit: 64 << 20)
        try channel.send(first)
        let ready = try WorkerProcess.next(channel)
        guard ready.kind == .ready else {
            throw WorkerProcess.Trouble(description: "\(ready.kind) \(ready.name)")
        }
        report = try ready.content()
    }

    deinit {
        kill(pid, SIGKILL)
        waitpid(pid, nil, 0)
        close(descriptor)
    }

    /// Forks a worker; returns its number, and this end of its socket, which is the caller's to close.
    func fork() throws -> (pid: pid_t, socket: Int32) {
        let (ours, theirs) = try Self.socketPair()
        defer { close(theirs) }
        lastNumber += 1
        let bytes = try ActionMessage(.fork, number: lastNumber).encoded(limit: 4096)
        guard lit_descriptors_send(descriptor, bytes, bytes.count, theirs, 2) == 0 else {
            throw WorkerProcess.Trouble(description: "no order")
        }
        let answer = try WorkerProcess.next(channel)
        guard answer.kind == .forked, answer.number == lastNumber, let pid = pid_t(answer.name) else {
            throw WorkerProcess.Trouble(description: "\(answer)")
        }
        return (pid, ours)
    }

    /// Ends a worker, and tells how it ended.
    func end(_ pid: pid_t) throws -> WorkerEnd {
        lastNumber += 1
        try channel.send(ActionMessage(.end, number: lastNumber, name: "\(pid)"))
        let answer = try WorkerProcess.next(channel)
        if answer.kind == .failure { throw try answer.content(as: OperationFailure.self) }
        guard answer.kind == .ended, answer.number == lastNumber else {
            throw WorkerProcess.Trouble(description: "\(answer)")
        }
        return try answer.content()
    }

    /// Sends what is no order; returns what the template says to that.
    func send(_ message: ActionMessage) throws -> ActionMessage {
        try channel.send(message)
        return try WorkerProcess.next(channel)
    }

    private static func socketPair() throws -> (ours: Int32, theirs: Int32) {
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw WorkerProcess.Trouble(description: "no socket pair")
        }
        return (ends[0], ends[1])
    }
}
