internal import Foundation
internal import GRDB
internal import Logging
internal import Primitives
internal import Threshold

/// Taking pairs out: the one place where a triple leaves the disk.
extension StoreCore {
    private struct SealedPair {
        let position: Int64
        let id: PairID
        let sealed: [UInt8]
    }

    /// Which pairs are to go.
    private enum Choice {
        case oldest(Int)
        case named([PairID])
    }

    /// Fills the memory of a set up.
    func refill(_ binding: TripleBinding, in pools: TriplePools) throws(KeyStoreError) {
        let count = try pools.missing(in: binding)
        guard count > 0 else { return }
        try pools.add(try withdraw(.oldest(count), of: binding), to: binding)
    }

    /// For a request that found nothing in memory.
    func withdraw(
        _ id: PairID?, of binding: TripleBinding, in pools: TriplePools
    ) throws(KeyStoreError) -> HeldPair {
        // What is in memory may have changed since the request looked.
        if let taken = try pools.take(id, of: binding) {
            if taken.wantsRefill { pools.endRefill(of: binding) }
            return taken.pair
        }
        guard let id else { return try withdrawAny(of: binding, in: pools) }
        let next = try followers(of: id, in: binding, count: try pools.withdrawal(in: binding) - 1)
        guard let next else {
            throw try isUsed(id)
                ? KeyStoreError(.alreadyTaken, "The pair \(id) was taken before: propose another.")
                : KeyStoreError(.unknownPair, "The pair \(id) is not in this store: propose another.")
        }
        var pairs = try withdraw(.named([id] + next), of: binding)
        guard let place = pairs.firstIndex(where: { $0.id == id }) else {
            try pools.add(pairs, to: binding)
            throw KeyStoreError(.damaged, "The pair \(id) does not open; it is spent: propose another.")
        }
        let pair = pairs.remove(at: place).pair
        try pools.add(pairs, to: binding)
        try pools.countTaken(of: binding)
        return pair
    }

    /// The oldest pairs with the same proposer, who will probably come to them next; nil if the pair is not here.
    private func followers(
        of id: PairID, in binding: TripleBinding, count: Int
    ) throws(KeyStoreError) -> [PairID]? {
        let stored = try pairIDs(of: binding)
        guard stored.contains(id) else { return nil }
        let proposer = id.proposer(among: binding.signers)
        let others = stored.lazy.filter { $0 != id && $0.proposer(among: binding.signers) == proposer }
        return Array(others.prefix(max(0, count)))
    }

    /// One that is this party's to propose if there is any, in memory or on the disk: two signers that propose the
    /// same pair for different requests at the same time get no signature of it.
    private func withdrawAny(
        of binding: TripleBinding, in pools: TriplePools
    ) throws(KeyStoreError) -> HeldPair {
        let me = try pools.owner(of: binding)
        while true {
            let stored = try pairIDs(of: binding)
            let own = stored.filter { $0.proposer(among: binding.signers) == me }
            if own.isEmpty, let taken = try pools.takeAny(of: binding) {
                if taken.wantsRefill { pools.endRefill(of: binding) }
                return taken.pair
            }
            guard !stored.isEmpty else { break }
            let chosen = (own.isEmpty ? stored : own).prefix(try pools.withdrawal(in: binding))
            try pools.add(try withdraw(.named(Array(chosen)), of: binding), to: binding)
            if let taken = try pools.take(nil, of: binding) {
                if taken.wantsRefill { pools.endRefill(of: binding) }
                return taken.pair
            }
        }
        throw KeyStoreError(
            .empty, "The signers \(binding.signers.ids) have no triples left in epoch \(binding.epoch).")
    }

    private func isUsed(_ id: PairID) throws(KeyStoreError) -> Bool {
        try database.access("Looking a triple up") { db in
            try Bool.fetchOne(
                db, sql: "SELECT 1 FROM used WHERE triple IN (?, ?)",
                arguments: [Data(id.first.value.bytes), Data(id.second.value.bytes)]) != nil
        }
    }

    /// Marks pairs used, and gives them only after that is on the disk.
    ///
    /// The order is everything here. The transaction deletes the sealed bytes, remembers the names and counts
    /// the withdrawal; then the log is emptied, so that no file has the bytes; then the generation file says that
    /// there was this withdrawal, so that no older database passes for this one; and only then is anything
    /// unsealed. Whatever fails on the way, the pairs are lost and not given.
    private func withdraw(
        _ choice: Choice, of binding: TripleBinding
    ) throws(KeyStoreError) -> [(id: PairID, pair: HeldPair)] {
        let next = lineage.withdrawn()
        let heard = takeHeardInPassing()
        let result: (pool: PoolRow, pairs: [SealedPair])?
        do {
            result = try database.transaction("Marking triples used") { db in
                guard let pool = try PoolRow.find(binding, db) else { return nil }
                let pairs = try Self.sealedPairs(choice, of: pool, db)
                for pair in pairs {
                    try db.execute(
                        sql: "DELETE FROM pairs WHERE position = ?", arguments: [pair.position])
                    try Self.markUsed(pair.id, of: pool, db)
                }
                if !pairs.isEmpty { try StoreMeta.set(.sequence, next.sequence, db) }
                try Self.remember(heard, db)
                return (pool, pairs)
            }
        } catch {
            for (key, mark) in heard { hear(mark, from: key) }
            throw error
        }
        guard let result, !result.pairs.isEmpty else { return [] }
        follow(next)
        try database.emptyLog()
        try writeGenerationFile()
        return unseal(result.pairs, of: result.pool)
    }

    private static func sealedPairs(
        _ choice: Choice, of pool: PoolRow, _ db: Database
    ) throws -> [SealedPair] {
        let rows: [Row]
        let columns = "SELECT first, second, position, sealed FROM pairs WHERE pool = ?"
        switch choice {
        case .oldest(let count):
            rows = try Row.fetchAll(
                db, sql: columns + " ORDER BY position LIMIT ?", arguments: [pool.id, count])
        case .named(let ids):
            rows = try ids.compactMap { id in
                try Row.fetchOne(
                    db, sql: columns + " AND first = ? AND second = ?",
                    arguments: [pool.id, Data(id.first.value.bytes), Data(id.second.value.bytes)])
            }
        }
        return try rows.map { row in
            let (position, sealed) = (
                try row.decode(Int64.self, atIndex: 2), try row.decode(Data.self, atIndex: 3)
            )
            return SealedPair(position: position, id: try pairID(row), sealed: Array(sealed))
        }
    }

    /// A pair that does not open is spent all the same.
    private func unseal(_ pairs: [SealedPair], of pool: PoolRow) -> [(id: PairID, pair: HeldPair)] {
        let sealer = tripleSealer
        return pairs.compactMap { sealed in
            let record = sealer.open(sealed.sealed, as: pool.identity(of: sealed.id, in: store))
            let pair = record.flatMap {
                PairRecord.pair(of: $0, id: sealed.id, binding: pool.binding, owner: pool.owner)
            }
            guard let pair else {
                logger.error(
                    "A sealed pair of triples does not open; it was discarded",
                    metadata: ["pair": "\(sealed.id)"])
                return nil
            }
            return (sealed.id, pair)
        }
    }
}
