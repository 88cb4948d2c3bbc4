import Foundation

/// Seconds of processor time, in user and system mode together.
enum CPUTime {
    static var own: Double { of(ProcessInfo.processInfo.processIdentifier) }

    /// From /proc; NaN where there is none.
    static func of(_ pid: Int32) -> Double {
        guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return .nan }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else {
            return .nan
        }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }
}

/// What a process holds in memory; NaN where /proc does not tell.
func residentMegabytes(_ pid: Int32) -> Double {
    guard let text = try? String(contentsOfFile: "/proc/\(pid)/statm", encoding: .utf8) else { return .nan }
    let fields = text.split(separator: " ")
    guard fields.count > 1, let pages = Double(fields[1]) else { return .nan }
    return pages * Double(sysconf(Int32(_SC_PAGESIZE))) / 1e6
}

struct Summary {
    /// In milliseconds, sorted.
    let latencies: [Double]
    let elapsed: Double
    let ownCPU: Double
    let chainCPU: Double
    let chainMemory: Double

    func print() {
        let rate = Double(latencies.count) / elapsed
        Swift.print(String(format: "%d transfers in %.1f s: %.0f per second", latencies.count, elapsed, rate))
        Swift.print(
            String(
                format: "sent to receipt: median %.1f ms, 99 %% below %.1f ms, longest %.1f ms",
                quantile(0.5),
                quantile(0.99), latencies.last ?? .nan))
        Swift.print(
            String(
                format: "processor time: chain %.0f %% of a core, load generator %.0f %%",
                chainCPU / elapsed * 100,
                ownCPU / elapsed * 100))
        Swift.print(String(format: "the chain holds %.0f MB", chainMemory))
    }

    private func quantile(_ part: Double) -> Double {
        latencies.isEmpty ? .nan : latencies[min(latencies.count - 1, Int(Double(latencies.count) * part))]
    }
}
