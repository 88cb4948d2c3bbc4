import Foundation
public import Primitives
import Synchronization

/// A supervisor in another process, that tells how the start goes on its standard input's socket.
public final class SupervisorProcess: Sendable {
    private let child: ChildProcess

    private init(_ child: ChildProcess) { self.child = child }

    /// Starts a program that supervises a network; its standard error goes to the network's log.
    ///
    /// - Throws: ``LocalNetworkError`` with `system`, or with `alreadyRunning`.
    public static func start(
        _ program: String, _ arguments: [String], directory: StateDirectory
    ) throws(LocalNetworkError) -> SupervisorProcess {
        try directory.create()
        // The log is the running network's own.
        guard !FolderLock.isHeld(directory) else {
            _ = try FolderLock(directory)
            throw LocalNetworkError(
                .alreadyRunning, "A network was just stopped in \(directory.path). Try again.")
        }
        LogRotation.rotate(directory.supervisorLog)
        let child = try ChildProcess.start(
            program, arguments, environment: ProcessInfo.processInfo.environment,
            log: directory.supervisorLog)
        return SupervisorProcess(child)
    }

    /// What it tells, until it is ready or has ended.
    public func lines() -> AsyncStream<String> {
        let (lines, continuation) = AsyncStream.makeStream(of: String.self)
        let child = child
        // It waits in a system call.
        let thread = Thread {
            var rest: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 64 << 10)
            while true {
                let count = read(child.socket, &buffer, buffer.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { break }
                rest += buffer[..<count]
                while let end = rest.firstIndex(of: 0x0a) {
                    continuation.yield(String(decoding: rest[..<end], as: UTF8.self))
                    rest.removeSubrange(...end)
                }
            }
            continuation.finish()
        }
        thread.name = "supervisor-lines"
        thread.start()
        return lines
    }

    /// Asks it to end.
    public func abandon() { child.send(SIGTERM) }

    /// The other end, for the supervisor itself.
    public static func channel() -> Channel { Channel() }

    /// Where a supervisor tells how the start goes.
    public final class Channel: Sendable {
        private let isOpen = Mutex(true)

        /// Tells something; nobody may listen any more.
        public func send(_ json: JSON) {
            isOpen.withLock { isOpen in
                guard isOpen else { return }
                var rest = (json.utf8 + [0x0a])[...]
                while !rest.isEmpty {
                    let count = rest.withUnsafeBytes { write(STDIN_FILENO, $0.baseAddress, $0.count) }
                    if count < 0, errno == EINTR { continue }
                    guard count > 0 else { break }
                    rest = rest.dropFirst(count)
                }
            }
        }

        /// Tells that there is nothing more to tell.
        public func close() {
            isOpen.withLock { isOpen in
                guard isOpen else { return }
                isOpen = false
                // The number stays taken, so that no other file gets it.
                let nothing = open("/dev/null", O_RDONLY)
                if nothing >= 0 {
                    dup2(nothing, STDIN_FILENO)
                    Foundation.close(nothing)
                }
            }
        }
    }
}
