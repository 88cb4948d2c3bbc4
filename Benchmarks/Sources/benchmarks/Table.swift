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
                throughput(of: result.operation, nanoseconds: figure.nanoseconds),
                isPeer ? "1" : figure.ratio.map { String(format: "%.2f", $0) } ?? "",
            ])
        }
    }

    var markdown: String { aligned(rows) }

    private func throughput(of operation: Operation, nanoseconds: Double) -> String {
        if let bytes = operation.bytes {
            return String(format: "%.0f MB/s", Double(bytes) / nanoseconds * 1e3)
        }
        if let count = operation.instructions {
            return String(format: "%.0f Minstr/s", Double(count) / nanoseconds * 1e3)
        }
        return ""
    }
}

/// A Markdown table whose columns are as wide as their cells; the first row is the head.
func aligned(_ rows: [[String]]) -> String {
    let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
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

func time(_ nanoseconds: Double) -> String {
    switch nanoseconds {
    case ..<1e3: String(format: "%.0f ns", nanoseconds)
    case ..<1e6: String(format: "%.1f µs", nanoseconds / 1e3)
    default: String(format: "%.2f ms", nanoseconds / 1e6)
    }
}
