public import Primitives

/// A time in a message: its text, which is what was signed, and the instant that it names.
public struct SIWETimestamp: Hashable, Sendable {
    /// As written, a `date-time` of RFC 3339.
    public let text: String
    /// What ``text`` names, to the nanosecond.
    public let instant: Timestamp

    /// From a text in the form of RFC 3339, kept to the letter.
    public init(_ text: String) throws(TimestampError) {
        instant = try Timestamp(rfc3339: text)
        self.text = text
    }

    /// `YYYY-MM-DDTHH:MM:SS.mmmZ`, or with another precision; throws for years beyond 0 to 9999.
    public init(_ instant: Timestamp, precision: Timestamp.Precision = .milliseconds) throws(TimestampError) {
        try self.init(instant.rfc3339(precision))
    }
}

extension SIWETimestamp: CustomStringConvertible {
    public var description: String { text }
}
