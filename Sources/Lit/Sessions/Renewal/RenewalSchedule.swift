package import Primitives

/// When a session is renewed.
package struct RenewalSchedule: Hashable, Sendable {
    /// How long ahead of its end; nil for five minutes or a tenth of the lifetime, whichever is less.
    package var margin: Duration?

    /// With a margin.
    package init(margin: Duration?) { self.margin = margin }

    /// How long after a failure it is tried again, while the session still holds.
    package static let pause = Duration.seconds(30)
    private static let usual = Duration.seconds(300)

    package enum Step: Hashable { case use, useAndRenew, renewFirst }

    /// What to do for a request at a moment.
    ///
    /// Where nothing can renew it, an ended session too gives `renewFirst`.
    package func step(issuedAt: Timestamp, expiration: Timestamp, now: Timestamp, canRenew: Bool) -> Step {
        guard now < expiration else { return .renewFirst }
        guard canRenew, now >= expiration - effectiveMargin(from: issuedAt, to: expiration) else {
            return .use
        }
        return .useAndRenew
    }

    /// The margin of a session of this length: never more than half of it.
    package func effectiveMargin(from start: Timestamp, to end: Timestamp) -> Duration {
        let (length, overflow) = end.seconds.subtractingReportingOverflow(start.seconds)
        let lifetime = Duration.seconds(overflow ? Int64.max : max(length, 0))
        let wanted = margin.map { max($0, .zero) } ?? min(Self.usual, lifetime / 10)
        return min(wanted, lifetime / 2)
    }
}
