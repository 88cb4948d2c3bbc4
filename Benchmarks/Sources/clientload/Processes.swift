import Foundation

/// What the kernel has counted for a process.
struct ProcessFigures: Sendable {
    /// Seconds of processor time, in user and system mode together; of ended children too.
    var processor: Double
    /// Of that, what threads took that let others go first: in a node they make triples.
    var background: Double
    /// What it holds in memory, in megabytes.
    var memory: Double

    /// From /proc; NaN where there is none.
    init(_ pid: Int32) {
        processor = Self.processor(pid)
        background = Self.background(pid)
        memory = Self.memory(pid)
    }

    static var own: ProcessFigures { ProcessFigures(ProcessInfo.processInfo.processIdentifier) }

    /// This process's, more finely than the kernel's clock ticks.
    static var ownProcessor: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func processor(_ pid: Int32) -> Double {
        // utime, stime, cutime and cstime are the fields 14 to 17 of proc(5).
        (14...17).map { field(of: "/proc/\(pid)/stat", $0) }.reduce(0, +) / ticks
    }

    private static func background(_ pid: Int32) -> Double {
        let folder = "/proc/\(pid)/task"
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let files = threads.map { "\(folder)/\($0)/stat" }.filter { field(of: $0, 19) > 0 }
        return files.map { field(of: $0, 14) + field(of: $0, 15) }.reduce(0, +) / ticks
    }

    private static let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))

    /// A number of a line as proc(5) describes them, counted from 1.
    private static func field(of path: String, _ number: Int) -> Double {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8), let end = text.lastIndex(of: ")")
        else { return .nan }
        // The second is a name in parentheses, which may hold anything.
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.indices.contains(number - 3) else { return .nan }
        return Double(fields[number - 3]) ?? .nan
    }

    private static func memory(_ pid: Int32) -> Double {
        guard let text = try? String(contentsOfFile: "/proc/\(pid)/statm", encoding: .utf8) else {
            return .nan
        }
        let fields = text.split(separator: " ")
        guard fields.count > 1, let pages = Double(fields[1]) else { return .nan }
        return pages * Double(sysconf(Int32(_SC_PAGESIZE))) / 1e6
    }
}

extension Duration {
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
    var inMilliseconds: Double { inSeconds * 1e3 }
}

/// How long something took, each time.
struct Samples: Sendable {
    private(set) var milliseconds: [Double] = []

    mutating func add(_ duration: Duration) { milliseconds.append(duration.inMilliseconds) }
    mutating func add(_ value: Double) { milliseconds.append(value) }

    /// The value below which a part of them lies.
    func quantile(_ part: Double) -> Double {
        let sorted = milliseconds.sorted()
        return sorted.isEmpty ? .nan : sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))]
    }
}

/// What cannot be measured, and why.
struct LoadError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// Writes a line at once: a run takes minutes, and somebody may watch it through a pipe.
func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
