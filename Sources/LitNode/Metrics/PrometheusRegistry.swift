package import Metrics
internal import Synchronization

/// Keeps what is counted and measured, and writes it as Prometheus reads it (text format 0.0.4).
///
/// It is a backend of swift-metrics: timers become histograms in seconds, recorders and meters gauges or summaries.
package final class PrometheusRegistry: MetricsFactory {
    /// A series of a family, by its labels.
    typealias Labels = [String]

    private struct Family {
        var type: String
        var help: String?
        var series: [Labels: any PrometheusSeries] = [:]
        var order: [Labels] = []
    }

    private struct State {
        var families: [String: Family] = [:]
        var seriesCount = 0
    }

    /// So that labels which somebody else chooses cannot fill the memory.
    private static let seriesLimit = 10_000

    private let state = Mutex(State())

    package init() {}

    /// Says what a family is about.
    package func describe(_ name: String, _ help: String) {
        let name = PrometheusText.name(name)
        state.withLock { $0.families[name, default: Family(type: "untyped")].help = help }
    }

    private func series<Series: PrometheusSeries>(
        _ label: String, _ dimensions: [(String, String)], _ make: () -> Series
    ) -> Series {
        let name = PrometheusText.name(label)
        let labels = dimensions.map { "\(PrometheusText.name($0.0))=\(PrometheusText.quoted($0.1))" }
        return state.withLock { state in
            var family = state.families[name] ?? Family(type: Series.type)
            if family.series.isEmpty { family.type = Series.type }
            if let found = family.series[labels] as? Series { return found }
            let made = make()
            guard state.seriesCount < Self.seriesLimit, family.type == Series.type else { return made }
            state.seriesCount += 1
            family.series[labels] = made
            family.order.append(labels)
            state.families[name] = family
            return made
        }
    }

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(label, dimensions) { PrometheusCounter() }
    }

    package func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        if aggregate { return series(label, dimensions) { PrometheusSummary() } }
        return series(label, dimensions) { PrometheusGauge() }
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(label, dimensions) { PrometheusGauge() }
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(label, dimensions) { PrometheusHistogram() }
    }

    // Series live as long as the registry: a counter that begins anew would look like a restart.
    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}

    /// All families by name, each with its series.
    package var text: String {
        let families = state.withLock { $0.families }
        var text = ""
        for (name, family) in families.sorted(by: { $0.key < $1.key }) where !family.series.isEmpty {
            if let help = family.help { text += "# HELP \(name) \(PrometheusText.escaped(help))\n" }
            text += "# TYPE \(name) \(family.type)\n"
            for labels in family.order { family.series[labels]?.write(name, labels, to: &text) }
        }
        return text
    }
}

/// The spelling of Prometheus.
enum PrometheusText {
    static func name(_ text: String) -> String {
        var name = ""
        for character in text.utf8 {
            let isLetter = (0x61...0x7a).contains(character | 0x20) || character == 0x5f
            let isDigit = (0x30...0x39).contains(character)
            if isDigit, name.isEmpty { name.append("_") }
            name.append(isLetter || isDigit ? Character(UnicodeScalar(character)) : "_")
        }
        return name.isEmpty ? "_" : name
    }

    static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    }

    static func quoted(_ text: String) -> String { "\"" + escaped(text).replacing("\"", with: "\\\"") + "\"" }

    static func line(_ name: String, _ labels: [String], _ value: Double) -> String {
        let braces = labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}"
        let isWhole = value.rounded() == value && abs(value) < 1e15
        return "\(name)\(braces) \(isWhole ? "\(Int64(value))" : "\(value)")\n"
    }
}
