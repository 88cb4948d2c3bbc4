internal import Synchronization
internal import Threshold

/// What may be given out at once: already marked used on the disk, and only in memory now.
///
/// In the order in which the pairs were stored, which is about the same at all signers.
package struct ReadyPairs<Value> {
    private var order: [PairID] = []
    private var values: [PairID: Value] = [:]

    package init() {}

    package var count: Int { values.count }

    /// Oldest first.
    package var names: [PairID] { order }

    package mutating func add(_ id: PairID, _ value: Value) {
        guard values[id] == nil else { return }
        values[id] = value
        order.append(id)
    }

    /// The oldest that satisfies `isWanted`.
    package mutating func takeOldest(where isWanted: (PairID) -> Bool) -> (id: PairID, value: Value)? {
        guard let index = order.firstIndex(where: isWanted) else { return nil }
        let id = order.remove(at: index)
        return values.removeValue(forKey: id).map { (id, $0) }
    }

    /// The newest of all: of others' pairs the one that they will come to last.
    package mutating func takeNewest() -> (id: PairID, value: Value)? {
        guard let id = order.popLast() else { return nil }
        return values.removeValue(forKey: id).map { (id, $0) }
    }

    /// The one with that name.
    package mutating func take(_ id: PairID) -> Value? {
        guard let value = values.removeValue(forKey: id) else { return nil }
        order.removeAll { $0 == id }
        return value
    }
}

/// A pair on its way out; it leaves once.
final class HeldPair: Sendable {
    private let pair: Mutex<TriplePair?>

    init(_ pair: consuming sending TriplePair) { self.pair = Mutex(pair) }

    func take() -> TriplePair? {
        pair.withLock { pair in
            let taken = pair.take()
            pair = nil
            return taken
        }
    }
}
