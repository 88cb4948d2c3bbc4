import Ethereum
import Primitives
import Synchronization

/// Hashes of addresses and slots that were asked for lately: those that transactions use come again.
///
/// Direct-mapped, of fixed size, and shared by all states; a lookup costs a sixth of a hash.
final class KeccakMemo: Sendable {
    private struct Entry {
        var number: UInt256
        var hash: Bytes32
    }

    private final class Shard: Sendable {
        let entries: Mutex<[Entry]>
        init(_ entry: Entry) { entries = Mutex([Entry](repeating: entry, count: 256)) }
    }

    private static let addresses = KeccakMemo { hash(addressNumber: $0) }
    private static let slots = KeccakMemo { Keccak256.hash($0.bytes32) }

    private let shards: [Shard]
    private let compute: @Sendable (UInt256) -> Bytes32

    private init(_ compute: @escaping @Sendable (UInt256) -> Bytes32) {
        let entry = Entry(number: .zero, hash: compute(.zero))
        shards = (0..<16).map { _ in Shard(entry) }
        self.compute = compute
    }

    /// Keccak-256 of the twenty bytes of an address.
    static func hash(of address: Address) -> Bytes32 { addresses.hash(address.number) }

    /// Keccak-256 of the thirty-two bytes of a slot's number.
    static func hash(of slot: UInt256) -> Bytes32 { slots.hash(slot) }

    private static func hash(addressNumber number: UInt256) -> Bytes32 {
        withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { buffer in
            number.bytes32.store(into: buffer)
            return Keccak256.hash(UnsafeRawBufferPointer(rebasing: buffer[12...]))
        }
    }

    private func hash(_ number: UInt256) -> Bytes32 {
        let limbs = number.limbs
        let mixed = (limbs.0 ^ limbs.1 ^ limbs.2 ^ limbs.3) &* 0x9e37_79b9_7f4a_7c15
        let shard = shards[Int(mixed >> 60)]
        let place = Int(mixed >> 52) & 255
        let known = shard.entries.withLock { entries in
            entries[place].number == number ? entries[place].hash : nil
        }
        if let known { return known }
        // Hashed outside the lock, so that readers of other entries don't wait.
        let entry = Entry(number: number, hash: compute(number))
        shard.entries.withLock { $0[place] = entry }
        return entry.hash
    }
}
