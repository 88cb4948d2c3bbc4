internal import Crypto
internal import GRDB
internal import Logging
internal import Primitives

extension StoreCore {
    static let keyCheckText: [UInt8] = Array("this store is unsealed".utf8)

    /// Everything from the lock to the first generation file; what is returned may be used.
    static func open(
        _ configuration: KeyStore.Configuration, restoring backup: ShareBackup?
    ) throws(KeyStoreError) -> (StoreCore, KeyStore.Opening) {
        let folder = try StoreFolder(creating: configuration.folder)
        let lock = try StoreLock(folder.lock)
        try folder.prepareDatabaseFile()
        let database = try StoreDatabase(path: folder.database)
        do {
            return try open(configuration, folder, database, lock, restoring: backup)
        } catch {
            // What went wrong first is told.
            try? database.close()
            throw error
        }
    }

    private static func open(
        _ configuration: KeyStore.Configuration, _ folder: StoreFolder, _ database: StoreDatabase,
        _ lock: StoreLock, restoring backup: ShareBackup?
    ) throws(KeyStoreError) -> (StoreCore, KeyStore.Opening) {
        let schema = configuration.schema
        let found = try database.access("Opening the key store") { try schema.check($0, at: database.path) }
        guard found == 0 || backup == nil else {
            throw KeyStoreError(
                .alreadyExists,
                "There is a key store at \(folder.path): restore into an empty folder, and move this one away."
            )
        }
        try database.makeDurable()
        let master: SymmetricKey
        if found == 0 {
            master = try create(database, schema, configuration.key, backup)
        } else {
            master = try unseal(database, with: configuration.key)
        }
        let (store, lineage) = try database.access("Reading the key store's history") {
            (try StoreMeta.store($0), try StoreMeta.lineage($0))
        }
        let core = StoreCore(
            folder: folder, database: database, store: store, master: master, lineage: lineage,
            identities: configuration.identities, lock: lock, logger: configuration.logger)
        if found > 0, found < schema.format {
            try core.migrate(schema, from: found, backUpUnder: configuration.key)
        }
        return (core, try core.begin())
    }

    /// Makes the tables, the store's names and, from a backup, its shares: all of it or nothing.
    private static func create(
        _ database: StoreDatabase, _ schema: StoreSchema, _ key: SealingKey, _ backup: ShareBackup?
    ) throws(KeyStoreError) -> SymmetricKey {
        var random = SystemRandomNumberGenerator()
        let store = StoreID(using: &random)
        let origin = KeyOrigin(for: key, using: &random)
        let incarnation = random.bytes(StoreMark.randomCount)
        let master = try origin.masterKey(from: key, of: "the key store at \(database.path)")
        let check = try Sealer(master: master, store: store, purpose: .check)
            .seal(Secret(copying: keyCheckText), as: checkIdentity(store))
        let sealer = Sealer(master: master, store: store, purpose: .shares)
        try database.transaction("Making the key store") { db in
            try schema.migrate(db, from: 0)
            try StoreMeta.set(.store, store.bytes, db)
            try StoreMeta.set(.keyOrigin, origin.encoded, db)
            try StoreMeta.set(.keyCheck, check, db)
            try StoreMeta.set(.incarnation, incarnation, db)
            try StoreMeta.set(.opening, backup?.opening ?? 0, db)
            try StoreMeta.set(.sequence, backup?.sequence ?? 0, db)
            for share in backup?.shares ?? [] {
                let sealed = try sealer.seal(share.record, as: share.entry.name.identity(in: store))
                try insert(sealed, share.entry, db)
            }
        }
        return master
    }

    private static func checkIdentity(_ store: StoreID) -> [UInt8] {
        SealedIdentity(format: 1, store: store, table: "meta").bytes
    }

    private static func unseal(
        _ database: StoreDatabase, with key: SealingKey
    ) throws(KeyStoreError) -> SymmetricKey {
        let what = "the key store at \(database.path)"
        let (store, encoded, check) = try database.access("Reading the key store's names") {
            (try StoreMeta.store($0), try StoreMeta.bytes(.keyOrigin, $0), try StoreMeta.bytes(.keyCheck, $0))
        }
        guard let origin = KeyOrigin(encoded: encoded) else {
            throw KeyStoreError(.damaged, "How the key is made of \(what) cannot be read: restore a backup.")
        }
        let master = try origin.masterKey(from: key, of: what)
        let opened = Sealer(master: master, store: store, purpose: .check)
            .open(check, as: checkIdentity(store))
        guard opened == Secret(copying: keyCheckText) else {
            throw KeyStoreError(
                .wrongKey,
                "This key does not unseal \(what): give the key or passphrase under which it was made.")
        }
        return master
    }

    private func migrate(
        _ schema: StoreSchema, from found: Int, backUpUnder key: SealingKey
    ) throws(KeyStoreError) {
        let bytes = try backup(sealedUnder: key)
        let path = "\(folder.path)/shares-format-\(found).backup"
        try StoreFiles.replace(path, identities: .system) { _ in bytes }
        try database.transaction("Changing the key store's format") { try schema.migrate($0, from: found) }
        logger.notice(
            "The key store has a new format",
            metadata: ["from": "\(found)", "to": "\(schema.format)", "backup": "\(path)"])
    }

    /// The new opening: judged, written down in the database, then in the file beside it.
    private func begin() throws(KeyStoreError) -> KeyStore.Opening {
        let continuity = Continuity.judge(try evidence())
        let destroyed: Int
        if case .broken(let reason) = continuity {
            destroyed = try beReborn(because: reason)
        } else {
            destroyed = 0
            try advance(lineage)
        }
        return KeyStore.Opening(mark: lineage.mark, continuity: continuity, destroyedPairs: destroyed)
    }

    private func advance(_ past: Lineage) throws(KeyStoreError) {
        let next = try Self.opened(past)
        try database.transaction("Beginning an opening") { try StoreMeta.setOpening(next, $0) }
        follow(next)
        try writeGenerationFile()
    }

    /// Destroys all triples and begins an incarnation that has no past; gives how many pairs there were.
    func beReborn(because reason: Continuity.Reason) throws(KeyStoreError) -> Int {
        var random = SystemRandomNumberGenerator()
        let next = try Self.opened(lineage.reborn(incarnation: random.bytes(StoreMark.randomCount)))
        let destroyed = try database.transaction("Destroying triples that may have been used") { db in
            let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM pairs") ?? 0
            try db.execute(sql: "DELETE FROM pairs")
            try StoreMeta.setOpening(next, db)
            return count
        }
        follow(next)
        try database.emptyLog()
        try writeGenerationFile()
        logger.warning(
            "The key store has destroyed its triples, because \(reason)",
            metadata: ["folder": "\(folder.path)", "pairs": "\(destroyed)"])
        return destroyed
    }

    private static func opened(_ past: Lineage) throws(KeyStoreError) -> Lineage {
        var random = SystemRandomNumberGenerator()
        guard let next = past.opened(tag: random.bytes(StoreMark.randomCount)) else {
            throw KeyStoreError(.damaged, "The number of the store's openings is at its end: it is damaged.")
        }
        return next
    }
}
