internal import Metrics
internal import Synchronization

/// One series of a family.
protocol PrometheusSeries: AnyObject, Sendable {
    static var type: String { get }
    func write(_ name: String, _ labels: [String], to text: inout String)
}

final class PrometheusCounter: PrometheusSeries, CounterHandler {
    static let type = "counter"
    private let value = Atomic<UInt64>(0)

    func increment(by amount: Int64) {
        guard amount > 0 else { return }
        value.wrappingAdd(UInt64(amount), ordering: .relaxed)
    }

    func reset() { value.store(0, ordering: .relaxed) }

    func write(_ name: String, _ labels: [String], to text: inout String) {
        text += PrometheusText.line(name, labels, Double(value.load(ordering: .relaxed)))
    }
}

final class PrometheusGauge: PrometheusSeries, RecorderHandler, MeterHandler {
    static let type = "gauge"
    private let value = Mutex(0.0)

    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }
    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { self.value.withLock { $0 = value } }
    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func decrement(by amount: Double) { value.withLock { $0 -= amount } }

    func write(_ name: String, _ labels: [String], to text: inout String) {
        text += PrometheusText.line(name, labels, value.withLock { $0 })
    }
}

final class PrometheusSummary: PrometheusSeries, RecorderHandler {
    static let type = "summary"
    private let state = Mutex((count: 0.0, sum: 0.0))

    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        guard value.isFinite else { return }
        state.withLock { $0 = ($0.count + 1, $0.sum + value) }
    }

    func write(_ name: String, _ labels: [String], to text: inout String) {
        let (count, sum) = state.withLock { $0 }
        text += PrometheusText.line(name + "_sum", labels, sum)
        text += PrometheusText.line(name + "_count", labels, count)
    }
}

final class PrometheusHistogram: PrometheusSeries, TimerHandler {
    static let type = "histogram"
    /// Upper bounds in seconds: from what a handshake takes to what a long action may.
    private static let bounds: [Double] = [
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
    ]

    private struct State {
        var counts = [UInt64](repeating: 0, count: PrometheusHistogram.bounds.count)
        var count: UInt64 = 0
        var sum = 0.0
    }

    private let state = Mutex(State())

    func recordNanoseconds(_ duration: Int64) {
        let seconds = Double(max(0, duration)) / 1e9
        state.withLock { state in
            state.count &+= 1
            state.sum += seconds
            if let bucket = Self.bounds.firstIndex(where: { seconds <= $0 }) { state.counts[bucket] &+= 1 }
        }
    }

    func write(_ name: String, _ labels: [String], to text: inout String) {
        let state = state.withLock { $0 }
        var total: UInt64 = 0
        for (bound, count) in zip(Self.bounds, state.counts) {
            total &+= count
            text += PrometheusText.line(name + "_bucket", labels + ["le=\"\(bound)\""], Double(total))
        }
        text += PrometheusText.line(name + "_bucket", labels + ["le=\"+Inf\""], Double(state.count))
        text += PrometheusText.line(name + "_sum", labels, state.sum)
        text += PrometheusText.line(name + "_count", labels, Double(state.count))
    }
}
