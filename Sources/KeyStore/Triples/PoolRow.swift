internal import Foundation
internal import GRDB
internal import Primitives
internal import Threshold

/// A signer set's row in the table of pools.
struct PoolRow {
    let id: Int64
    let binding: TripleBinding
    let owner: PartyID

    /// The form in which a binding is the key of its pool: key set, epoch, threshold and signers; lengths
    /// in front, numbers big-endian.
    static func encode(_ binding: TripleBinding) -> [UInt8] {
        var writer = ByteWriter()
        writer.append(UInt8(truncatingIfNeeded: binding.keySet.utf8.count))
        writer.append(contentsOf: binding.keySet.utf8)
        writer.appendBigEndian(binding.epoch)
        writer.appendBigEndian(UInt32(truncatingIfNeeded: binding.threshold))
        writer.appendBigEndian(UInt32(truncatingIfNeeded: binding.signers.count))
        for signer in binding.signers { writer.appendBigEndian(signer.rawValue) }
        return writer.bytes
    }

    static func decode(_ bytes: [UInt8]) throws -> TripleBinding {
        var reader = ByteReader(bytes)
        let keySet = String(decoding: try reader.read(Int(try reader.readByte())), as: UTF8.self)
        let epoch: UInt64 = try reader.readBigEndian()
        let threshold: UInt32 = try reader.readBigEndian()
        let count: UInt32 = try reader.readBigEndian()
        var signers: [PartyID] = []
        for _ in 0..<count { signers.append(PartyID(try reader.readBigEndian())) }
        try reader.requireEnd()
        return try TripleBinding(
            keySet: keySet, epoch: epoch, signers: Participants(signers), threshold: Int(threshold))
    }

    /// The pool of a set; nil if it has none.
    static func find(_ binding: TripleBinding, _ db: Database) throws -> PoolRow? {
        let row = try Row.fetchOne(
            db, sql: "SELECT id, owner FROM pools WHERE binding = ?", arguments: [Data(encode(binding))])
        guard let row else { return nil }
        let (id, owner) = (try row.decode(Int64.self, atIndex: 0), try row.decode(Int64.self, atIndex: 1))
        return PoolRow(id: id, binding: binding, owner: PartyID(UInt32(clamping: owner)))
    }

    /// The pool of a set, made if there is none.
    static func make(_ binding: TripleBinding, owner: PartyID, _ db: Database) throws -> PoolRow {
        if let found = try find(binding, db) { return found }
        try db.execute(
            sql: "INSERT INTO pools (binding, key_set, epoch, owner) VALUES (?, ?, ?, ?)",
            arguments: [
                Data(encode(binding)), binding.keySet, Int64(clamping: binding.epoch),
                Int64(owner.rawValue),
            ])
        return PoolRow(id: db.lastInsertedRowID, binding: binding, owner: owner)
    }

    /// What a sealed pair of this pool is bound to.
    func identity(of pair: PairID, in store: StoreID) -> [UInt8] {
        var identity = SealedIdentity(format: 1, store: store, table: "pairs")
        identity.add(pair.encoded)
        identity.add(ShareCurve.secp256k1.rawValue)
        identity.add(PoolRow.encode(binding))
        identity.add(UInt64(owner.rawValue))
        return identity.bytes
    }
}
