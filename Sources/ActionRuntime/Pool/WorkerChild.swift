import CSandbox
import Foundation
import Synchronization

/// A worker's process, as its parent sees it: begun, killed, waited for.
final class WorkerChild: Sendable {
    let pid: pid_t
    private let errors: CInt
    private let isReaped = Mutex(false)
    /// The most memory that this process had had; the child's account begins with it (getrusage(2), ru_maxrss).
    private let inheritedPeak: Int

    private init(pid: pid_t, errors: CInt) {
        self.pid = pid
        self.errors = errors
        var usage = rusage()
        getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
        inheritedPeak = Int(usage.ru_maxrss)
    }

    /// What could not be done, and why.
    struct StartFailure: Error {
        let reason: String
    }

    /// Starts the worker and returns this side's end of its socket, which is non-blocking and the caller's to close.
    ///
    /// Blocks until the program is running; call it on ``SerialThread/starting``.
    static func start(
        path: String, environment: [String]
    ) throws(StartFailure) -> (child: WorkerChild, socket: CInt) {
        let (ours, theirs) = try pair("the worker's socket", SOCK_CLOEXEC.rawValue)
        let errors: (ours: CInt, theirs: CInt)
        do throws(StartFailure) {
            // A worker that complains without end must not wait for somebody to listen.
            errors = try pair("the worker's standard error", SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        } catch {
            close(ours)
            close(theirs)
            throw error
        }
        var pid: pid_t = 0
        let error = withCStrings([path]) { arguments in
            withCStrings(environment) { environment in
                lit_sandbox_spawn(path, arguments, environment, theirs, errors.theirs, &pid)
            }
        }
        close(theirs)
        close(errors.theirs)
        guard error == 0 else {
            close(ours)
            close(errors.ours)
            throw failure("starting \(path)", error)
        }
        _ = fcntl(ours, F_SETFL, O_NONBLOCK)
        return (WorkerChild(pid: pid, errors: errors.ours), ours)
    }

    private static func pair(_ what: String, _ flags: UInt32) throws(StartFailure) -> (
        ours: CInt, theirs: CInt
    ) {
        var ends: [CInt] = [-1, -1]
        guard socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue | flags), 0, &ends) == 0 else {
            throw failure(what, errno)
        }
        return (ends[0], ends[1])
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

    private static func failure(_ what: String, _ error: Int32) -> StartFailure {
        StartFailure(reason: "\(what): \(String(cString: strerror(error)))")
    }

    private static func withCStrings<T>(
        _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> T
    ) -> T {
        var pointers = strings.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        return body(&pointers)
    }
}
