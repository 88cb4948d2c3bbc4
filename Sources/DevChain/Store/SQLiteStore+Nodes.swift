public import EVM
import Foundation
import GRDB
public import Primitives

/// One record per path, of the state that was written last, is enough for every state in memory.
///
/// A trie knows a node that it has not read by path and reference only (a stub), and the store
/// overwrites paths. Yet no stub ever finds another node than its own there:
///
/// 1. All states of an open chain descend from one ``WorldState/init(root:source:)`` by
///    ``WorldState/applying(_:)``: kept states, states rebuilt from undo records, and the one that is
///    written. So two of them that have an unread stub at a path share the stub itself, and with it
///    what it reads.
/// 2. A node that differs from the one that another state has at its path was made by `applying`, which
///    read the old node first; where a whole storage trie goes, `applying` reads all of it. So
///    when two states differ at a path, neither has an unread stub there that the other lacks.
/// 3. A batch writes the nodes of the new state that differ from those of the state written before,
///    after they were made: by (2) the stubs at these paths have been read, and stay in memory with all
///    who share them. A stub that is being read is read under its own lock, and `applying` waits for it.
/// 4. Going back, a batch writes the difference between an older state and the one written before: (1)
///    and (2) hold for any two states, whichever is older. The blocks go in the same transaction, so
///    after an interruption head, root and nodes still belong together.
/// 5. Reopened, the only stub is the root that the last whole batch wrote, with its nodes below it. Paths
///    that no state reaches any more keep their records; nothing leads there until they are overwritten.
///
/// A second ``WorldState/init(root:source:)`` on the same open store would break (1) if both were
/// written, and a state that does not descend from the one written before, such as that of a new genesis,
/// breaks (2): then older states can fail to be read. They never read wrong: every record is held against
/// the hash by which its parent names it.
extension SQLiteStore {
    public func node(owner: Bytes32?, path: NibblePath) throws(StateError) -> [UInt8]? {
        let key = NodeKey(owner: owner, path: path)
        return try state("Reading a node") { db in
            let select = try db.cachedStatement(
                sql: "SELECT record FROM nodes WHERE owner = ? AND path = ?")
            return try Data.fetchOne(select, arguments: [key.owner, key.path]).map { [UInt8]($0) }
        }
    }

    public func code(_ hash: Bytes32) throws(StateError) -> [UInt8]? {
        try state("Reading a code") { db in
            let select = try db.cachedStatement(sql: "SELECT code FROM codes WHERE hash = ?")
            return try Data.fetchOne(select, arguments: [Data(hash.bytes)]).map { [UInt8]($0) }
        }
    }

    private func state<T>(_ what: String, _ body: (Database) throws -> T) throws(StateError) -> T {
        do { return try read(what, body) } catch { throw StateError(error.description) }
    }
}
