import Primitives
import Synchronization

/// A node of which only the reference is known until somebody needs more.
///
/// All tries that share the stub share what it loaded: an older trie keeps its nodes even when
/// the store has others at their paths by then.
final class TrieStub<Payload: TriePayload>: Sendable {
    let reference: TrieReference
    private let path: NibblePath
    private let origin: TrieOrigin
    // Written once under the lock, read without it.
    private let content = AtomicLazyReference<Content>()
    private let loading = Mutex<Void>(())

    private final class Content: Sendable {
        let node: TrieNode<Payload>
        init(_ node: TrieNode<Payload>) { self.node = node }
    }

    init(_ reference: TrieReference, at path: NibblePath, in origin: TrieOrigin) {
        self.reference = reference
        self.path = path
        self.origin = origin
    }

    /// The node, which is not a stub.
    func node() throws(StateError) -> TrieNode<Payload> {
        if let content = content.load() { return content.node }
        return try loading.withLock { _ throws(StateError) -> TrieNode<Payload> in
            if let content = content.load() { return content.node }
            return content.storeIfNil(Content(try load())).node
        }
    }

    private func load() throws(StateError) -> TrieNode<Payload> {
        guard let record = try origin.source.node(owner: origin.owner, path: path) else {
            throw origin.error(at: path, "is missing in the store")
        }
        return try StoredNode.decode(record, at: path, in: origin, expecting: reference)
    }
}
