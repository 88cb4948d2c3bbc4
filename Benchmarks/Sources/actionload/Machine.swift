import Foundation

/// What the system says about this process and its children.
enum Machine {
    /// Processor time of this process, and of children that are gone.
    static var processorTime: Duration {
        var total = Duration.zero
        for who in [RUSAGE_SELF, RUSAGE_CHILDREN] {
            var usage = rusage()
            guard getrusage(who.rawValue, &usage) == 0 else { continue }
            for time in [usage.ru_utime, usage.ru_stime] {
                total += .seconds(time.tv_sec) + .microseconds(time.tv_usec)
            }
        }
        return total
    }

    /// Bytes that each child has for itself; needs the right to look.
    static func privateMemoryOfChildren() -> [Int] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.filter { $0.allSatisfy(\.isNumber) }.compactMap { pid in
            guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
                let end = stat.lastIndex(of: ")"),
                stat[stat.index(after: end)...].split(separator: " ").dropFirst().first == "\(getpid())",
                let map = try? String(contentsOfFile: "/proc/\(pid)/smaps_rollup", encoding: .utf8)
            else { return nil }
            return map.split(separator: "\n").filter { $0.hasPrefix("Private_") }
                .compactMap { $0.split(separator: " ").dropFirst().first.flatMap { Int($0) } }
                .reduce(0) { $0 + $1 * 1024 }
        }
    }
}
