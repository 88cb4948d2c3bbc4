/// States of the engine to which it can return, by rising numbers that are never used twice.
struct SnapshotList {
    private var next: UInt64 = 1
    private var states: [(id: UInt64, state: ChainEngine.State)] = []

    /// Keeps a state, and at most `limit` in all.
    mutating func add(_ state: ChainEngine.State, limit: Int) -> UInt64 {
        if states.count >= max(1, limit) { states.removeFirst() }
        states.append((next, state))
        next += 1
        return next - 1
    }

    subscript(id: UInt64) -> ChainEngine.State? { states.last { $0.id == id }?.state }

    /// Forgets the one of this number and all later ones.
    mutating func remove(from id: UInt64) { states.removeAll { $0.id >= id } }

    /// Forgets all.
    mutating func removeAll() { states.removeAll() }
}
