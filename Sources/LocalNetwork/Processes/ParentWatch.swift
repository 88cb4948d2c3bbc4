import Foundation

/// Ends a process whose supervisor is gone.
///
/// The supervisor holds the other end of the process's standard input and never writes to it. However it ends, by
/// SIGKILL too, the system closes that end, and reading here returns: a node never outlives its supervisor.
public enum ParentWatch {
    /// The environment variable that says that there is a supervisor.
    public static let variable = "LIT_SUPERVISED"

    /// How long the process may take for an orderly end before it is ended.
    public static let grace: UInt32 = 3

    /// Begins to watch if a supervisor has started this process; otherwise does nothing.
    public static func startIfSupervised() {
        guard ProcessInfo.processInfo.environment[variable] == "1" else { return }
        // A thread of its own: it waits in a system call for as long as the process lives.
        let thread = Thread { watch() }
        thread.name = "parent-watch"
        thread.stackSize = 128 << 10
        thread.start()
    }

    private static func watch() {
        var byte: UInt8 = 0
        while true {
            let count = read(STDIN_FILENO, &byte, 1)
            if count > 0 || (count < 0 && errno == EINTR) { continue }
            break
        }
        kill(getpid(), SIGTERM)
        sleep(grace)
        _exit(1)
    }
}
