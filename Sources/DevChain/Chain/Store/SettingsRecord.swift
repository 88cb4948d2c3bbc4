import EVM
import Ethereum
import Primitives

/// What a store keeps of settings and pool, as JSON with a version.
struct SettingsRecord {
    static let version = 1
    /// With more changes since the newest block, the record does not say how to undo them, and the block's
    /// own state cannot be told from the newest one after the chain is opened again.
    private static let overrideLimit = 1024

    var settings: ChainSettings
    /// From the newest state to that of the newest block.
    var undo: StateChanges?
    var pool: [ChainTransaction]

    init(_ settings: ChainSettings, tip: ChainTip, pool: [ChainTransaction] = []) {
        self.settings = settings
        self.pool = pool
        let changes = tip.overrides.accounts
        let count = changes.count
        if count > 0, count <= Self.overrideLimit,
            changes.values.reduce(0, { $0 + $1.storage.count }) <= Self.overrideLimit
        {
            undo = try? tip.overrides.undo(on: tip.sealed)
        }
    }

    var encoded: [UInt8] {
        var object = JSON.Object()
        object["version"] = .number(JSON.Number(Self.version))
        object["settings"] = settings.json
        if let undo { object["undo"] = undo.json }
        if !pool.isEmpty {
            object["pool"] = .array(
                pool.map { transaction in
                    var entry = JSON.Object()
                    entry["encoded"] = .string(transaction.encoded.prefixedHex)
                    entry["sender"] = .string(transaction.sender.prefixedHex)
                    if transaction.isImpersonated { entry["isImpersonated"] = true }
                    return .object(entry)
                })
        }
        return JSON.object(object).utf8
    }

    /// From what ``encoded`` gives, on top of the configured settings.
    init(decoding bytes: [UInt8], configured: ChainSettings) throws(StoreError) {
        func corrupt(_ reason: String) -> StoreError {
            StoreError(.corrupt, "the record of settings cannot be read: \(reason)")
        }
        let json: JSON
        do { json = try JSON(parsing: bytes) } catch { throw corrupt(error.description) }
        guard let version = json["version"]?.int else { throw corrupt("it has no version") }
        guard version == Self.version else {
            throw StoreError(
                .unsupportedFormat, "the record of settings has version \(version), not \(Self.version)")
        }
        settings = configured
        guard settings.restore(json["settings"] ?? .null) else { throw corrupt("a setting is missing") }
        do {
            undo = try json["undo"].map { json throws(ChainError) in try StateChanges(json: json) }
        } catch {
            throw corrupt(error.description)
        }
        pool = []
        for entry in json["pool"]?.array ?? [] {
            guard let bytes = try? [UInt8](hex: entry["encoded"]?.string ?? ""),
                let sender = try? Address((entry["sender"]?.string ?? "").lowercased())
            else { throw corrupt("a transaction of the pool is not hex") }
            pool.append(
                try ChainTransaction(
                    decoding: bytes, sender: sender, isImpersonated: entry["isImpersonated"]?.bool ?? false))
        }
    }
}
