internal import Foundation
internal import GRDB

/// What peers remember of each other's stores.
///
/// At every opening a node tells its mark to each peer and learns from the answer what that peer had
/// remembered; it passes the answers of a signer set to ``admit(_:as:known:)``.
extension KeyStore {
    /// Remembers where a peer's store says that it stands; when this returns, that is on the disk, or, if only
    /// the number of withdrawals has grown, will be with the next transaction.
    ///
    /// - Parameters:
    ///   - mark: what the peer tells.
    ///   - peer: the name under which the peer is known for as long as it exists, of 1 to 255 bytes.
    /// - Returns: What was remembered of that incarnation before, to be sent back.
    /// - Throws: ``KeyStoreError`` with `outOfRange`, `io` or `closed`.
    public func remember(
        _ mark: StoreMark, of peer: String
    ) async throws(KeyStoreError) -> PeerMemory {
        guard (1...255).contains(peer.utf8.count) else {
            throw KeyStoreError(.outOfRange, "The name of a peer has 1 to 255 bytes.")
        }
        let key = PeerKey(peer: peer, incarnation: mark.incarnation)
        let known = try await work { core throws(KeyStoreError) in try core.remember(mark, as: key) }
        return known.map { .mark($0) } ?? .nothing
    }
}

/// What a peer remembers of one incarnation of a store.
public enum PeerMemory: Hashable, Sendable {
    /// It has never heard of it.
    case nothing
    /// The latest mark that it was told.
    case mark(StoreMark)
}

/// A peer and one incarnation of its store.
struct PeerKey: Hashable, Sendable {
    let peer: String
    let incarnation: [UInt8]
}

extension StoreMark {
    /// How what is told changes what is remembered.
    enum Change: Hashable { case none, inPassing, durable }

    /// Only ever forwards: a peer that says less than it said before is believed what it said before.
    static func change(from known: StoreMark?, to told: StoreMark) -> Change {
        guard let known else { return .durable }
        if told.opening > known.opening { return .durable }
        guard told.opening == known.opening, told.tag == known.tag, told.sequence > known.sequence else {
            return .none
        }
        return .inPassing
    }
}

extension StoreCore {
    /// How many incarnations of each peer are remembered: an incarnation ends by a copy or a restoration.
    private static let incarnationLimit = 32

    func remember(_ mark: StoreMark, as key: PeerKey) throws(KeyStoreError) -> StoreMark? {
        let stored = try database.access("Reading what is known of a peer") { db in
            try Data.fetchOne(
                db, sql: "SELECT mark FROM peer_marks WHERE peer = ? AND incarnation = ?",
                arguments: [key.peer, Data(key.incarnation)]
            ).map { try StoreMark(encoded: Array($0)) }
        }
        let known = heardInPassing(from: key) ?? stored
        switch StoreMark.change(from: known, to: mark) {
        case .none: break
        case .inPassing: hear(mark, from: key)
        case .durable:
            var heard = takeHeardInPassing()
            heard[key] = mark
            try database.transaction("Remembering a peer") { [heard] db in try Self.remember(heard, db) }
        }
        return known
    }

    static func remember(_ marks: [PeerKey: StoreMark], _ db: Database) throws {
        for (key, mark) in marks {
            try db.execute(
                sql: """
                    INSERT INTO peer_marks (peer, incarnation, mark, heard)
                    VALUES (?, ?, ?, (SELECT coalesce(max(heard), 0) + 1 FROM peer_marks))
                    ON CONFLICT (peer, incarnation)
                    DO UPDATE SET mark = excluded.mark, heard = excluded.heard
                    """,
                arguments: [key.peer, Data(key.incarnation), Data(mark.encoded)])
            try db.execute(
                sql: """
                    DELETE FROM peer_marks WHERE peer = ?1 AND heard <= (
                        SELECT heard FROM peer_marks WHERE peer = ?1 ORDER BY heard DESC
                        LIMIT 1 OFFSET \(incarnationLimit))
                    """,
                arguments: [key.peer])
        }
    }
}
