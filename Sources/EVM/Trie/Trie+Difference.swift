public import Primitives

extension Trie {
    /// Records of all nodes that are in this trie and not, at the same path, in `older`.
    ///
    /// What both have in common is skipped without being read.
    ///
    /// - Parameter owner: The hash of the address whose storage trie it is; nil for any other trie.
    /// - Throws: ``StateError`` if a node cannot be read from the store.
    public func difference(
        from older: Trie? = nil, owner: Bytes32? = nil
    ) throws(StateError) -> [NodeRecord] {
        var records: [NodeRecord] = []
        try forEachNode(notIn: older) { (path, node) throws(StateError) in
            records.append(NodeRecord(owner: owner, path: path, record: try StoredNode.encode(node)))
        }
        return records
    }

    /// Calls `body` for all nodes, loaded, that are in this trie and not at the same path in `older`.
    func forEachNode(
        notIn older: Trie?, _ body: (NibblePath, TrieNode<Payload>) throws(StateError) -> Void
    ) throws(StateError) {
        guard let node, root != older?.root else { return }
        try visit(node, at: .root, beside: older?.node.map { ($0, 0) }, body)
    }
}

extension Trie {
    /// A node of the other trie that stands on the path at hand, and how many nibbles are above it;
    /// an extension may begin above the path's end.
    private typealias Place = (node: TrieNode<Payload>, depth: Int)

    private func visit(
        _ node: TrieNode<Payload>, at path: NibblePath, beside older: Place?,
        _ body: (NibblePath, TrieNode<Payload>) throws(StateError) -> Void
    ) throws(StateError) {
        if let older, older.depth == path.count, older.node.reference == node.reference { return }
        let loaded = try node.loaded()
        try body(path, loaded)
        switch loaded {
        case .leaf, .stub: return
        case .fork(let fork):
            try visit(fork.child, at: fork.path, beside: advance(older, to: fork.path), body)
        case .branch(let branch):
            var index = 0
            for nibble in 0..<16 where branch.occupied & 1 << UInt16(nibble) != 0 {
                let place = path.appending(nibble)
                try visit(branch.children[index], at: place, beside: advance(older, to: place), body)
                index += 1
            }
        }
    }

    private func advance(_ place: Place?, to path: NibblePath) throws(StateError) -> Place? {
        guard var (node, depth) = place else { return nil }
        while depth < path.count {
            switch try node.loaded() {
            case .leaf, .stub: return nil
            case .fork(let fork):
                if fork.path.count > path.count {
                    return fork.path.hasPrefix(path) ? (.fork(fork), depth) : nil
                }
                guard path.hasPrefix(fork.path) else { return nil }
                (node, depth) = (fork.child, fork.path.count)
            case .branch(let branch):
                guard let child = branch[path[depth]] else { return nil }
                (node, depth) = (child, depth + 1)
            }
        }
        return (node, depth)
    }
}
