import Primitives
import Synchronization

/// Codes by their hashes, shared by all states that descend from one: each is analysed once.
///
/// Codes stay as long as any of these states: a later one may use them again.
final class CodeStore: Sendable {
    /// Where codes and nodes are that are not in memory.
    let source: (any TrieNodeSource)?
    private let codes = Mutex<[Bytes32: Bytecode]>([:])

    init(source: (any TrieNodeSource)? = nil) { self.source = source }

    func insert(_ code: Bytecode) {
        codes.withLock { codes in
            if codes[code.hash] == nil { codes[code.hash] = code }
        }
    }

    func code(_ hash: Bytes32) throws(StateError) -> Bytecode {
        if hash == Account.emptyCodeHash { return .empty }
        if let code = codes.withLock({ $0[hash] }) { return code }
        guard let bytes = try source?.code(hash) else {
            throw StateError("The code with hash \(hash) is missing in the state.")
        }
        guard Keccak256.hash(bytes) == hash else {
            throw StateError("The code stored under \(hash) does not have that hash.")
        }
        let loaded = Bytecode(bytes, hash: hash)
        return codes.withLock { codes in
            // Another thread may have been first; all must share one object.
            if let code = codes[hash] { return code }
            codes[hash] = loaded
            return loaded
        }
    }
}
