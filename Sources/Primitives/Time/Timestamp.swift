#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A point in time: seconds and nanoseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// Code that depends on the time takes one of these as a parameter, so that tests choose it.
public struct Timestamp: Hashable, Sendable {
    /// Whole seconds, rounded toward the past.
    public let seconds: Int64
    /// What is to be added to ``seconds``: 0 to 999,999,999.
    public let nanoseconds: UInt32

    /// 1970-01-01T00:00:00Z.
    public static let epoch = Timestamp(seconds: 0)
    /// The first there is: 2⁶³ seconds before the epoch.
    public static let distantPast = Timestamp(seconds: .min)
    /// The last there is: one nanosecond less than 2⁶³ seconds after the epoch.
    public static let distantFuture = Timestamp(seconds: .max, nanoseconds: 999_999_999)

    /// Nanoseconds from a thousand million on are carried into the seconds, up to the last that exist.
    public init(seconds: Int64, nanoseconds: UInt32 = 0) {
        let (sum, overflow) = seconds.addingReportingOverflow(Int64(nanoseconds / Self.billion))
        self.seconds = overflow ? .max : sum
        self.nanoseconds = overflow ? Self.billion - 1 : nanoseconds % Self.billion
    }

    /// From milliseconds since the epoch, the unit of JavaScript's clock.
    public init(milliseconds: Int64) {
        let (quotient, remainder) = Self.divideDown(milliseconds, by: 1000)
        self.init(seconds: quotient, nanoseconds: UInt32(remainder) * 1_000_000)
    }

    /// Milliseconds since the epoch, rounded toward the past; the nearest there is if out of range.
    public var milliseconds: Int64 {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        let (sum, carry) = product.addingReportingOverflow(Int64(nanoseconds / 1_000_000))
        return overflow || carry ? (seconds < 0 ? .min : .max) : sum
    }

    /// The time on the system's clock, which may be set back at any moment.
    public static func now() -> Timestamp {
        var time = timespec()
        guard clock_gettime(CLOCK_REALTIME, &time) == 0 else { return .epoch }
        return Timestamp(seconds: Int64(time.tv_sec), nanoseconds: UInt32(truncatingIfNeeded: time.tv_nsec))
    }

    private static var billion: UInt32 { 1_000_000_000 }

    /// Quotient rounded down, and the remainder, which is never negative.
    static func divideDown(_ dividend: Int64, by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

extension Timestamp: Comparable {
    public static func < (a: Timestamp, b: Timestamp) -> Bool {
        (a.seconds, a.nanoseconds) < (b.seconds, b.nanoseconds)
    }
}

extension Timestamp {
    /// Later by `duration`, or earlier if it is negative; stops at the ends of the range.
    public func advanced(by duration: Duration) -> Timestamp {
        let (whole, attoseconds) = duration.components
        // Both parts have the same sign; a borrow makes the fraction positive.
        let fraction = Int64(nanoseconds) + attoseconds / 1_000_000_000
        let (carry, rest) = Self.divideDown(fraction, by: 1_000_000_000)
        let (moved, overflow) = seconds.addingReportingOverflow(whole)
        guard !overflow else { return whole < 0 ? .distantPast : .distantFuture }
        let (sum, carried) = moved.addingReportingOverflow(carry)
        guard !carried else { return carry < 0 ? .distantPast : .distantFuture }
        return Timestamp(seconds: sum, nanoseconds: UInt32(rest))
    }

    public static func + (a: Timestamp, b: Duration) -> Timestamp { a.advanced(by: b) }
    public static func - (a: Timestamp, b: Duration) -> Timestamp {
        // Negating the most negative duration would trap.
        let (seconds, attoseconds) = b.components
        guard seconds != .min else { return .distantFuture }
        return a.advanced(by: Duration(secondsComponent: -seconds, attosecondsComponent: -attoseconds))
    }
}
