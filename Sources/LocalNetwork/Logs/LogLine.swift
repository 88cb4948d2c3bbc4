public import Primitives

/// A line of a node's log, understood as far as it can be.
///
/// Nodes write JSON, one object a line, or text that begins with a time (RFC 3339); what belongs to neither, such as the
/// trace of a crash, counts as of the time of the line before.
public struct LogLine: Hashable, Sendable {
    /// When it was written.
    public var time: Timestamp?
    /// How bad it is, such as `info`.
    public var level: String?
    /// What it says.
    public var message: String
    /// What else is known, such as the request's id, in order.
    public var details: [Detail] = []
    /// As it stands in the file.
    public var raw: String

    /// A name and a value.
    public struct Detail: Hashable, Sendable {
        /// What it is.
        public var name: String
        /// In the words of the log.
        public var value: String
    }

    private static let timeNames = ["time", "timestamp", "ts"]
    private static let messageNames = ["message", "msg"]

    /// Reads a line.
    public init(_ raw: String) {
        self.raw = raw
        if raw.hasPrefix("{"), let object = (try? JSON(parsing: raw))?.object,
            let message = Self.messageNames.lazy.compactMap({ object[$0]?.string }).first
        {
            time = Self.timeNames.lazy.compactMap { object[$0]?.string }.first
                .flatMap { try? Timestamp(rfc3339: $0) }
            level = object["level"]?.string
            self.message = message
            for (name, value) in object
            where !Self.timeNames.contains(name) && !Self.messageNames.contains(name) && name != "level" {
                add(name, value)
            }
            return
        }
        let parts = raw.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let time = try? Timestamp(rfc3339: parts[0]) else {
            message = raw
            return
        }
        self.time = time
        level = parts[1].trimmingSuffix(while: { $0 == ":" }).description
        message = String(parts[2])
    }

    /// Members of an object stand for themselves, so that `metadata` does not hide what matters.
    private mutating func add(_ name: String, _ value: JSON) {
        if let object = value.object {
            for (inner, value) in object { add(inner, value) }
        } else {
            details.append(Detail(name: name, value: value.string ?? value.text))
        }
    }

    /// Whether it belongs to a request.
    public func mentions(_ id: String) -> Bool { raw.contains(id) }
}

extension Substring {
    fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> Substring {
        var rest = self
        while let last = rest.last, predicate(last) { rest.removeLast() }
        return rest
    }
}
