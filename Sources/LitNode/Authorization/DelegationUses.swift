internal import Primitives

/// How often delegations have been used at this node; a pure value.
///
/// Every node serves every request, so each counts the same.
struct DelegationUses: Sendable {
    private struct Count: Sendable {
        var uses: UInt64
        var expiration: Timestamp
    }

    private var counts: [Bytes32: Count] = [:]
    private let limit: Int

    /// - Parameter limit: how many delegations are counted at a time; beyond that new ones do not pay.
    init(limit: Int = 65_536) { self.limit = limit }

    /// Counts one use; false, changing nothing, if there is none left.
    mutating func take(
        _ delegation: Bytes32, of allowed: UInt64, until expiration: Timestamp, now: Timestamp
    ) -> Bool {
        let used = counts[delegation]?.uses ?? 0
        guard used < allowed else { return false }
        if counts[delegation] == nil, counts.count >= limit {
            counts = counts.filter { $0.value.expiration > now }
            guard counts.count < limit else { return false }
        }
        counts[delegation] = Count(uses: used + 1, expiration: expiration)
        return true
    }
}
