import Ethereum
import Primitives
import Synchronization

/// Transactions in the order in which they came to the pool, as far back as somebody may still want to know.
///
/// Told by whoever sends a transaction here, so that the next call finds it, and by the chain's events, so
/// that those sent elsewhere are found too; what is told twice is kept once.
final class PendingHashes: Sendable {
    private struct State {
        var transactions: [ChainTransaction] = []
        var known: Set<Bytes32> = []
        /// How many have been dropped from the front.
        var dropped = 0
    }

    private static let limit = 16_384
    private let state = Mutex(State())

    /// Appends a transaction unless it is there.
    func add(_ transaction: ChainTransaction) {
        state.withLock { state in
            guard state.known.insert(transaction.hash).inserted else { return }
            state.transactions.append(transaction)
            guard state.transactions.count > 2 * Self.limit else { return }
            for old in state.transactions.prefix(Self.limit) { state.known.remove(old.hash) }
            state.transactions.removeFirst(Self.limit)
            state.dropped += Self.limit
        }
    }

    /// Where the next transaction will stand.
    var end: Int { state.withLock { $0.dropped + $0.transactions.count } }

    /// Those from place `start` on and before place `end`.
    func between(_ start: Int, _ end: Int) -> [ChainTransaction] {
        state.withLock { state in
            func index(_ place: Int) -> Int { min(max(0, place - state.dropped), state.transactions.count) }
            return Array(state.transactions[index(start)..<max(index(start), index(end))])
        }
    }
}
