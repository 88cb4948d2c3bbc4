public import Primitives

/// A Merkle-Patricia trie (Yellow Paper, appendix D) that never changes: a value whose copies and
/// successors share their nodes.
///
/// ```swift
/// let trie = try Trie<[UInt8]>().applying([TrieChange(key, [1])])
/// trie.root
/// ```
/// Every node is hashed once, when it is made. Threads may read one trie at the same time.
public struct Trie<Payload: TriePayload>: Sendable {
    let node: TrieNode<Payload>?

    init(node: TrieNode<Payload>?) { self.node = node }

    /// Without a key.
    public init() { node = nil }

    /// With what `source` has under `root`; nothing is read until it is needed.
    ///
    /// - Parameter owner: The hash of the address whose storage trie it is; nil for any other trie.
    public init(root: Bytes32, owner: Bytes32? = nil, source: any TrieNodeSource) {
        guard root != emptyTrieRoot else {
            node = nil
            return
        }
        let origin = TrieOrigin(owner: owner, source: source)
        node = .stub(TrieStub(TrieReference(hash: root), at: .root, in: origin))
    }

    /// Whether it holds no key.
    public var isEmpty: Bool { node == nil }

    /// The hash of its root node's RLP; ``emptyTrieRoot`` without a key.
    public var root: Bytes32 { node?.reference.hash ?? emptyTrieRoot }

    /// What it holds under `key`.
    ///
    /// - Throws: ``StateError`` if a node cannot be read from the store.
    public func get(_ key: NibblePath) throws(StateError) -> Payload? { try leaf(key)?.payload }

    /// The leaf of `key`, so that a reader need not copy the payload.
    func leaf(_ key: NibblePath) throws(StateError) -> TrieLeaf<Payload>? {
        try node?.leaf(key, depth: 0)
    }

    /// Calls `body` for every key, in the order of keys.
    ///
    /// - Throws: ``StateError`` if a node cannot be read from the store, or what `body` throws.
    public func forEach(_ body: (_ key: NibblePath, _ payload: Payload) throws -> Void) throws {
        func visit(_ node: TrieNode<Payload>) throws {
            switch try node.loaded() {
            case .leaf(let leaf): try body(leaf.key, leaf.payload)
            case .fork(let fork): try visit(fork.child)
            case .branch(let branch):
                if let value = branch.value { try body(value.key, value.payload) }
                for child in branch.children { try visit(child) }
            case .stub: break
            }
        }
        if let node { try visit(node) }
    }

    /// The RLP of the nodes on the way to `key`, the root's first: it proves what is there, or that
    /// nothing is. Nodes that stand inside their parents are not listed; none for an empty trie.
    ///
    /// - Throws: ``StateError`` if a node cannot be read from the store.
    public func proof(for key: NibblePath) throws(StateError) -> [[UInt8]] {
        var proof: [[UInt8]] = []
        var next = node
        var depth = 0
        while let node = next {
            if proof.isEmpty || node.reference.isHash { proof.append(try node.encoded()) }
            next = nil
            switch try node.loaded() {
            case .fork(let fork) where key.hasPrefix(fork.path):
                depth = fork.path.count
                next = fork.child
            case .branch(let branch) where depth < key.count:
                next = branch[key[depth]]
                depth += 1
            case .leaf, .fork, .branch, .stub: break
            }
        }
        return proof
    }
}

/// The root of a trie without keys: the hash of the RLP of no bytes.
public let emptyTrieRoot = Keccak256.hash([0x80])
