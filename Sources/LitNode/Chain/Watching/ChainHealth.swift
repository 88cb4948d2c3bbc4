/// How well the chain can be read.
package struct ChainHealth: Hashable, Sendable {
    /// When it was read last.
    package var lastRead: ContinuousClock.Instant?
    /// Since when it cannot be read; nil while it can, or before the first attempt.
    package var failingSince: ContinuousClock.Instant?
    /// How many attempts have failed in a row.
    package var failures = 0
    /// Why the last attempt failed, for people.
    package var lastError: String?
    /// What is wrong on the chain itself, though it can be read; nil if nothing is.
    package var complaint: String?

    package init() {}

    mutating func read(at instant: ContinuousClock.Instant) {
        lastRead = instant
        (failingSince, failures, lastError) = (nil, 0, nil)
    }

    mutating func failed(at instant: ContinuousClock.Instant, _ error: String) {
        failingSince = failingSince ?? instant
        failures += 1
        lastError = error
    }
}
