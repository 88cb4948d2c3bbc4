public import Threshold

/// Triples: put in batches, admitted by signer set, taken once.
extension KeyStore {
    /// Seals and stores pairs of triples, in one transaction; when this returns, they are on the disk.
    ///
    /// - Throws: ``KeyStoreError`` with `alreadyStored` or `alreadyTaken` if one of the triples is stored or
    ///   was used (then none is stored), `void`, `mismatched` if the set's owner was another before, `io` or
    ///   `closed`. The batch is lost.
    public func put(_ batch: consuming TripleBatch) async throws(KeyStoreError) {
        let (binding, owner, entries) = (batch.binding, batch.owner, batch.entries)
        guard !entries.isEmpty else { return }
        try await work { core throws(KeyStoreError) in
            try core.putPairs(entries, binding: binding, owner: owner)
        }
    }

    /// Puts a signer set into use for this opening, once every other signer has said what it knew of this store.
    ///
    /// Every signer of a set takes part in each of its signatures, so asking all of them costs no availability.
    ///
    /// - Parameters:
    ///   - binding: the signer set.
    ///   - owner: which of the signers this store is.
    ///   - known: what each of the others remembered of this store's incarnation when it was told ``mark``.
    /// - Returns: Whether the set may be used now. If not, all triples of the store are destroyed.
    /// - Throws: ``KeyStoreError`` with `notAdmitted` if the answer of a signer is missing, `mismatched`, `void`,
    ///   `io` or `closed`.
    public func admit(
        _ binding: TripleBinding, as owner: PartyID, known: [PartyID: PeerMemory]
    ) async throws(KeyStoreError) -> Admission {
        guard binding.signers.contains(owner) else {
            throw KeyStoreError(.mismatched, "Party \(owner) is none of the signers \(binding.signers.ids).")
        }
        let others = binding.signers.others(than: owner)
        let silent = others.filter { known[$0] == nil }
        guard silent.isEmpty else {
            throw KeyStoreError(
                .notAdmitted,
                "The parties \(silent) have not said what they know of this store: ask them, then admit the set."
            )
        }
        let pools = pools
        return try await work { core throws(KeyStoreError) in
            try core.requireValid(binding, owner: owner)
            let doubters = others.filter { party in
                guard case .mark(let mark) = known[party] else { return false }
                return !core.lineage.descends(from: mark)
            }
            guard doubters.isEmpty else {
                pools.remove { _ in true }
                return .destroyed(
                    pairs: try core.beReborn(because: .olderThanPeersKnow), by: doubters)
            }
            pools.admit(binding, owner: owner)
            return .admitted
        }
    }

    /// Marks pairs used and unseals them until as many wait in memory as the configuration says.
    ///
    /// - Throws: ``KeyStoreError`` with `notAdmitted`, `io` or `closed`.
    public func prepare(_ binding: TripleBinding) async throws(KeyStoreError) {
        let pools = pools
        try await work { core throws(KeyStoreError) in try core.refill(binding, in: pools) }
    }

    /// A pair to propose to the other signers: one of those that are this party's to propose, if there are
    /// any. From memory; if none waits there, from the disk.
    ///
    /// Whatever becomes of the signature, the pair is spent.
    ///
    /// - Throws: ``KeyStoreError`` with `empty`, `notAdmitted`, `io` or `closed`.
    public func take(for binding: TripleBinding) async throws(KeyStoreError) -> TriplePair {
        try await take(nil, of: binding)
    }

    /// The pair that another signer has proposed.
    ///
    /// - Throws: ``KeyStoreError`` with `alreadyTaken` for a pair that was handed out or lost in a crash,
    ///   `unknownPair` for one that is not here, `notAdmitted`, `damaged`, `io` or `closed`.
    public func take(
        _ id: PairID, for binding: TripleBinding
    ) async throws(KeyStoreError) -> TriplePair {
        try await take(id, of: binding)
    }

    private func take(
        _ id: PairID?, of binding: TripleBinding
    ) async throws(KeyStoreError) -> TriplePair {
        if let ready = try pools.take(id, of: binding), let pair = ready.pair.take() {
            if ready.wantsRefill { refillLater(binding) }
            return pair
        }
        let pools = pools
        let held = try await work { core throws(KeyStoreError) in
            try core.withdraw(id, of: binding, in: pools)
        }
        guard let pair = held.take() else {
            throw KeyStoreError(.alreadyTaken, "The pair was handed out before.")
        }
        return pair
    }

    private func refillLater(_ binding: TripleBinding) {
        let pools = pools
        workLater("Preparing triples") { core throws(KeyStoreError) in
            defer { pools.endRefill(of: binding) }
            do throws(KeyStoreError) {
                try core.refill(binding, in: pools)
            } catch {
                // The set has gone meanwhile, and its triples with it.
                if error.code != .notAdmitted { throw error }
            }
        }
    }

    /// The pairs of a set that can still be taken, oldest first; those in memory are not among them.
    public func storedPairs(of binding: TripleBinding) async throws(KeyStoreError) -> [PairID] {
        try await work { core throws(KeyStoreError) in try core.pairIDs(of: binding) }
    }

    /// The pairs of a set that this store can still give out: those on the disk, oldest first, and then those
    /// that wait in memory. What the signers of a set compare after one of them was away.
    public func heldPairs(of binding: TripleBinding) async throws(KeyStoreError) -> [PairID] {
        let pools = pools
        return try await work { core throws(KeyStoreError) in
            try core.pairIDs(of: binding) + pools.names(of: binding)
        }
    }

    /// Destroys pairs that other signers no longer have, on the disk and in memory; those that are not here do
    /// not matter.
    ///
    /// - Returns: How many there were.
    public func discard(_ ids: [PairID], of binding: TripleBinding) async throws(KeyStoreError) -> Int {
        let pools = pools
        return try await work { core throws(KeyStoreError) in
            let waiting = pools.drop(ids, of: binding)
            return try core.discard(ids, of: binding) + waiting
        }
    }

    /// Destroys the triples of a key set's epochs before one; none is stored or handed out for them any more.
    ///
    /// - Parameter epoch: the first that stays valid; nil for none, at the end of a key set.
    /// - Returns: How many pairs there were on the disk.
    public func voidTriples(
        of keySet: String, before epoch: UInt64?
    ) async throws(KeyStoreError) -> Int {
        try Limits.check(keySet: keySet, epoch: epoch ?? 0)
        let pools = pools
        return try await work { core throws(KeyStoreError) in
            let end = epoch ?? UInt64(Int64.max)
            let count = try core.voidTriples(of: keySet, before: end)
            pools.remove { $0.keySet == keySet && $0.epoch < end }
            return count
        }
    }

    /// How many pairs each set has, on the disk and in memory.
    public func levels() async throws(KeyStoreError) -> [PoolLevel] {
        let pools = pools
        return try await work { core throws(KeyStoreError) in
            var counts = pools.counts
            var levels = try core.storedCounts().map { binding, stored in
                let count = counts.removeValue(forKey: binding) ?? (0, 0)
                return PoolLevel(
                    binding: binding, stored: stored, ready: count.ready, taken: count.taken)
            }
            for (binding, count) in counts {
                levels.append(
                    PoolLevel(binding: binding, stored: 0, ready: count.ready, taken: count.taken))
            }
            return levels
        }
    }
}
