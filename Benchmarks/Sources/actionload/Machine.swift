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

    /// Bytes that each process has for itself which a child of this one has started, or else each child; needs the right
    /// to look.
    static func privateMemoryOfWorkers() -> [Int] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        var children: [Int: [Int]] = [:]
        for pid in names.compactMap({ Int($0) }) {
            guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
                let end = stat.lastIndex(of: ")"),
                let parent = stat[stat.index(after: end)...].split(separator: " ").dropFirst().first
            else { continue }
            children[Int(parent) ?? 0, default: []].append(pid)
        }
        let own = children[Int(getpid())] ?? []
        let forked = own.flatMap { children[$0] ?? [] }
        return (forked.isEmpty ? own : forked).compactMap { pid in
            guard let map = try? String(contentsOfFile: "/proc/\(pid)/smaps_rollup", encoding: .utf8) else {
                return nil
            }
            return map.split(separator: "\n").filter { $0.hasPrefix("Private_") }
                .compactMap { $0.split(separator: " ").dropFirst().first.flatMap { Int($0) } }
                .reduce(0) { $0 + $1 * 1024 }
        }
    }
}
