extension Trie {
    /// The trie after `changes`, in any order; of several changes of one key the last counts.
    ///
    /// Nodes on the changed paths are made and hashed once, all others are shared.
    ///
    /// - Throws: ``StateError`` if a node cannot be read from the store.
    public func applying(_ changes: [TrieChange<Payload>]) throws(StateError) -> Trie {
        guard !changes.isEmpty else { return self }
        let batch = TrieBatch(TrieChange.sorted(changes))
        return Trie(node: try batch.apply(to: node, depth: 0, 0..<batch.changes.count))
    }
}

/// Changes with their keys in order, none twice. A range of them whose keys agree in their first
/// `depth` nibbles is applied to the node that stands there.
private struct TrieBatch<Payload: TriePayload> {
    typealias Node = TrieNode<Payload>
    let changes: [TrieChange<Payload>]

    init(_ changes: [TrieChange<Payload>]) { self.changes = changes }

    func apply(to node: Node?, depth: Int, _ range: Range<Int>) throws(StateError) -> Node? {
        guard !range.isEmpty, let node else {
            return range.isEmpty ? node : insert(range, depth, beside: nil)
        }
        let result: Node? =
            switch try node.loaded() {
            case .leaf(let leaf): apply(to: leaf, range)
            case .fork(let fork): try apply(to: fork, range)
            case .branch(let branch):
                try apply(
                    children: branch.children, occupied: branch.occupied, value: branch.value,
                    of: .branch(branch), depth: depth, range)
            case .stub: nil
            }
        // What did not change stays the same object: stubs in it are shared further.
        if let result, result.reference == node.reference { return node }
        return result
    }

    private func apply(to leaf: TrieLeaf<Payload>, _ range: Range<Int>) -> Node? {
        let change = changes[range.lowerBound]
        guard range.count == 1 else { return insert(range, leaf.depth, beside: leaf) }
        if change.key == leaf.key {
            return change.payload.map { .leaf(TrieLeaf(leaf.key, depth: leaf.depth, $0)) }
        }
        return change.payload == nil ? .leaf(leaf) : insert(range, leaf.depth, beside: leaf)
    }

    private func apply(to fork: TrieExtension<Payload>, _ range: Range<Int>) throws(StateError) -> Node? {
        // The first and the last key are those that can leave the path first.
        let shared = min(
            changes[range.lowerBound].key.commonCount(with: fork.path),
            changes[range.upperBound - 1].key.commonCount(with: fork.path))
        let child: Node?
        if shared == fork.path.count {
            child = try apply(to: fork.child, depth: shared, range)
        } else {
            // As if a branch with this one child were there already.
            let rest: Node =
                shared + 1 == fork.path.count
                ? fork.child : .fork(TrieExtension(fork.path, depth: shared + 1, child: fork.child))
            child = try apply(
                children: [rest], occupied: 1 << UInt16(fork.path[shared]), value: nil, of: nil,
                depth: shared, range)
        }
        guard let child else { return nil }
        return try raise(child, at: fork.path.prefix(shared), to: fork.depth)
    }

    /// `branch` is the node with these parts, if there is one already.
    private func apply(
        children: [Node], occupied: UInt16, value: TrieLeaf<Payload>?, of branch: Node?, depth: Int,
        _ range: Range<Int>
    ) throws(StateError) -> Node? {
        let path = changes[range.lowerBound].key.prefix(depth)
        var next = range.lowerBound
        var newValue = value
        if changes[next].key.count == depth {
            newValue = changes[next].payload.map { TrieLeaf(path, depth: depth, $0) }
            next += 1
        }
        var changed = newValue?.reference != value?.reference
        var newChildren: [Node] = []
        newChildren.reserveCapacity(min(16, children.count + range.count))
        var newOccupied: UInt16 = 0
        var oldIndex = 0
        for nibble in 0..<16 {
            let bit = UInt16(1) << UInt16(nibble)
            var old: Node?
            if occupied & bit != 0 {
                old = children[oldIndex]
                oldIndex += 1
            }
            var new = old
            let start = next
            while next < range.upperBound, changes[next].key[depth] == nibble { next += 1 }
            if next > start {
                new = try apply(to: old, depth: depth + 1, start..<next)
                if new?.reference != old?.reference { changed = true }
            }
            if let new {
                newChildren.append(new)
                newOccupied |= bit
            }
        }
        if !changed, let branch { return branch }
        switch (newChildren.count, newValue) {
        case (0, let value): return value.map { .leaf($0) }
        case (1, nil):
            return try raise(
                newChildren[0], at: path.appending(newOccupied.trailingZeroBitCount), to: depth)
        default:
            return .branch(TrieBranch(occupied: newOccupied, children: newChildren, value: newValue))
        }
    }

    /// `node`, which stands at `path`, in the form that begins after `depth` nibbles instead.
    private func raise(_ node: Node, at path: NibblePath, to depth: Int) throws(StateError) -> Node {
        guard path.count > depth else { return node }
        return switch try node.loaded() {
        case .leaf(let leaf): .leaf(TrieLeaf(leaf.key, depth: depth, leaf.payload))
        case .fork(let fork): .fork(TrieExtension(fork.path, depth: depth, child: fork.child))
        case .branch, .stub: .fork(TrieExtension(path, depth: depth, child: node))
        }
    }

    /// What the payloads in `range` and an old leaf make together where nothing else is.
    private func insert(_ range: Range<Int>, _ depth: Int, beside leaf: TrieLeaf<Payload>?) -> Node? {
        if leaf == nil, changes[range].allSatisfy({ $0.payload != nil }) { return build(range, depth) }
        var kept: [TrieChange<Payload>] = []
        kept.reserveCapacity(range.count + 1)
        var old = leaf
        for change in changes[range] {
            if let leaf = old, leaf.key <= change.key {
                if leaf.key < change.key { kept.append(TrieChange(leaf.key, leaf.payload)) }
                old = nil
            }
            if change.payload != nil { kept.append(change) }
        }
        if let leaf = old { kept.append(TrieChange(leaf.key, leaf.payload)) }
        return TrieBatch(kept).build(0..<kept.count, depth)
    }

    /// The subtree of the payloads in `range`, none of which is nil.
    private func build(_ range: Range<Int>, _ depth: Int) -> Node? {
        guard let first = changes[range].first, let payload = first.payload else { return nil }
        guard range.count > 1 else { return .leaf(TrieLeaf(first.key, depth: depth, payload)) }
        let shared = first.key.commonCount(with: changes[range.upperBound - 1].key)
        var next = range.lowerBound
        var value: TrieLeaf<Payload>?
        if first.key.count == shared {
            value = TrieLeaf(first.key, depth: shared, payload)
            next += 1
        }
        var children: [Node] = []
        var occupied: UInt16 = 0
        while next < range.upperBound {
            let nibble = changes[next].key[shared]
            let start = next
            while next < range.upperBound, changes[next].key[shared] == nibble { next += 1 }
            guard let child = build(start..<next, shared + 1) else { continue }
            children.append(child)
            occupied |= 1 << UInt16(nibble)
        }
        let branch = Node.branch(TrieBranch(occupied: occupied, children: children, value: value))
        guard shared > depth else { return branch }
        return .fork(TrieExtension(first.key.prefix(shared), depth: depth, child: branch))
    }
}
