import Ethereum
import Primitives

/// What the trie of accounts holds under the hash of an address.
struct AccountLeaf: TriePayload {
    let address: Address
    let account: Account
    let storage: Trie<StorageLeaf>

    init(address: Address, account: Account, storage: Trie<StorageLeaf>) {
        self.address = address
        self.account = account
        self.storage = storage
    }

    /// Lends the RLP of nonce, balance, storage root and code hash (Yellow Paper section 4.1).
    func withValue<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
        // At most 9, 33, 33 and 33 bytes and a header of 2, with room to write words at once.
        withUnsafeTemporaryAllocation(byteCount: 160, alignment: 8) { buffer in
            var fields = RLPMemoryWriter(UnsafeMutableRawBufferPointer(rebasing: buffer[2...]))
            fields.integer(UInt256(limbs: account.nonce, 0, 0, 0))
            fields.integer(account.balance)
            fields.hash(storage.root)
            fields.hash(account.codeHash)
            // Two hashes are more than 55 bytes, and all of it is fewer than 256.
            let count = fields.written.count
            buffer[0] = 0xf8
            buffer[1] = UInt8(truncatingIfNeeded: count)
            return body(UnsafeRawBufferPointer(rebasing: buffer[..<(2 + count)]))
        }
    }

    var preimage: [UInt8] { address.bytes }

    init(
        value: ArraySlice<UInt8>, preimage: ArraySlice<UInt8>, key: NibblePath,
        source: any TrieNodeSource
    ) throws(StateError) {
        do {
            address = try Address(preimage)
            let hash = KeccakMemo.hash(of: address)
            guard NibblePath(hash) == key else {
                throw StateError("The account stored under \(key) has \(address) as its address.")
            }
            var outer = RLPReader(value)
            var fields = try outer.list()
            let nonce = try fields.uint64()
            let balance = try fields.uint256()
            storage = Trie(root: try fields.bytes32(), owner: hash, source: source)
            account = Account(nonce: nonce, balance: balance, codeHash: try fields.bytes32())
            try fields.end()
            try outer.end()
        } catch let error as StateError {
            throw error
        } catch {
            throw StateError("The account stored under \(key) cannot be read: \(error)")
        }
    }
}
