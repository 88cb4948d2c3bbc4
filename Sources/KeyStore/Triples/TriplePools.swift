internal import Synchronization
internal import Threshold

/// What waits in memory, by signer set, and which sets may be used.
final class TriplePools: Sendable {
    private struct Pool {
        var ready = ReadyPairs<HeldPair>()
        var owner: PartyID
        var isRefilling = false
        var taken: UInt64 = 0
    }

    private struct State {
        var pools: [TripleBinding: Pool] = [:]
        var isClosed = false
    }

    /// A pair that may leave, and whether the set wants more.
    struct Taken {
        let pair: HeldPair
        let wantsRefill: Bool
    }

    private let readyCount: Int
    private let refillBelow: Int
    private let state = Mutex(State())

    init(readyCount: Int, refillBelow: Int) {
        self.readyCount = readyCount
        self.refillBelow = refillBelow
    }

    /// From now on the set may be used, until ``removeAll()``.
    func admit(_ binding: TripleBinding, owner: PartyID) {
        state.withLock { state in
            if state.pools[binding] == nil, !state.isClosed { state.pools[binding] = Pool(owner: owner) }
        }
    }

    /// Drops sets with what waits for them.
    func remove(where isVoid: @Sendable (TripleBinding) -> Bool) {
        state.withLock { state in state.pools = state.pools.filter { !isVoid($0.key) } }
    }

    func close() {
        state.withLock { state in
            state.isClosed = true
            state.pools = [:]
        }
    }

    /// How many pairs are missing in memory.
    func missing(in binding: TripleBinding) throws(KeyStoreError) -> Int {
        let count = try access(binding) { readyCount - $0.ready.count }
        return max(0, count)
    }

    /// How many pairs are withdrawn at once for a request: some also where others' pairs fill the memory. Who waits
    /// for the disk anyway brings along what the next requests want, which come by the dozen when there are any.
    func withdrawal(in binding: TripleBinding) throws(KeyStoreError) -> Int {
        max(min(16, readyCount), try missing(in: binding))
    }

    /// Who this store is among the signers.
    func owner(of binding: TripleBinding) throws(KeyStoreError) -> PartyID {
        try access(binding) { $0.owner }
    }

    func add(_ pairs: [(id: PairID, pair: HeldPair)], to binding: TripleBinding) throws(KeyStoreError) {
        try access(binding) { pool in
            for (id, pair) in pairs { pool.ready.add(id, pair) }
        }
    }

    /// One that waits: the named one, or the oldest that its owner is to propose.
    func take(_ id: PairID?, of binding: TripleBinding) throws(KeyStoreError) -> Taken? {
        try take(binding) { pool in
            guard let id else {
                let me = pool.owner
                return pool.ready.takeOldest { $0.proposer(among: binding.signers) == me }?.value
            }
            return pool.ready.take(id)
        }
    }

    /// One that waits and is another's to propose, for a request that nothing else is left for.
    func takeAny(of binding: TripleBinding) throws(KeyStoreError) -> Taken? {
        try take(binding) { $0.ready.takeNewest()?.value }
    }

    private func take(
        _ binding: TripleBinding, _ choose: (inout Pool) -> HeldPair?
    ) throws(KeyStoreError) -> Taken? {
        try access(binding) { pool in
            guard let pair = choose(&pool) else { return nil }
            pool.taken += 1
            let wantsRefill = !pool.isRefilling && pool.ready.count < refillBelow
            if wantsRefill { pool.isRefilling = true }
            return Taken(pair: pair, wantsRefill: wantsRefill)
        }
    }

    /// What waits for a set; nothing for a set that is not admitted.
    func names(of binding: TripleBinding) -> [PairID] {
        state.withLock { $0.pools[binding]?.ready.names ?? [] }
    }

    /// Lets go of pairs that wait, which are marked used already.
    ///
    /// - Returns: How many there were.
    func drop(_ ids: [PairID], of binding: TripleBinding) -> Int {
        state.withLock { state in
            ids.count { state.pools[binding]?.ready.take($0) != nil }
        }
    }

    /// Counts a pair that went from the disk to whoever asked.
    func countTaken(of binding: TripleBinding) throws(KeyStoreError) {
        try access(binding) { $0.taken += 1 }
    }

    func endRefill(of binding: TripleBinding) {
        state.withLock { $0.pools[binding]?.isRefilling = false }
    }

    func requireAdmitted(_ binding: TripleBinding) throws(KeyStoreError) { try access(binding) { _ in } }

    /// How many wait and were taken, by set.
    var counts: [TripleBinding: (ready: Int, taken: UInt64)] {
        state.withLock { $0.pools.mapValues { ($0.ready.count, $0.taken) } }
    }

    private func access<Value: Sendable>(
        _ binding: TripleBinding, _ body: (inout Pool) -> Value
    ) throws(KeyStoreError) -> Value {
        let result: Result<Value, KeyStoreError> = state.withLock { state in
            if state.isClosed { return .failure(KeyStoreError(.closed, "The key store is closed.")) }
            guard var pool = state.pools.removeValue(forKey: binding) else {
                return .failure(
                    KeyStoreError(
                        .notAdmitted,
                        "The triples of the signers \(binding.signers.ids) are not admitted in this opening: ask"
                            + " every other signer what it knows of this store's mark, and admit the set with the"
                            + " answers."))
            }
            defer { state.pools[binding] = pool }
            return .success(body(&pool))
        }
        return try result.get()
    }
}
