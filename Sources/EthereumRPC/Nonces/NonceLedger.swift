package import Primitives

/// The nonces of one account that this process has given to transactions, as a value without I/O.
///
/// It never says by itself which nonce is next: the node's count does, and the ledger says which of the nonces from
/// there on are already this process's own. Hence nothing here can go stale in a way that leaves a gap: a nonce
/// that the node does not count, and whose transaction it does not know, is given out again.
package struct NonceLedger: Sendable {
    /// What became of a nonce that was given out.
    package enum Entry: Hashable, Sendable {
        /// A transaction is being signed with it.
        case reserved
        /// This transaction was sent with it, with whatever outcome.
        case sent(Bytes32)
    }

    /// What a wish for a nonce meets.
    package enum Reservation: Hashable, Sendable {
        /// The nonce is the caller's.
        case nonce(UInt64)
        /// This process has sent a transaction with the nonce that the node counts as next: ask whether the node
        /// knows it, say so, and wish again.
        case askFor(Bytes32, nonce: UInt64)
    }

    /// How far below the node's count entries are kept, for nodes that answer from several machines.
    static let memory: UInt64 = 256

    package private(set) var entries: [UInt64: Entry] = [:]

    package init() {}

    /// Wishes for the next nonce.
    ///
    /// - Parameters:
    ///   - pending: the node's count with its pool included.
    ///   - confirmed: the transaction at `pending` that the node was just asked for, and knows.
    package mutating func reserve(pending: UInt64, confirmed: Bytes32? = nil) -> Reservation {
        if entries.count > 2 * Int(Self.memory) {
            entries = entries.filter { $0.key.addingReportingOverflow(Self.memory).partialValue >= pending }
        }
        var candidate = pending
        while let entry = entries[candidate] {
            if candidate == pending, case .sent(let hash) = entry, hash != confirmed {
                return .askFor(hash, nonce: candidate)
            }
            candidate += 1
        }
        entries[candidate] = .reserved
        return .nonce(candidate)
    }

    /// A transaction goes out with this nonce.
    package mutating func sent(_ hash: Bytes32, nonce: UInt64) { entries[nonce] = .sent(hash) }

    /// Nothing was signed with the nonce, or what was signed is certain to be nowhere.
    package mutating func release(_ nonce: UInt64) { entries[nonce] = nil }

    /// The nonce is settled, or the node does not know its transaction: it is no longer held for this one.
    package mutating func forget(_ hash: Bytes32, nonce: UInt64) {
        if entries[nonce] == .sent(hash) { entries[nonce] = nil }
    }
}
