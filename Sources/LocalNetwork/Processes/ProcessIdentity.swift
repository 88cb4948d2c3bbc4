import Foundation
package import Primitives

/// A process that may have ended: its number, and when it began, since numbers are given again.
package struct ProcessIdentity: Hashable, Sendable {
    package let pid: Int32
    /// As the system tells it; two processes of one number differ in it.
    package let start: String

    /// The process of this number as it is now; nil if there is none.
    package init?(running pid: Int32) {
        guard pid > 0, let start = Self.start(of: pid) else { return nil }
        self.pid = pid
        self.start = start
    }

    /// This process.
    static var current: ProcessIdentity? { ProcessIdentity(running: getpid()) }

    package init?(json: JSON) {
        guard let pid = json["pid"]?.number?.integer(as: Int32.self), pid > 1,
            let start = json["start"]?.string
        else { return nil }
        self.pid = pid
        self.start = start
    }

    package var json: JSON { ["pid": .number(JSON.Number(pid)), "start": .string(start)] }

    /// Whether it has not ended.
    package var isAlive: Bool { Self.start(of: pid) == start }

    /// Sends a signal, unless the process has ended; the number of another process is never used.
    package func send(_ signal: Int32) {
        if isAlive { kill(pid, signal) }
    }

    /// Asks the process to end, and ends it when `grace` has passed.
    ///
    /// - Returns: false if it is there even after that.
    @discardableResult
    package func end(grace: Duration) async -> Bool {
        send(SIGTERM)
        if await hasEnded(within: grace) { return true }
        send(SIGKILL)
        return await hasEnded(within: .seconds(5))
    }

    /// Waits for its end, whoever's child it is.
    func hasEnded(within time: Duration) async -> Bool {
        let deadline = ContinuousClock.now.advanced(by: time)
        while isAlive {
            guard ContinuousClock.now < deadline else { return false }
            try? await Task.sleep(for: .milliseconds(10))
        }
        return true
    }

    #if os(Linux)
        /// Field 22 of /proc/PID/stat: clock ticks since boot. A zombie counts as ended.
        private static func start(of pid: Int32) -> String? {
            guard let data = FileManager.default.contents(atPath: "/proc/\(pid)/stat") else { return nil }
            let text = String(decoding: data, as: UTF8.self)
            // The name, in parentheses, may have spaces and parentheses of its own.
            guard let end = text.lastIndex(of: ")") else { return nil }
            let fields = text[text.index(after: end)...].split(separator: " ")
            guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
            return String(fields[19])
        }
    #else
        private static func start(of pid: Int32) -> String? {
            let process = Process()
            let output = Pipe()
            process.executableURL = URL(fileURLWithPath: "/bin/ps")
            process.arguments = ["-o", "lstart=", "-p", "\(pid)"]
            process.standardOutput = output
            guard (try? process.run()) != nil else { return nil }
            let data = output.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            let text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            return text.isEmpty ? nil : text
        }
    #endif
}
