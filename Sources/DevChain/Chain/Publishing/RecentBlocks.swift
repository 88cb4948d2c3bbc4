import EVM
import Primitives

/// The newest blocks with the states after them, found by number and by hash.
struct RecentBlocks: Sendable {
    struct Entry: Sendable {
        let block: SealedBlock
        let state: WorldState
    }

    private let limit: UInt64
    // A ring: the block of number n stands at n % limit.
    private var ring: [Entry?]
    private(set) var numbers: ClosedRange<UInt64>
    private var byHash: [Bytes32: UInt64] = [:]
    private var places: [Bytes32: TransactionPlace] = [:]

    init(limit: Int, _ block: SealedBlock, _ state: WorldState) {
        self.limit = UInt64(max(1, limit))
        ring = [Entry?](repeating: nil, count: max(1, limit))
        numbers = block.number...block.number
        insert(Entry(block: block, state: state))
    }

    subscript(number: UInt64) -> Entry? {
        numbers.contains(number) ? ring[Int(number % limit)] : nil
    }

    subscript(hash: Bytes32) -> Entry? { byHash[hash].flatMap { self[$0] } }

    /// The oldest one.
    var first: Entry? { self[numbers.lowerBound] }

    /// Where the transaction with this hash stands.
    func place(of transaction: Bytes32) -> TransactionPlace? { places[transaction] }

    /// Adds the block that follows the newest; the oldest goes if there is no room.
    mutating func append(_ block: SealedBlock, _ state: WorldState) {
        let number = block.number
        var first = numbers.lowerBound
        if number - first >= limit {
            remove(first)
            first += 1
        }
        numbers = first...number
        insert(Entry(block: block, state: state))
    }

    /// Removes all blocks above `block`, which stays or becomes the only one.
    mutating func rewind(to block: SealedBlock, _ state: WorldState) {
        for number in numbers where number > block.number { remove(number) }
        if self[block.number]?.block.hash == block.hash {
            numbers = numbers.lowerBound...block.number
        } else {
            for number in numbers { remove(number) }
            numbers = block.number...block.number
            insert(Entry(block: block, state: state))
        }
    }

    private mutating func insert(_ entry: Entry) {
        let block = entry.block
        ring[Int(block.number % limit)] = entry
        byHash[block.hash] = block.number
        for (index, transaction) in block.transactions.enumerated() {
            places[transaction.hash] = TransactionPlace(number: block.number, index: index)
        }
    }

    private mutating func remove(_ number: UInt64) {
        let place = Int(number % limit)
        guard let entry = ring[place], entry.block.number == number else { return }
        ring[place] = nil
        byHash[entry.block.hash] = nil
        for transaction in entry.block.transactions { places[transaction.hash] = nil }
    }
}
