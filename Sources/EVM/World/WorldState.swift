public import Ethereum
public import Primitives

/// All accounts with their storage and codes (the world state σ, Yellow Paper section 4.1): a value
/// whose copies and successors share all that they have in common.
///
/// ```swift
/// let state = try WorldState().applying(StateChanges(accounts: [address: change]))
/// state.root
/// ```
/// To keep a state is to keep the value; what no state holds any longer is freed. Threads may read
/// one state at the same time.
public struct WorldState: StateReader {
    let accounts: Trie<AccountLeaf>
    let codes: CodeStore

    init(accounts: Trie<AccountLeaf>, codes: CodeStore) {
        self.accounts = accounts
        self.codes = codes
    }

    /// Without an account.
    public init() { self.init(accounts: Trie(), codes: CodeStore()) }

    /// The state with this root, of which `source` has the nodes; only the root node is read now.
    ///
    /// - Throws: ``StateError`` unless `source` has the root node.
    public init(root: Bytes32, source: any TrieNodeSource) throws(StateError) {
        self.init(accounts: Trie(root: root, source: source), codes: CodeStore(source: source))
        _ = try accounts.node?.loaded()
    }

    /// The state root: the hash of the trie's root node.
    public var root: Bytes32 { accounts.root }

    /// Whether there is no account.
    public var isEmpty: Bool { accounts.isEmpty }

    /// The account, or nil if there is none.
    public func account(_ address: Address) throws(StateError) -> Account? {
        try leaf(address)?.payload.account
    }

    /// The word in a storage slot; zero if it was never written.
    public func storage(_ address: Address, _ slot: UInt256) throws(StateError) -> UInt256 {
        guard let storage = try leaf(address)?.payload.storage, !storage.isEmpty else { return .zero }
        return try storage.leaf(NibblePath(KeccakMemo.hash(of: slot)))?.payload.word ?? .zero
    }

    /// Whether any slot of the account's storage is not zero.
    public func hasStorage(_ address: Address) throws(StateError) -> Bool {
        try leaf(address).map { !$0.payload.storage.isEmpty } ?? false
    }

    /// The code with this hash, which an account of this state has.
    public func code(_ hash: Bytes32) throws(StateError) -> Bytecode { try codes.code(hash) }

    /// The root of the account's storage trie; that of an empty one without an account.
    public func storageRoot(of address: Address) throws(StateError) -> Bytes32 {
        try leaf(address)?.payload.storage.root ?? emptyTrieRoot
    }

    func leaf(_ address: Address) throws(StateError) -> TrieLeaf<AccountLeaf>? {
        try accounts.leaf(NibblePath(KeccakMemo.hash(of: address)))
    }
}
