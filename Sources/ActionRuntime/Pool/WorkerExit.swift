/// How a worker process ended.
package struct WorkerExit: Hashable, Sendable {
    /// The status as the system tells it (wait(2)).
    package var status: Int32
    /// The most memory it had at a time, in bytes; 0 where that was less than its parent's, and so is not known.
    package var peakMemory: Int
    /// The end of what it wrote to its standard error.
    package var complaint: String

    /// The signal that ended it, if one did.
    package var signal: Int32? { status & 0x7f == 0 ? nil : status & 0x7f }

    /// Whether the process failed by itself, rather than being ended by somebody.
    package var isCrash: Bool { signal.map { $0 != 9 && $0 != 15 } ?? false }

    package var description: String {
        let how = signal.map { "by signal \($0)" } ?? "with status \((status >> 8) & 0xff)"
        guard !complaint.isEmpty else { return "it ended \(how)" }
        let isEngineMissing = complaint.contains("libjavascriptcoregtk")
        let hint = isEngineMissing ? " (Debian has it in the package libjavascriptcoregtk-4.1-0)" : ""
        return "it ended \(how): \(complaint)\(hint)"
    }

    /// Whether memory ended it: the system's killer, or an engine that could not go on with what it had.
    package func isForLackOfMemory(limit: Int) -> Bool {
        guard let signal else { return false }
        return signal == 9 || peakMemory >= limit / 4 * 3
    }
}
