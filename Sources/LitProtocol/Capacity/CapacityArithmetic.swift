public import Primitives

/// Numbers of capacity credits as the JavaScript SDK computes them.
public enum CapacityArithmetic {
    /// Requests per kilosecond, in which contracts count, from requests per day; rounded to the nearest.
    public static func perKilosecond(perDay requests: Double) -> UInt64? {
        UInt64(exactly: (requests / 86.4).rounded(.toNearestOrAwayFromZero))
    }

    /// Requests per kilosecond from requests per second; rounded to the nearest.
    public static func perKilosecond(perSecond requests: Double) -> UInt64? {
        UInt64(exactly: (requests * 1000).rounded(.toNearestOrAwayFromZero))
    }

    /// When credits end that are to hold for so many days: midnight of UTC, in seconds since 1970.
    public static func expiration(days: UInt32, now: Timestamp) -> UInt64 {
        let today = UInt64(clamping: now.seconds) / 86_400
        return (today + UInt64(days)) * 86_400
    }
}
