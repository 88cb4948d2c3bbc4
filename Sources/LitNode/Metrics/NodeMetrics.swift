internal import Foundation
internal import Metrics
internal import Synchronization

/// What a node counts and measures.
package final class NodeMetrics: Sendable {
    /// A value that is asked for when somebody reads the metrics.
    package struct Reading: Sendable {
        package var name: String
        package var labels: [(String, String)]
        package var value: Double

        package init(_ name: String, labels: [(String, String)] = [], _ value: Double) {
            self.name = name
            self.labels = labels
            self.value = value
        }
    }

    /// Where it is kept; a backend for swift-metrics.
    package let registry = PrometheusRegistry()
    private let readers = Mutex<[@Sendable () -> [Reading]]>([])
    private let start = Date()

    package init() {
        let families = [
            "lit_node_requests_total": "Requests answered, by route and status.",
            "lit_node_request_duration_seconds": "How long answers took, by route.",
            "lit_node_requests_under_way": "Requests that are being served now.",
            "lit_node_signatures_total": "Signatures asked for, by kind and outcome.",
            "lit_node_signature_duration_seconds": "How long signatures took, by kind.",
            "lit_node_actions_total": "Executions of actions, by outcome.",
            "lit_node_action_duration_seconds": "How long executions of actions took.",
            "lit_node_action_workers": "Worker processes, by what they do.",
            "lit_node_pool_pairs": "Pairs of triples ready to sign with, by signer set.",
            "lit_node_peers_reachable": "Other nodes that there is a connection to.",
            "lit_node_ready": "Whether the node can take part in a signature.",
            "lit_node_epoch": "The number of the current epoch.",
            "process_resident_memory_bytes": "Memory of the node's own process.",
            "process_start_time_seconds": "When the process began, in seconds since 1970.",
            "process_open_fds": "Files that the process has open.",
        ]
        for (name, help) in families { registry.describe(name, help) }
    }

    /// A request that came as far as a route, or to none.
    func answered(_ route: String, status: Int, after duration: Duration) {
        count("lit_node_requests_total", [("route", route), ("code", "\(status)")])
        time("lit_node_request_duration_seconds", [("route", route)], duration)
    }

    /// A request that was refused while it was read.
    func refused(status: Int) {
        count("lit_node_requests_total", [("route", "none"), ("code", "\(status)")])
    }

    /// A signature that was asked for.
    package func signed(_ kind: String, outcome: String, after duration: Duration) {
        count("lit_node_signatures_total", [("kind", kind), ("outcome", outcome)])
        time("lit_node_signature_duration_seconds", [("kind", kind)], duration)
    }

    /// An execution of an action.
    package func ran(outcome: String, after duration: Duration) {
        count("lit_node_actions_total", [("outcome", outcome)])
        time("lit_node_action_duration_seconds", [], duration)
    }

    private func count(_ name: String, _ labels: [(String, String)]) {
        Counter(label: name, dimensions: labels, factory: registry).increment()
    }

    private func time(_ name: String, _ labels: [(String, String)], _ duration: Duration) {
        let parts = duration.components
        let nanoseconds =
            Double(parts.seconds) * 1e9 + Double(parts.attoseconds) / 1e9
        Timer(label: name, dimensions: labels, factory: registry)
            .recordNanoseconds(Int64(min(max(nanoseconds, 0), 9e18)))
    }

    /// Asks for these values whenever somebody reads the metrics.
    package func read(_ reader: @escaping @Sendable () -> [Reading]) {
        readers.withLock { $0.append(reader) }
    }

    func watch(underWay: @escaping @Sendable () -> Int) {
        read { [Reading("lit_node_requests_under_way", Double(underWay()))] }
    }

    /// Everything, as Prometheus reads it.
    package var text: String {
        for reader in readers.withLock({ $0 }) { for reading in reader() { set(reading) } }
        set(Reading("process_start_time_seconds", start.timeIntervalSince1970))
        if let memory = Self.residentMemory { set(Reading("process_resident_memory_bytes", memory)) }
        if let files = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
            set(Reading("process_open_fds", Double(files.count)))
        }
        return registry.text
    }

    private func set(_ reading: Reading) {
        Meter(label: reading.name, dimensions: reading.labels, factory: registry).set(reading.value)
    }

    private static var residentMemory: Double? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .ascii) else { return nil }
        let fields = text.split(separator: " ")
        guard fields.count > 1, let pages = Double(fields[1]) else { return nil }
        return pages * Double(sysconf(Int32(_SC_PAGESIZE)))
    }
}
