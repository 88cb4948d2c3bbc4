import LitNode
import Logging
import Synchronization

/// Keeps what is logged, as the lines that a node would write.
final class LogCatcher: Sendable {
    private let caught = Mutex<[String]>([])

    /// In their order.
    var lines: [String] { caught.withLock { $0 } }

    func logger(_ format: NodeConfiguration.Log.Format = .json, level: Logger.Level = .trace) -> Logger {
        var log = NodeConfiguration.Log()
        (log.level, log.format) = (level, format)
        return Logger(label: "test") { [self] _ in
            NodeLogHandler(log) { line in self.caught.withLock { $0.append(line) } }
        }
    }
}
