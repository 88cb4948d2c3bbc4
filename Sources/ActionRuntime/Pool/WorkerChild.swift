import CSandbox
import Foundation
import Synchronization

/// A worker's process: begun, killed, waited for, by its parent, which is this process or a template.
final class WorkerChild: Sendable {
    let pid: pid_t
    /// What the process was forked from; nil for a process of its own program.
    let template: WorkerTemplate?
    private let errors: CInt
    private let isReaped = Mutex(false)
    /// The most memory that this process had had; the child's account begins with it (getrusage(2), ru_maxrss).
    private let inheritedPeak: Int

    init(pid: pid_t, errors: CInt, template: WorkerTemplate? = nil) {
        self.pid = pid
        self.errors = errors
        self.template = template
        var usage = rusage()
        getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
        inheritedPeak = Int(usage.ru_maxrss)
    }

    /// What could not be done, and why.
    struct StartFailure: Error {
        let reason: String

        init(reason: String) { self.reason = reason }

        init(_ what: String, _ error: Int32) { reason = "\(what): \(String(cString: strerror(error)))" }
    }

    /// Starts the worker and returns this side's end of its socket, which is non-blocking and the caller's to close.
    ///
    /// Blocks until the program is running; call it on ``SerialThread/starting``.
    static func start(
        path: String, environment: [String]
    ) throws(StartFailure) -> (child: WorkerChild, socket: CInt) {
        let wires = try WorkerWires()
        var pid: pid_t = 0
        let error = withCStrings([path]) { arguments in
            withCStrings(environment) { environment in
                lit_sandbox_spawn(
                    path, arguments, environment, wires.socket.theirs, wires.errors.theirs, &pid)
            }
        }
        wires.closeTheirs()
        guard error == 0 else {
            wires.closeOurs()
            throw StartFailure("starting \(path)", error)
        }
        return (WorkerChild(pid: pid, errors: wires.errors.ours), wires.socket.ours)
    }

    /// Ends the process and whatever it may have started, at once.
    func kill() {
        isReaped.withLock { isReaped in
            // After the wait the number may be another process's.
            guard !isReaped else { return }
            _ = Glibc.kill(-pid, SIGKILL)
            _ = Glibc.kill(pid, SIGKILL)
        }
    }

    /// Ends the process, and tells how it ended once it is gone; to be called once.
    func reap(_ gone: @escaping @Sendable (WorkerExit) -> Void) {
        if let template {
            // Its number is its own until the template has waited for it.
            return template.end(pid) { [self] exit in
                var exit = exit
                exit.complaint = lastWords()
                close(errors)
                gone(exit)
            }
        }
        kill()
        SerialThread.reaping.run { [self] in
            var status: Int32 = 0
            var usage = rusage()
            while wait4(pid, &status, 0, &usage) < 0, errno == EINTR {}
            isReaped.withLock { $0 = true }
            let complaint = lastWords()
            close(errors)
            let peak = Int(usage.ru_maxrss) > inheritedPeak ? Int(usage.ru_maxrss) : 0
            gone(WorkerExit(status: status, peakMemory: peak << 10, complaint: complaint))
        }
    }

    private func lastWords() -> String {
        var kept: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        // Nobody writes to it any more, and it holds a few hundred KiB.
        for _ in 0..<128 {
            let count = read(errors, &buffer, buffer.count)
            guard count > 0 else { break }
            kept = Array((kept + buffer.prefix(count)).suffix(1024))
        }
        return String(decoding: kept, as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func withCStrings<T>(
        _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> T
    ) -> T {
        var pointers = strings.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        return body(&pointers)
    }
}
