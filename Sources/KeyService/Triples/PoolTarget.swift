/// How many pairs a set should have, which follows how many are used.
package struct PoolTarget: Hashable, Sendable {
    private let minimum: Int
    private let maximum: Int
    package private(set) var value: Int
    /// Whether pairs are being made until the target is reached.
    private(set) var isFilling = true
    private var lastUse: Duration = .zero

    /// The most pairs that one run makes; more would be messages of megabytes.
    package static let largestBatch = 16
    /// A level that nobody used for so long falls by half.
    private static let patience: Duration = .seconds(600)

    package init(minimum: Int, maximum: Int) {
        self.minimum = max(1, minimum)
        self.maximum = max(self.minimum, maximum)
        value = self.minimum
    }

    /// Takes note of what is there, and of what was used since the last time.
    package mutating func note(pairs: Int, used: Int, now: Duration) {
        if used > 0 {
            lastUse = now
            // Whoever used half of a level within one look, or emptied it, will want more.
            if used * 2 >= value || pairs == 0 { value = min(maximum, value * 2) }
        } else if now - lastUse > Self.patience {
            value = max(minimum, value / 2)
            lastUse = now
        }
        if pairs * 2 < value || value - pairs >= 2 * Self.largestBatch { isFilling = true }
        if pairs >= value { isFilling = false }
    }

    /// How many pairs the next run makes; nil if there are enough.
    ///
    /// Whoever waits for the first pair of all gets it alone. A set that is in use gets a few at least: what a run
    /// costs beside its pairs is as much as a pair, and a set that lives from hand to mouth would pay that for each;
    /// but whoever waits for one must not wait for many.
    package func batch(pairs: Int) -> Int? {
        guard isFilling, pairs < value else { return nil }
        let least = value > minimum ? 4 : 1
        return min(Self.largestBatch, max(least, pairs * 2), value - pairs)
    }
}
