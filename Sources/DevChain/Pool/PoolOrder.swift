import Ethereum
package import Primitives

/// The order in which a block takes transactions from a pool: by what its producer earns for a unit of
/// gas, then by arrival; but each sender's in the order of their nonces.
///
/// A heap of the first transaction of every sender: nothing of the pool is copied.
package struct PoolOrder {
    private struct Candidate {
        let tip: UInt256
        let arrival: UInt64
        let transaction: ChainTransaction

        func precedes(_ other: Candidate) -> Bool {
            tip == other.tip ? arrival < other.arrival : tip > other.tip
        }
    }

    private let baseFee: UInt256
    private var heap: [Candidate] = []

    /// What pays at least `baseFee`.
    package init(_ pool: TransactionPool, baseFee: UInt256) {
        self.baseFee = baseFee
        heap.reserveCapacity(pool.ready.count)
        for sender in pool.ready {
            guard let queue = pool.senders[sender], let entry = queue[queue.accountNonce] else { continue }
            push(entry)
        }
    }

    /// The next one; it stays until it is taken or skipped.
    package var first: ChainTransaction? { heap.first?.transaction }

    /// The first goes into the block: its sender's next one takes part.
    package mutating func takeFirst(from pool: TransactionPool) {
        guard let taken = popFirst() else { return }
        if let next = pool.senders[taken.sender]?[taken.transaction.nonce &+ 1] { push(next) }
    }

    /// The first cannot go into the block, and so none of its sender can.
    package mutating func skipFirst() { _ = popFirst() }

    private mutating func push(_ entry: SenderQueue.Entry) {
        let transaction = entry.transaction.transaction
        guard transaction.maxFeePerGas >= baseFee else { return }
        let tip = transaction.effectiveGasPrice(baseFee: baseFee) &- baseFee
        heap.append(Candidate(tip: tip, arrival: entry.arrival, transaction: entry.transaction))
        var place = heap.count - 1
        while place > 0, heap[place].precedes(heap[(place - 1) / 2]) {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    private mutating func popFirst() -> ChainTransaction? {
        guard let first = heap.first, let last = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return first.transaction }
        heap[0] = last
        var place = 0
        while true {
            var best = place
            for child in [2 * place + 1, 2 * place + 2]
            where child < heap.count && heap[child].precedes(heap[best]) {
                best = child
            }
            if best == place { return first.transaction }
            heap.swapAt(place, best)
            place = best
        }
    }
}
