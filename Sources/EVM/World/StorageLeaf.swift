import Ethereum
import Primitives

/// What the storage trie of an account holds under the hash of a slot.
struct StorageLeaf: TriePayload {
    let slot: UInt256
    /// Not zero.
    let word: UInt256

    init(slot: UInt256, word: UInt256) {
        self.slot = slot
        self.word = word
    }

    func withValue<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
        withUnsafeTemporaryAllocation(byteCount: 48, alignment: 8) { buffer in
            var writer = RLPMemoryWriter(buffer)
            writer.integer(word)
            return body(writer.written)
        }
    }

    var preimage: [UInt8] { slot.bigEndianBytes }

    init(
        value: ArraySlice<UInt8>, preimage: ArraySlice<UInt8>, key: NibblePath,
        source: any TrieNodeSource
    ) throws(StateError) {
        guard let bytes = Bytes32(preimage) else {
            throw StateError("The slot stored under \(key) has \(preimage.count) bytes instead of 32.")
        }
        slot = UInt256(bytes)
        guard NibblePath(KeccakMemo.hash(of: slot)) == key else {
            throw StateError("The slot stored under \(key) has \(bytes) as its number.")
        }
        do {
            var reader = RLPReader(value)
            word = try reader.uint256()
            try reader.end()
        } catch {
            throw StateError("The word stored under \(key) cannot be read: \(error)")
        }
        guard !word.isZero else {
            throw StateError("The word stored under \(key) is zero, which is never stored.")
        }
    }
}
