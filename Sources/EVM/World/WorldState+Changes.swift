import Ethereum
import Primitives

extension WorldState {
    /// The state after `changes`; accounts that are nil or empty (EIP-161) leave it.
    ///
    /// - Throws: ``StateError`` if a node on the way cannot be read from the store.
    public func applying(_ changes: StateChanges) throws(StateError) -> WorldState {
        var leaves: [TrieChange<AccountLeaf>] = []
        leaves.reserveCapacity(changes.accounts.count)
        for (address, change) in changes.accounts {
            if let code = change.code { codes.insert(code) }
            let key = NibblePath(KeccakMemo.hash(of: address))
            let old = try accounts.leaf(key)?.payload
            guard let account = change.account, !account.isEmpty else {
                guard let old else { continue }
                try pin(old.storage)
                leaves.append(TrieChange(key, nil))
                continue
            }
            var storage = old?.storage ?? Trie()
            if change.clearsStorage {
                try pin(storage)
                storage = Trie()
            }
            storage = try storage.applying(
                change.storage.map { slot, word in
                    TrieChange(
                        NibblePath(KeccakMemo.hash(of: slot)),
                        word.isZero ? nil : StorageLeaf(slot: slot, word: word))
                })
            if let old, old.account == account, old.storage.root == storage.root { continue }
            leaves.append(
                TrieChange(key, AccountLeaf(address: address, account: account, storage: storage)))
        }
        return WorldState(accounts: try accounts.applying(leaves), codes: codes)
    }

    /// Reads all of a storage trie that is about to be dropped: a new one of the same account would
    /// overwrite its nodes in the store, and this state could not read them later.
    private func pin(_ storage: Trie<StorageLeaf>) throws(StateError) {
        guard codes.source != nil else { return }
        try storage.forEachNode(notIn: nil) { (_, _) throws(StateError) in }
    }
}
