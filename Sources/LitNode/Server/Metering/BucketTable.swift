/// A bucket for everybody who was seen lately; a pure value of bounded size.
///
/// Who has not been seen for as long as it takes half of the places to fill with others is forgotten first. To be
/// forgotten early somebody needs thousands of names, each of which has a bucket of its own anyway.
package struct BucketTable<Key: Hashable & Sendable>: Sendable {
    private let rate: MeterRate
    private let half: Int
    private var recent: [Key: TokenBucket] = [:]
    private var older: [Key: TokenBucket] = [:]

    /// - Parameter limit: how many are remembered at most, from 2 on.
    package init(rate: MeterRate, limit: Int = 65_536) {
        self.rate = rate
        half = max(1, limit / 2)
    }

    /// How many are remembered.
    package var count: Int { recent.count + older.count }

    /// Takes a token of the key's bucket; false if it is empty.
    package mutating func take(_ key: Key, now: ContinuousClock.Instant) -> Bool {
        var bucket = recent[key] ?? older.removeValue(forKey: key) ?? TokenBucket(now: now)
        let isThere = bucket.take(at: rate, now: now)
        if recent[key] == nil, recent.count >= half {
            older = recent
            recent.removeAll(keepingCapacity: true)
        }
        // Whoever is refused is remembered all the more.
        recent[key] = bucket
        return isThere
    }
}
