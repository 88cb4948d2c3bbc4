import Primitives
import Synchronization

/// What a client that polls has asked to be told about.
struct PolledFilter: Sendable {
    enum Kind: Sendable {
        case logs(LogFilter)
        case blocks
        /// Whole transactions, or only their hashes.
        case pending(full: Bool)
    }

    let kind: Kind
    /// The last block that it was told about.
    var seen: (number: UInt64, hash: Bytes32)
    /// The first pending transaction that it was not told about.
    var pendingPlace: Int
}

/// The filters of all clients by their ids; one that nobody polls for a while is forgotten.
final class FilterTable: Sendable {
    private struct Entry {
        var filter: PolledFilter
        var polled: Duration
    }
    private struct State {
        var entries: [UInt64: Entry] = [:]
        var last: UInt64 = 0
    }

    private let state = Mutex(State())
    private let limit: Int
    private let lifetime: Duration
    private let uptime: @Sendable () -> Duration

    init(limit: Int, lifetime: Duration, uptime: @escaping @Sendable () -> Duration) {
        self.limit = limit
        self.lifetime = lifetime
        self.uptime = uptime
    }

    /// The new filter's id; nil if there are too many.
    func insert(_ filter: PolledFilter) -> UInt64? {
        let now = uptime()
        return state.withLock { state in
            expire(&state, now)
            guard state.entries.count < limit else { return nil }
            state.last += 1
            state.entries[state.last] = Entry(filter: filter, polled: now)
            return state.last
        }
    }

    /// The filter, which counts as polled; nil if there is none of this id.
    func find(_ id: UInt64) -> PolledFilter? {
        let now = uptime()
        return state.withLock { state in
            expire(&state, now)
            state.entries[id]?.polled = now
            return state.entries[id]?.filter
        }
    }

    /// Moves the filter to where `seen` says, and gives it as it was before; so two polls at once never tell the
    /// same. Nil if there is none of this id.
    func advance(
        _ id: UInt64, to seen: (number: UInt64, hash: Bytes32), pendingPlace: Int
    ) -> PolledFilter? {
        let now = uptime()
        return state.withLock { state in
            expire(&state, now)
            guard let filter = state.entries[id]?.filter else { return nil }
            state.entries[id]?.filter.seen = seen
            state.entries[id]?.filter.pendingPlace = pendingPlace
            state.entries[id]?.polled = now
            return filter
        }
    }

    /// Takes back an ``advance(_:to:pendingPlace:)`` whose changes could not be told.
    func restore(_ id: UInt64, _ filter: PolledFilter) {
        state.withLock { state in
            guard let current = state.entries[id]?.filter, current.seen.number >= filter.seen.number else {
                return
            }
            state.entries[id]?.filter = filter
        }
    }

    /// Whether there was a filter of this id.
    func remove(_ id: UInt64) -> Bool {
        let now = uptime()
        return state.withLock { state in
            expire(&state, now)
            return state.entries.removeValue(forKey: id) != nil
        }
    }

    /// Blocks above this one are gone: filters go on from there.
    func rewind(to number: UInt64, hash: Bytes32) {
        state.withLock { state in
            for (id, entry) in state.entries where entry.filter.seen.number >= number {
                state.entries[id]?.filter.seen = (number, hash)
            }
        }
    }

    private func expire(_ state: inout State, _ now: Duration) {
        guard state.entries.values.contains(where: { now - $0.polled >= lifetime }) else { return }
        state.entries = state.entries.filter { now - $0.value.polled < lifetime }
    }
}
