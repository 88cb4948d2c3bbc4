internal import LitProtocol
public import Primitives

/// How long a session shall hold: more than nothing, and 30 days at most.
public struct SessionLifetime: Hashable, Sendable {
    private enum End: Hashable { case after(Duration), at(Timestamp) }
    private let end: End

    /// So many seconds from when it is made.
    public static func seconds(_ count: Int) -> Self { .lasting(.seconds(count)) }
    /// So many minutes from when it is made.
    public static func minutes(_ count: Int) -> Self { .lasting(.seconds(Self.product(count, 60))) }
    /// So many hours from when it is made.
    public static func hours(_ count: Int) -> Self { .lasting(.seconds(Self.product(count, 3600))) }
    /// So many days from when it is made.
    public static func days(_ count: Int) -> Self { .lasting(.seconds(Self.product(count, 86_400))) }
    /// A duration from when it is made, and as much again each time it is renewed.
    public static func lasting(_ duration: Duration) -> Self { Self(end: .after(duration)) }
    /// Until a moment, and not beyond: such a session is not renewed.
    public static func until(_ moment: Timestamp) -> Self { Self(end: .at(moment)) }

    /// The longest that nodes accept: 30 days.
    public static let longest = Self.lasting(SessionVerifier.longestSession)

    private static func product(_ count: Int, _ unit: Int) -> Int {
        let (product, overflow) = count.multipliedReportingOverflow(by: unit)
        return overflow ? (count < 0 ? .min : .max) : product
    }

    /// Whether a new one lasts longer than this one.
    var canBeRepeated: Bool { if case .after = end { true } else { false } }

    /// When a session that is made now ends.
    func end(from now: Timestamp) throws(LitError) -> Timestamp {
        let moment =
            switch end {
            case .after(let duration): now + duration
            case .at(let moment): moment
            }
        guard moment > now else {
            throw LitError(
                .invalidArgument, "A session cannot end before it begins: it would hold until \(moment).",
                hint: "Say for how long, such as lasting: .hours(24).")
        }
        guard moment <= now + SessionVerifier.longestSession else {
            throw LitError(
                .invalidArgument,
                "Nodes accept sessions of 30 days at most; this one would end at \(moment).",
                hint: "Ask for less, such as lasting: .days(30). A session of a wallet renews itself.")
        }
        return moment
    }
}
