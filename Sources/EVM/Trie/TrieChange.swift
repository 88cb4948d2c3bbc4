import Primitives

/// What a batch does to one key of a trie.
public struct TrieChange<Payload: TriePayload>: Sendable {
    /// Which key.
    public let key: NibblePath
    /// What it holds from now on; nil removes it.
    public let payload: Payload?

    /// A new payload, or none.
    public init(_ key: NibblePath, _ payload: Payload?) {
        self.key = key
        self.payload = payload
    }

    /// In the order of keys; of several changes of one key only the last.
    static func sorted(_ changes: [TrieChange]) -> [TrieChange] {
        guard changes.count > 1 else { return changes }
        // Small elements are sorted in place of the payloads; keys are hashes, so their first
        // sixteen nibbles nearly always decide.
        var order = changes.indices.map { (head: changes[$0].key.bits.limbs.3, index: $0) }
        order.sort { a, b in
            if a.head != b.head { return a.head < b.head }
            let (first, second) = (changes[a.index].key, changes[b.index].key)
            return first == second ? a.index < b.index : first < second
        }
        var sorted: [TrieChange] = []
        sorted.reserveCapacity(changes.count)
        for (_, index) in order {
            if sorted.last?.key == changes[index].key { sorted.removeLast() }
            sorted.append(changes[index])
        }
        return sorted
    }
}
