public import Primitives

/// Where the nodes of tries that are not in memory yet can be read: a store of a state.
///
/// Called from any thread, by several at once; each node is asked for once by the tries that share it.
public protocol TrieNodeSource: Sendable {
    /// The record last written for a node; nil if there is none.
    ///
    /// - Parameters:
    ///   - owner: The hash of the address whose storage trie it is; nil for the trie of accounts.
    ///   - path: The nibbles from the trie's root to the node.
    func node(owner: Bytes32?, path: NibblePath) throws(StateError) -> [UInt8]?

    /// The code with this hash; nil if there is none.
    func code(_ hash: Bytes32) throws(StateError) -> [UInt8]?
}

/// A node as a store keeps it, under its owner and path: what is written there later replaces it.
public struct NodeRecord: Hashable, Sendable {
    /// The hash of the address whose storage trie it is; nil for the trie of accounts.
    public let owner: Bytes32?
    /// The nibbles from the trie's root to the node.
    public let path: NibblePath
    /// A byte for the version of the format, the node's RLP, and with a payload its preimage.
    public let record: [UInt8]

    /// As a store gives it back.
    public init(owner: Bytes32?, path: NibblePath, record: [UInt8]) {
        self.owner = owner
        self.path = path
        self.record = record
    }
}

/// A source and whose trie is read from it: what every node loaded from there shares.
final class TrieOrigin: Sendable {
    let owner: Bytes32?
    let source: any TrieNodeSource

    init(owner: Bytes32?, source: any TrieNodeSource) {
        self.owner = owner
        self.source = source
    }

    /// An error about the node at `path`.
    func error(at path: NibblePath, _ problem: String) -> StateError {
        let trie = owner.map { "the storage trie of \($0)" } ?? "the trie of accounts"
        let place = path.count == 0 ? "The root" : "The node at path \(path)"
        return StateError("\(place) of \(trie) \(problem).")
    }
}
