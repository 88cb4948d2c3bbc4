public import Ethereum
public import Primitives

/// That an account and some of its slots are in a state, or are not, shown by nodes of its tries
/// (EIP-1186): what eth_getProof answers.
public struct AccountProof: Hashable, Sendable {
    /// One slot with its proof.
    public struct Slot: Hashable, Sendable {
        /// Which slot.
        public let slot: UInt256
        /// What it holds; zero if it was never written.
        public let word: UInt256
        /// The RLP of the nodes of the storage trie on the way to the slot, the root's first.
        public let proof: [[UInt8]]
    }

    /// Whose account it is.
    public let address: Address
    /// The account; nil if the proof shows that there is none.
    public let account: Account?
    /// The root of its storage trie.
    public let storageRoot: Bytes32
    /// The RLP of the nodes of the trie of accounts on the way to the account, the root's first.
    public let accountProof: [[UInt8]]
    /// In the order in which they were asked for.
    public let slots: [Slot]
}

extension WorldState {
    /// Proofs of an account and of slots of its storage against ``root`` (EIP-1186).
    ///
    /// - Throws: ``StateError`` if a node cannot be read from the store.
    public func proof(account address: Address, slots: [UInt256] = []) throws(StateError) -> AccountProof {
        let key = NibblePath(KeccakMemo.hash(of: address))
        let leaf = try accounts.leaf(key)?.payload
        let storage = leaf?.storage ?? Trie()
        var proofs: [AccountProof.Slot] = []
        for slot in slots {
            let slotKey = NibblePath(KeccakMemo.hash(of: slot))
            proofs.append(
                AccountProof.Slot(
                    slot: slot, word: try storage.leaf(slotKey)?.payload.word ?? .zero,
                    proof: try storage.proof(for: slotKey)))
        }
        return AccountProof(
            address: address, account: leaf?.account, storageRoot: storage.root,
            accountProof: try accounts.proof(for: key), slots: proofs)
    }
}
