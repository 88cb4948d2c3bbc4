public import Ethereum
public import Primitives

/// An account of a state with its storage, as a dump lists it.
public struct WorldAccount: Sendable {
    /// Where it is.
    public let address: Address
    /// Nonce, balance and code hash.
    public let account: Account
    let storage: Trie<StorageLeaf>

    /// The root of its storage trie.
    public var storageRoot: Bytes32 { storage.root }

    /// All slots that are not zero.
    ///
    /// - Throws: ``StateError`` if a node cannot be read from the store.
    public func slots() throws(StateError) -> [UInt256: UInt256] {
        var slots: [UInt256: UInt256] = [:]
        try storage.forEachNode(notIn: nil) { (_, node) throws(StateError) in
            if case .leaf(let leaf) = node { slots[leaf.payload.slot] = leaf.payload.word }
        }
        return slots
    }
}

extension WorldState {
    /// The account with its storage, or nil if there is none.
    ///
    /// - Throws: ``StateError`` if a node cannot be read from the store.
    public func listed(_ address: Address) throws(StateError) -> WorldAccount? {
        guard let leaf = try leaf(address)?.payload else { return nil }
        return WorldAccount(address: leaf.address, account: leaf.account, storage: leaf.storage)
    }

    /// Calls `body` for every account, in the order of the hashes of their addresses.
    ///
    /// - Throws: ``StateError`` if a node cannot be read from the store, or what `body` throws.
    public func forEachAccount(_ body: (WorldAccount) throws -> Void) throws {
        try accounts.forEach { _, leaf in
            try body(WorldAccount(address: leaf.address, account: leaf.account, storage: leaf.storage))
        }
    }
}
