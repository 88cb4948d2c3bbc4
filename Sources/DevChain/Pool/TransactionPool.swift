package import Ethereum
package import Primitives

/// Transactions that wait for a block: a value without I/O.
///
/// Each sender's are kept by nonce; those that follow one another from the account's nonce on can be
/// executed, the others wait. What may come in, and what replaces what, is decided in `insert`.
package struct TransactionPool: Sendable {
    /// What others must be told of the pool.
    package enum Change: Sendable {
        case added(ChainTransaction)
        case removed(Bytes32)
    }

    package let limits: PoolLimits
    private(set) var senders: [Address: SenderQueue] = [:]
    /// Senders of whom the next block can hold a transaction.
    private(set) var ready: Set<Address> = []
    private var places: [Bytes32: Place] = [:]
    private var bytes = 0
    private var arrivals: UInt64 = 0
    private var changes: [Change] = []

    private struct Place {
        let sender: Address
        let nonce: UInt64
    }

    package init(limits: PoolLimits) { self.limits = limits }

    package var count: Int { places.count }

    package func contains(_ hash: Bytes32) -> Bool { places[hash] != nil }

    /// All, by hash.
    package var transactions: [Bytes32: ChainTransaction] {
        places.compactMapValues { senders[$0.sender]?[$0.nonce]?.transaction }
    }

    /// All, in the order in which they came.
    package var inOrderOfArrival: [ChainTransaction] {
        places.values.compactMap { senders[$0.sender]?[$0.nonce] }
            .sorted { $0.arrival < $1.arrival }.map(\.transaction)
    }

    /// For people to look at.
    package var content: PoolContent {
        var content = PoolContent()
        for (sender, queue) in senders {
            let all = queue.all
            let pending = all.prefix { $0.transaction.nonce < queue.firstGap }
            if !pending.isEmpty { content.pending[sender] = Array(pending) }
            if pending.count < all.count { content.queued[sender] = Array(all[pending.count...]) }
        }
        return content
    }

    /// The nonce that the sender's next transaction needs, those that can be executed counted.
    package func nextNonce(of sender: Address, accountNonce: UInt64) -> UInt64 {
        guard let queue = senders[sender] else { return accountNonce }
        return max(queue.firstGap, accountNonce)
    }

    /// Whether the next block can hold a transaction of this sender.
    package func isReady(_ sender: Address) -> Bool { ready.contains(sender) }

    /// What has changed since this was asked last.
    package mutating func takeChanges() -> [Change] {
        defer { changes.removeAll(keepingCapacity: true) }
        return changes
    }

    // MARK: Coming

    /// Takes a transaction, or refuses it; the account's nonce must be at most its own.
    package mutating func insert(_ new: ChainTransaction, accountNonce: UInt64) throws(ChainError) {
        let (sender, nonce) = (new.sender, new.transaction.nonce)
        guard places[new.hash] == nil else { throw ChainError(.alreadyKnown, "already known") }
        let old = senders[sender]?[nonce]?.transaction
        if let old {
            try ReplacementRule.check(new.transaction, replacing: old.transaction)
        }
        try checkRoom(for: new, replacing: old)
        var queue = senders.removeValue(forKey: sender) ?? SenderQueue(accountNonce: accountNonce)
        if let old = queue.insert(SenderQueue.Entry(transaction: new, arrival: arrivals)) {
            forget(old.transaction)
        }
        arrivals += 1
        places[new.hash] = Place(sender: sender, nonce: nonce)
        bytes += new.encoded.count
        changes.append(.added(new))
        put(queue, of: sender)
    }

    private func checkRoom(for new: ChainTransaction, replacing old: ChainTransaction?) throws(ChainError) {
        let size = new.encoded.count
        guard size <= limits.bytesPerTransaction else {
            throw ChainError(
                .poolFull,
                "oversized data: the transaction has \(size) bytes, at most \(limits.bytesPerTransaction)")
        }
        let freed = old?.encoded.count ?? 0
        guard bytes - freed + size <= limits.bytes, old != nil || count < limits.transactions else {
            throw ChainError(.poolFull, "txpool is full: it has \(count) transactions of \(bytes) bytes")
        }
        guard old != nil || senders[new.sender]?.count ?? 0 < limits.transactionsPerSender else {
            throw ChainError(
                .poolFull,
                "txpool is full: \(new.sender) has \(limits.transactionsPerSender) transactions in it")
        }
    }

    // MARK: Going

    /// Takes one out; false if it was not here.
    package mutating func remove(_ hash: Bytes32) -> Bool {
        guard let place = places[hash], var queue = senders.removeValue(forKey: place.sender) else {
            return false
        }
        if let entry = queue.remove(place.nonce) { forget(entry.transaction) }
        put(queue, of: place.sender)
        return true
    }

    /// Takes out all of one sender.
    package mutating func removeAll(from sender: Address) {
        guard let queue = senders.removeValue(forKey: sender) else { return }
        for transaction in queue.all { forget(transaction) }
        ready.remove(sender)
    }

    /// Takes out all.
    package mutating func removeAll() {
        for sender in Array(senders.keys) { removeAll(from: sender) }
    }

    /// The account has another nonce now: what no block can hold any longer goes.
    package mutating func setNonce(_ nonce: UInt64, of sender: Address) {
        guard var queue = senders.removeValue(forKey: sender) else { return }
        for entry in queue.setAccountNonce(nonce) { forget(entry.transaction) }
        put(queue, of: sender)
    }

    private mutating func put(_ queue: SenderQueue, of sender: Address) {
        if queue.isReady { ready.insert(sender) } else { ready.remove(sender) }
        if !queue.isEmpty { senders[sender] = queue }
    }

    private mutating func forget(_ transaction: ChainTransaction) {
        places.removeValue(forKey: transaction.hash)
        bytes -= transaction.encoded.count
        changes.append(.removed(transaction.hash))
    }
}
