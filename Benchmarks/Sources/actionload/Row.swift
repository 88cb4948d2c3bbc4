import Foundation

/// The durations of one case.
struct Row: Sendable {
    private let name: String
    private var milliseconds: [Double] = []

    init(_ name: String) { self.name = name }

    mutating func add(_ duration: Duration) { milliseconds.append(duration / .milliseconds(1)) }

    private func quantile(_ share: Double) -> Double {
        let sorted = milliseconds.sorted()
        let place = Int((Double(sorted.count) * share).rounded(.down))
        return sorted.isEmpty ? 0 : sorted[min(place, sorted.count - 1)]
    }

    func printLatency() { print(line(rate: nil, processor: nil)) }

    func printThroughput(elapsed: Duration, processor: Duration) {
        let count = Double(milliseconds.count)
        print(line(rate: count / (elapsed / .seconds(1)), processor: processor / .milliseconds(1) / count))
    }

    private func line(rate: Double?, processor: Double?) -> String {
        func cell(_ value: Double?) -> String { value.map { String(format: "%10.2f", $0) } ?? "         -" }
        return name.padding(toLength: 26, withPad: " ", startingAt: 0)
            + cell(rate) + cell(quantile(0.5)) + cell(quantile(0.99)) + "   " + cell(processor)
    }
}
