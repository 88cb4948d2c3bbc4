internal import Foundation
public import Logging
internal import Primitives

/// Writes log entries to standard error, a line each that begins with the time, or is an object with it.
public struct NodeLogHandler: LogHandler {
    public var metadata: Logger.Metadata = [:]
    public var logLevel: Logger.Level
    private let format: NodeConfiguration.Log.Format
    private let write: @Sendable (String) -> Void

    /// - Parameter write: takes a line with its end; nil for standard error.
    public init(_ log: NodeConfiguration.Log, write: (@Sendable (String) -> Void)? = nil) {
        logLevel = log.level
        format = log.format
        self.write = write ?? Self.writeToStandardError
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { _, new in new }.sorted { $0.key < $1.key }
        let time = Timestamp.now().rfc3339(.milliseconds)
        switch format {
        case .text:
            let details = all.map { " \($0.key)=\(Self.plain("\($0.value)"))" }.joined()
            write("\(time) \(event.level) \(Self.plain("\(event.message)", quoting: false))\(details)\n")
        case .json:
            var object = JSON.Object()
            object["time"] = .string(time)
            object["level"] = .string(event.level.rawValue)
            object["message"] = .string("\(event.message)")
            for (key, value) in all where object[key] == nil { object[key] = .string("\(value)") }
            write(JSON.object(object).text + "\n")
        }
    }

    /// On one line, whatever somebody has put into it.
    private static func plain(_ text: String, quoting: Bool = true) -> String {
        let isPlain = text.utf8.allSatisfy { $0 > 0x20 || $0 == 0x20 && !quoting }
        return isPlain && !(quoting && text.isEmpty) ? text : JSON.string(text).text
    }

    private static let writeToStandardError: @Sendable (String) -> Void = { line in
        let bytes = Array(line.utf8)
        // One call, so that lines of several threads do not mix; a full pipe of a supervisor is its own loss.
        _ = bytes.withUnsafeBytes { Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
