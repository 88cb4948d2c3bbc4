internal import LitProtocol
internal import Primitives

/// Whether the process is alive.
package struct HealthPage: NodePage {
    package init() {}

    package func answer(_ rest: String) async -> NodePageAnswer { NodePageAnswer(.json(["healthy": true])) }
}

/// Whether the node can take part in a signature.
package struct ReadinessPage: NodePage {
    private let reason: @Sendable () -> String?

    /// - Parameter reason: why it cannot; nil if it can.
    package init(reason: @escaping @Sendable () -> String?) { self.reason = reason }

    package func answer(_ rest: String) async -> NodePageAnswer {
        guard let reason = reason() else { return NodePageAnswer(.json(["ready": true])) }
        return NodePageAnswer(status: 503, .json(["ready": false, "reason": .string(reason)]))
    }
}

/// Which program this is.
package struct VersionPage: NodePage {
    private let prelude: String?

    /// - Parameter prelude: SHA-256 of the script that runs ahead of every action, by which clients tell it.
    package init(prelude: String? = nil) { self.prelude = prelude }

    package func answer(_ rest: String) async -> NodePageAnswer {
        NodePageAnswer(
            .json([
                "version": .string(NodeVersion.text), "network": "datil",
                "actionPrelude": prelude.map { .string($0) } ?? .null,
            ]))
    }
}

/// What the node has counted and measured, as Prometheus reads it.
package struct MetricsPage: NodePage {
    private let metrics: NodeMetrics

    package init(metrics: NodeMetrics) { self.metrics = metrics }

    package func answer(_ rest: String) async -> NodePageAnswer {
        NodePageAnswer(.text(metrics.text, type: "text/plain; version=0.0.4; charset=utf-8"))
    }
}
