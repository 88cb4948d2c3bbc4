/// How often something may be done: a number at once, and as many again in a minute.
package struct MeterRate: Hashable, Sendable {
    /// How many may be done at once.
    package let burst: Int
    /// After which time there is one more.
    package let interval: Duration

    /// - Parameter count: from 1 on; less counts as 1.
    package init(perMinute count: Int) {
        burst = max(1, count)
        interval = .seconds(60) / burst
    }
}

/// A token bucket that knows no more than when it will be full again (the generic cell rate algorithm, ITU-T I.371,
/// which judges alike); a pure value.
package struct TokenBucket: Hashable, Sendable {
    private var fullAgain: ContinuousClock.Instant

    /// A full one.
    package init(now: ContinuousClock.Instant) { fullAgain = now }

    /// Takes a token; false, changing nothing, if there is none.
    package mutating func take(at rate: MeterRate, now: ContinuousClock.Instant) -> Bool {
        let next = max(fullAgain, now) + rate.interval
        guard next - now <= rate.interval * rate.burst else { return false }
        fullAgain = next
        return true
    }
}
