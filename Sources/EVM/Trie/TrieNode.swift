import Primitives

/// A node of a trie. None of them ever changes, so tries share them.
enum TrieNode<Payload: TriePayload>: Sendable {
    case leaf(TrieLeaf<Payload>)
    case fork(TrieExtension<Payload>)
    case branch(TrieBranch<Payload>)
    /// A node that is loaded when it is first needed.
    case stub(TrieStub<Payload>)

    /// How its parent names it.
    @inline(__always)
    var reference: TrieReference {
        switch self {
        case .leaf(let leaf): leaf.reference
        case .fork(let fork): fork.reference
        case .branch(let branch): branch.reference
        case .stub(let stub): stub.reference
        }
    }

    /// The node itself, which is never a stub.
    @inline(__always)
    func loaded() throws(StateError) -> TrieNode {
        if case .stub(let stub) = self { try stub.node() } else { self }
    }
}

/// The end of one key.
final class TrieLeaf<Payload: TriePayload>: Sendable {
    let reference: TrieReference
    /// The whole key, with the nibbles above the leaf.
    let key: NibblePath
    /// How many nibbles of the key are above it.
    let depth: Int
    let payload: Payload

    init(_ key: NibblePath, depth: Int, _ payload: Payload) {
        reference = payload.withValue { value in
            NodeEncoding.withLeaf(key, depth: depth, value: value) { TrieReference(rlp: $0) }
        }
        self.key = key
        self.depth = depth
        self.payload = payload
    }
}

/// Nibbles that all keys below share.
final class TrieExtension<Payload: TriePayload>: Sendable {
    let reference: TrieReference
    /// All nibbles down to the child, with those above the extension.
    let path: NibblePath
    /// How many nibbles of the path are above it.
    let depth: Int
    let child: TrieNode<Payload>

    init(_ path: NibblePath, depth: Int, child: TrieNode<Payload>) {
        reference = NodeEncoding.withExtension(path, depth: depth, child: child.reference) {
            TrieReference(rlp: $0)
        }
        self.path = path
        self.depth = depth
        self.child = child
    }
}

/// Where keys part.
final class TrieBranch<Payload: TriePayload>: Sendable {
    let reference: TrieReference
    /// A bit for every nibble with a child, the lowest for nibble 0.
    let occupied: UInt16
    /// Only the children that are there, in the order of their nibbles.
    let children: [TrieNode<Payload>]
    /// The key that ends here: a leaf without a path.
    let value: TrieLeaf<Payload>?

    /// `children` has as many elements as `occupied` has bits.
    init(occupied: UInt16, children: [TrieNode<Payload>], value: TrieLeaf<Payload>?) {
        self.occupied = occupied
        self.children = children
        self.value = value
        reference = Self.withRLP(occupied, children, value) { TrieReference(rlp: $0) }
    }

    /// The child for a nibble.
    @inline(__always)
    subscript(nibble: Int) -> TrieNode<Payload>? {
        let bit = UInt16(1) &<< UInt16(nibble)
        guard occupied & bit != 0 else { return nil }
        return children[(occupied & (bit &- 1)).nonzeroBitCount]
    }

    @inline(__always)
    static func withRLP<R>(
        _ occupied: UInt16, _ children: [TrieNode<Payload>], _ value: TrieLeaf<Payload>?,
        _ body: (UnsafeRawBufferPointer) -> R
    ) -> R {
        withUnsafeTemporaryAllocation(of: TrieReference.self, capacity: 16) { references in
            var next = 0
            for nibble in 0..<16 {
                let isThere = occupied & 1 &<< UInt16(nibble) != 0
                references.initializeElement(
                    at: nibble, to: isThere ? children[next].reference : .none)
                if isThere { next += 1 }
            }
            let all = UnsafeBufferPointer(references)
            guard let value else {
                return NodeEncoding.withBranch(all, value: UnsafeRawBufferPointer(start: nil, count: 0), body)
            }
            return value.payload.withValue { NodeEncoding.withBranch(all, value: $0, body) }
        }
    }
}

extension TrieNode {
    /// The leaf of `key`, of which `depth` nibbles are above this node. Recursive, since a loop
    /// would count a reference up and down at every step.
    func leaf(_ key: NibblePath, depth: Int) throws(StateError) -> TrieLeaf<Payload>? {
        switch self {
        case .stub(let stub): return try stub.node().leaf(key, depth: depth)
        case .leaf(let leaf): return leaf.key == key ? leaf : nil
        case .fork(let fork):
            guard key.hasPrefix(fork.path) else { return nil }
            return try fork.child.leaf(key, depth: fork.path.count)
        case .branch(let branch):
            guard depth < key.count else { return branch.value }
            return try branch[key[depth]]?.leaf(key, depth: depth + 1)
        }
    }

    /// Its RLP.
    func encoded() throws(StateError) -> [UInt8] {
        switch try loaded() {
        case .leaf(let leaf):
            leaf.payload.withValue { value in
                NodeEncoding.withLeaf(leaf.key, depth: leaf.depth, value: value) { [UInt8]($0) }
            }
        case .fork(let fork):
            NodeEncoding.withExtension(fork.path, depth: fork.depth, child: fork.child.reference) {
                [UInt8]($0)
            }
        case .branch(let branch):
            TrieBranch.withRLP(branch.occupied, branch.children, branch.value) { [UInt8]($0) }
        case .stub: []
        }
    }
}
