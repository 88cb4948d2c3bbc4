import Primitives

/// What a store has to write so that it can give back a state besides the one it has.
public struct StateDifference: Sendable {
    /// Nodes of the trie of accounts and of storage tries. What the store has at other paths stays
    /// valid or is never asked for again.
    public var nodes: [NodeRecord] = []
    /// Codes, none of them twice.
    public var codes: [Bytecode] = []

    /// With nothing to write.
    public init() {}
}

extension WorldState {
    /// All nodes and codes that this state has and `older`, which the store holds, has not; with nil
    /// everything.
    ///
    /// What both share is skipped without being read.
    ///
    /// - Throws: ``StateError`` if a node cannot be read from the store.
    public func difference(from older: WorldState? = nil) throws(StateError) -> StateDifference {
        var difference = StateDifference()
        var seen: Set<Bytes32> = []
        try accounts.forEachNode(notIn: older?.accounts) { (path, node) throws(StateError) in
            let record = try StoredNode.encode(node)
            difference.nodes.append(NodeRecord(owner: nil, path: path, record: record))
            // Only leaves hold accounts: all keys have the same length.
            guard case .leaf(let leaf) = node else { return }
            let old = try older?.accounts.leaf(leaf.key)?.payload
            let owner = KeccakMemo.hash(of: leaf.payload.address)
            difference.nodes += try leaf.payload.storage.difference(from: old?.storage, owner: owner)
            let hash = leaf.payload.account.codeHash
            guard leaf.payload.account.hasCode, old?.account.codeHash != hash,
                seen.insert(hash).inserted
            else { return }
            difference.codes.append(try codes.code(hash))
        }
        return difference
    }
}
