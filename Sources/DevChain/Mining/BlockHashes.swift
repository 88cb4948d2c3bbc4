import Primitives
import Synchronization

/// The hashes of the newest blocks, for the instruction BLOCKHASH; older ones are looked up.
final class BlockHashes: Sendable {
    private struct Slot {
        var number: UInt64
        var hash: Bytes32
    }

    private static let count = 1024
    private let slots = Mutex<[Slot?]>([Slot?](repeating: nil, count: count))
    private let lookup: @Sendable (UInt64) -> Bytes32?

    /// `lookup` is asked for what was not added, or was pushed out.
    init(lookup: @escaping @Sendable (UInt64) -> Bytes32?) { self.lookup = lookup }

    func add(_ block: SealedBlock) {
        slots.withLock { slots in
            slots[Int(block.number % UInt64(Self.count))] = Slot(number: block.number, hash: block.hash)
        }
    }

    /// Zero if there is no such block.
    func hash(_ number: UInt64) -> Bytes32 {
        let slot = slots.withLock { $0[Int(number % UInt64(Self.count))] }
        if let slot, slot.number == number { return slot.hash }
        guard let hash = lookup(number) else { return .zero }
        slots.withLock { slots in
            slots[Int(number % UInt64(Self.count))] = Slot(number: number, hash: hash)
        }
        return hash
    }

    /// Blocks above `number` are gone.
    func rewind(to number: UInt64) {
        slots.withLock { slots in
            for place in slots.indices where slots[place].map({ $0.number > number }) ?? false {
                slots[place] = nil
            }
        }
    }
}
