import CSandbox
import Foundation
import Synchronization

/// A process that this one has started and waits for.
///
/// It runs in a process group of its own, so that a Control-C in a terminal reaches only the supervisor, which then
/// ends its children in order. Its standard input is a socket whose other end lies here.
final class ChildProcess: Sendable {
    /// How a process ended.
    enum Ending: Hashable, Sendable, CustomStringConvertible {
        case exited(Int32)
        case killed(signal: Int32)

        var description: String {
            switch self {
            case .exited(let status): "ended with status \(status)"
            case .killed(let signal): "was ended by signal \(signal) (\(String(cString: strsignal(signal))))"
            }
        }
    }

    let pid: pid_t
    /// This process's end of the child's standard input.
    let socket: Int32
    private let state: Mutex<State>

    private struct State {
        var ending: Ending?
        var waiting: [CheckedContinuation<Ending, Never>] = []
    }

    private init(pid: pid_t, socket: Int32) {
        self.pid = pid
        self.socket = socket
        state = Mutex(State())
    }

    deinit { close(socket) }

    /// Starts a program whose standard error is appended to a file.
    ///
    /// - Throws: ``LocalNetworkError`` with `system`.
    static func start(
        _ path: String, _ arguments: [String], environment: [String: String], log: String
    ) throws(LocalNetworkError) -> ChildProcess {
        let errors = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard errors >= 0 else { throw PrivateFile.failure("The log \(log) cannot be opened", errno) }
        defer { close(errors) }
        var sockets: [Int32] = [-1, -1]
        #if os(Linux)
            let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        #else
            let kind = SOCK_STREAM
        #endif
        guard socketpair(AF_UNIX, kind, 0, &sockets) == 0 else {
            throw PrivateFile.failure("No pair of sockets can be had", errno)
        }
        defer { close(sockets[1]) }
        _ = fcntl(sockets[0], F_SETFD, FD_CLOEXEC)
        var pid: pid_t = 0
        let failure = Self.withCStrings([path] + arguments) { arguments in
            Self.withCStrings(environment.map { "\($0.key)=\($0.value)" }) { environment in
                lit_sandbox_spawn(path, arguments, environment, sockets[1], errors, &pid)
            }
        }
        guard failure == 0 else {
            close(sockets[0])
            throw PrivateFile.failure("\(path) cannot be started", failure)
        }
        let child = ChildProcess(pid: pid, socket: sockets[0])
        let thread = Thread { child.wait() }
        thread.name = "wait-\(pid)"
        thread.stackSize = 128 << 10
        thread.start()
        return child
    }

    /// Returns when the process has ended.
    func ended() async -> Ending {
        await withCheckedContinuation { continuation in
            let ending = state.withLock { state -> Ending? in
                if state.ending == nil { state.waiting.append(continuation) }
                return state.ending
            }
            if let ending { continuation.resume(returning: ending) }
        }
    }

    /// How it ended; nil while it runs.
    var ending: Ending? { state.withLock(\.ending) }

    /// Sends a signal, unless the process has ended.
    func send(_ signal: Int32) {
        // Until it is waited for, which happens under this lock, its number is nobody else's.
        state.withLock { state in if state.ending == nil { _ = kill(pid, signal) } }
    }

    /// Asks it to end, and ends it when `grace` has passed.
    func end(grace: Duration) async {
        send(SIGTERM)
        let killer = Task {
            try await Task.sleep(for: grace)
            send(SIGKILL)
        }
        _ = await ended()
        killer.cancel()
    }

    private func wait() {
        var status: Int32 = 0
        var information = siginfo_t()
        // Waited for without being taken away, so that the number stays valid until the lock is held.
        while waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        let (ending, waiting) = state.withLock { state in
            while waitpid(pid, &status, 0) < 0, errno == EINTR {}
            let signal = status & 0x7f
            let ending: Ending = signal == 0 ? .exited((status >> 8) & 0xff) : .killed(signal: signal)
            let waiting = state.waiting
            state.ending = ending
            state.waiting = []
            return (ending, waiting)
        }
        for continuation in waiting { continuation.resume(returning: ending) }
    }

    private static func withCStrings<Result>(
        _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let pointers = texts.map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        return body(pointers + [nil])
    }
}
