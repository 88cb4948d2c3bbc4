/// Backups of the shares.
extension KeyStore {
    /// All shares with their names and commitments, sealed; never triples.
    ///
    /// - Parameter key: may be another than the store's.
    /// - Throws: ``KeyStoreError`` with `damaged` if one of the shares does not open, `wrongKey` for a key of
    ///   another length than 32 bytes, `io` or `closed`.
    public func backup(sealedUnder key: SealingKey) async throws(KeyStoreError) -> [UInt8] {
        try await work { core throws(KeyStoreError) in try core.backup(sealedUnder: key) }
    }

    /// Makes a new store of a backup, in a folder that has none: with all its shares and no triples.
    ///
    /// - Parameters:
    ///   - backup: what ``backup(sealedUnder:)`` gave.
    ///   - key: what the backup is sealed under.
    ///   - configuration: of the new store, which is sealed under a key of its own.
    /// - Throws: ``KeyStoreError`` with `alreadyExists`, `notAStore`, `newerFormat`, `wrongKey`, `damaged`, or
    ///   what ``open(_:)`` throws.
    public static func restore(
        _ backup: [UInt8], sealedUnder key: SealingKey, to configuration: Configuration
    ) async throws(KeyStoreError) -> KeyStore {
        try await open(configuration, restoring: try ShareBackup(encoded: backup, under: key))
    }
}

extension StoreCore {
    func backup(sealedUnder key: SealingKey) throws(KeyStoreError) -> [UInt8] {
        var shares: [ShareBackup.Share] = []
        for entry in try shareEntries() {
            shares.append(ShareBackup.Share(entry: entry, record: try shareRecord(entry.name)))
        }
        let backup = ShareBackup(opening: lineage.opening, sequence: lineage.sequence, shares: shares)
        return try backup.encoded(of: store, under: key)
    }
}
