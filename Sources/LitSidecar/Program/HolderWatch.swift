internal import Foundation

/// Notices that whoever has started the sidecar is gone. Each watch is a thread of its own, which mostly sleeps.
enum HolderWatch {
    /// Calls when standard input ends, which the system closes however its holder ends, by SIGKILL too.
    static func watchInput(_ onEnd: @escaping @Sendable () -> Void) {
        start("input-watch") {
            var bytes = [UInt8](repeating: 0, count: 256)
            while true {
                let count = read(STDIN_FILENO, &bytes, bytes.count)
                if count > 0 || (count < 0 && errno == EINTR) { continue }
                break
            }
            onEnd()
        }
    }

    /// Calls when a process ends.
    static func watch(process: Int32, _ onEnd: @escaping @Sendable () -> Void) {
        let beginning = ProcessLife(process)
        let isParent = getppid() == process
        start("parent-watch") {
            while ProcessLife(process) == beginning, beginning != .over, !isParent || getppid() == process {
                usleep(150_000)
            }
            onEnd()
        }
    }

    private static func start(_ name: String, _ body: @escaping @Sendable () -> Void) {
        let thread = Thread { body() }
        thread.name = name
        thread.stackSize = 128 << 10
        thread.start()
    }
}

/// Which process has a number now: numbers are used again.
private enum ProcessLife: Equatable {
    case over
    /// - Parameter start: when it began, in the system's own unit; empty where that cannot be known.
    case alive(start: String)

    init(_ process: Int32) {
        guard process > 0, kill(process, 0) == 0 || errno == EPERM else {
            self = .over
            return
        }
        // After the name, which may have anything in it: state, and 19 fields on the time of the start (proc(5)).
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let close = text.lastIndex(of: ")")
        else {
            self = .alive(start: "")
            return
        }
        let fields = text[text.index(after: close)...].split(separator: " ")
        let isOver = fields.first.map { "ZXx".contains($0) } ?? false
        self = isOver ? .over : .alive(start: fields.count > 19 ? String(fields[19]) : "")
    }
}
