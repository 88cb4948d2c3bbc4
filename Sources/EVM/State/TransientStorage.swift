internal import Ethereum
internal import Primitives

/// The words of TSTORE, gone with the transaction (EIP-1153).
struct TransientStorage {
    private struct Key: Hashable {
        let address: Address
        let slot: UInt256
    }

    private var places: [Key: Int] = [:]
    private var words: ContiguousArray<UInt256> = []

    func load(_ address: Address, _ slot: UInt256) -> UInt256 {
        places[Key(address: address, slot: slot)].map { words[$0] } ?? .zero
    }

    /// Stores and says where, and what was there.
    mutating func store(_ address: Address, _ slot: UInt256, _ word: UInt256) -> (place: Int, old: UInt256) {
        let key = Key(address: address, slot: slot)
        if let place = places[key] {
            defer { words[place] = word }
            return (place, words[place])
        }
        places[key] = words.count
        words.append(word)
        return (words.count - 1, .zero)
    }

    mutating func restore(_ place: Int, _ word: UInt256) { words[place] = word }

    mutating func clear() {
        guard !words.isEmpty else { return }
        places.removeAll(keepingCapacity: true)
        words.removeAll(keepingCapacity: true)
    }
}
