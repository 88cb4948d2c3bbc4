package import Primitives
internal import Synchronization

/// A ledger in memory, which ends with the process.
package final class DelegationUses: DelegationLedger {
    private struct Count: Sendable {
        var uses: UInt64
        var expiration: Timestamp
    }

    private let counts = Mutex<[Bytes32: Count]>([:])
    private let limit: Int

    /// - Parameter limit: how many delegations are counted at a time; beyond that new ones do not pay.
    package init(limit: Int = 65_536) { self.limit = limit }

    package func take(
        _ delegation: Bytes32, of allowed: UInt64, until expiration: Timestamp, now: Timestamp
    ) async -> Bool {
        counts.withLock { counts in
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
}
