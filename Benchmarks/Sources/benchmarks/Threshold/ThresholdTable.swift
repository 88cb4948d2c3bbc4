import Foundation
import Threshold

/// Costs of runs as a table.
struct ThresholdTable {
    private static let delays = [1e6, 20e6, 80e6]

    private var rows = [
        [
            "run", "members", "CPU of a party", "CPU of all", "bytes of a party", "deep", "at 1 ms",
            "at 20 ms", "at 80 ms",
        ]
    ]

    var isEmpty: Bool { rows.count == 1 }
    var markdown: String { aligned(rows) }

    /// Measures a run, `rounds` times but at most five.
    mutating func add(_ run: ThresholdRun, members: Int, threshold: Int, rounds: Int) throws {
        var processor: [PartyID: Double] = [:]
        var latencies = [Double](repeating: .infinity, count: Self.delays.count)
        // The first fills caches and tables. With such a delay no message comes before it is waited for,
        // which would make its chain longer than the protocol asks.
        let first = try run.run(1e12)
        for _ in 0..<min(rounds, 5) {
            for (index, delay) in Self.delays.enumerated() {
                let cost = try run.run(delay)
                processor.merge(cost.processor, uniquingKeysWith: min)
                latencies[index] = min(latencies[index], cost.latency)
            }
        }
        let share = Double(run.share)
        let each = processor.values.map { $0 / share }
        let (least, most) = (each.min() ?? .nan, each.max() ?? .nan)
        rows.append(
            [
                run.name, "\(threshold) of \(members)",
                time(least) == time(most) ? time(most) : "\(time(least)) to \(time(most))",
                time(each.reduce(0, +)), kilobytes(Double(first.bytes.values.max() ?? 0) / share),
                "\(first.depth)",
            ] + latencies.map(time))
    }

    private func kilobytes(_ bytes: Double) -> String {
        bytes < 10_000 ? String(format: "%.0f B", bytes) : String(format: "%.0f kB", bytes / 1e3)
    }
}
