import Foundation

/// The results as a table for people and for Markdown alike.
struct Table {
    private var rows: [[String]] = [
        ["operation", "contestant", "time", "throughput", "time over the peer's"]
    ]

    mutating func add(_ result: Result) {
        for (index, figure) in result.figures.enumerated() {
            let isPeer = result.operation.peer != nil && index == result.figures.count - 1
            rows.append([
                index == 0 ? result.operation.name : "",
                figure.name,
                time(figure.nanoseconds),
                result.operation.bytes.map { throughput(Double($0) / figure.nanoseconds * 1e9) } ?? "",
                isPeer ? "1" : figure.ratio.map { String(format: "%.2f", $0) } ?? "",
            ])
        }
    }

    var markdown: String {
        let widths = (0..<5).map { column in rows.map { $0[column].count }.max() ?? 0 }
        var lines = rows.map { row in
            "| "
                + zip(row, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }.joined(
                    separator: " | ")
                + " |"
        }
        lines.insert(
            "|" + widths.map { String(repeating: "-", count: $0 + 2) }.joined(separator: "|") + "|", at: 1)
        return lines.joined(separator: "\n")
    }

    private func time(_ nanoseconds: Double) -> String {
        switch nanoseconds {
        case ..<1e3: String(format: "%.0f ns", nanoseconds)
        case ..<1e6: String(format: "%.1f µs", nanoseconds / 1e3)
        default: String(format: "%.2f ms", nanoseconds / 1e6)
        }
    }

    private func throughput(_ bytesPerSecond: Double) -> String {
        String(format: "%.0f MB/s", bytesPerSecond / 1e6)
    }
}
