internal import LitProtocol
internal import Primitives
internal import Synchronization

/// Bounds what nobody pays for: signing session keys, and claims.
///
/// Everybody has a bucket by where they ask from, and every key has one. A key's is drawn from only by those who have
/// proved that they may use it, so that nobody can use it up for another.
package final class RequestMeter: Sendable {
    private struct State {
        var sources: BucketTable<SourceAddress?>?
        var keys: BucketTable<Bytes32>?
    }

    private let state: Mutex<State>
    private let now: @Sendable () -> ContinuousClock.Instant

    /// - Parameters:
    ///   - perSource: how many requests of one source are served in a minute; 0 for any number.
    ///   - perPKP: how many for one key.
    package init(
        perSource: Int, perPKP: Int,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        state = Mutex(
            State(
                sources: perSource > 0 ? BucketTable(rate: MeterRate(perMinute: perSource)) : nil,
                keys: perPKP > 0 ? BucketTable(rate: MeterRate(perMinute: perPKP)) : nil))
        self.now = now
    }

    /// Counts a request of a source; all that are not known count as one.
    ///
    /// - Throws: `NodeConcurrencyOverload`, the same text at all nodes.
    func admit(_ source: SourceAddress?) throws(NodeError) {
        let instant = now()
        let isAdmitted = state.withLock { $0.sources?.take(source, now: instant) ?? true }
        guard isAdmitted else {
            throw NodeError(
                .concurrencyOverload, "Too many requests come from this address. Try again later.")
        }
    }

    /// Counts a request for a key.
    ///
    /// - Parameter key: Keccak-256 of what names it.
    /// - Throws: `NodeConcurrencyOverload`, the same text at all nodes.
    func admit(key: Bytes32) throws(NodeError) {
        let instant = now()
        let isAdmitted = state.withLock { $0.keys?.take(key, now: instant) ?? true }
        guard isAdmitted else {
            throw NodeError(.concurrencyOverload, "Too many requests are made for this key. Try again later.")
        }
    }
}
