internal import Synchronization
internal import Threshold

/// What is known of the pools without asking the disk: the keeper of the pools writes it, signatures read it.
final class PoolBoard: Sendable {
    struct Entry: Hashable, Sendable {
        /// Whether all signers are connected and agree on what they have.
        var isUsable = false
        /// Pairs that can be taken; may lag a little.
        var pairs = 0
        var target = 0
        /// Whether a run for this set is under way or being stored.
        var isMaking = false
        /// Taken since the keeper looked last.
        var taken = 0
    }

    private struct State {
        var epoch: UInt64?
        var entries: [[PartyID]: Entry] = [:]
        var usable: [SigningAgreement.UsableSet] = []

        mutating func list() {
            usable = entries.filter(\.value.isUsable).map {
                SigningAgreement.UsableSet(signers: $0.key, pairs: $0.value.pairs)
            }
        }
    }

    private let state = Mutex(State())

    /// The sets that could sign in an epoch now, but for pairs.
    func usableSets(in epoch: UInt64) -> [SigningAgreement.UsableSet] {
        state.withLock { $0.epoch == epoch ? $0.usable : [] }
    }

    func isMaking(_ signers: [PartyID]) -> Bool { state.withLock { $0.entries[signers]?.isMaking ?? false } }

    var entries: [[PartyID]: Entry] { state.withLock { $0.entries } }

    /// A pair is about to be taken.
    ///
    /// - Returns: whether the keeper should look.
    func noteTaken(_ signers: [PartyID]) -> Bool {
        state.withLock { state in
            guard var entry = state.entries[signers] else { return false }
            entry.pairs = max(0, entry.pairs - 1)
            entry.taken += 1
            state.entries[signers] = entry
            state.list()
            return entry.pairs * 2 < entry.target
        }
    }

    /// How many were taken of a set since this was asked last.
    func takeCount(of signers: [PartyID]) -> Int {
        state.withLock { state in
            defer { state.entries[signers]?.taken = 0 }
            return state.entries[signers]?.taken ?? 0
        }
    }

    func update(_ signers: [PartyID], _ body: (inout Entry) -> Void) {
        state.withLock { state in
            body(&state.entries[signers, default: Entry()])
            state.list()
        }
    }

    /// Begins an epoch: other sets.
    func reset(epoch: UInt64?) {
        state.withLock { state in
            state.epoch = epoch
            state.entries = [:]
            state.list()
        }
    }
}
