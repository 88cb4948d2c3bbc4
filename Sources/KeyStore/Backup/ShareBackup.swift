internal import Crypto
internal import Primitives

/// What a backup holds: all shares with their names, epochs and commitments, and how often the store had been
/// opened. Never triples.
struct ShareBackup: Sendable {
    struct Share: Sendable {
        let entry: ShareEntry
        let record: Secret
    }

    let opening: UInt64
    let sequence: UInt64
    let shares: [Share]

    private static let magic = Array("LitKeyShares".utf8)
    private static let version: UInt8 = 1

    /// A mark, a version, the store's name, how the key is made, and all the rest sealed.
    func encoded(of store: StoreID, under key: SealingKey) throws(KeyStoreError) -> [UInt8] {
        var random = SystemRandomNumberGenerator()
        let origin = KeyOrigin(for: key, using: &random)
        let master = try origin.masterKey(from: key, of: "the backup")
        let head =
            ShareBackup.magic + [ShareBackup.version] + store.bytes
            + [UInt8(truncatingIfNeeded: origin.encoded.count)] + origin.encoded
        let sealer = Sealer(master: master, store: store, purpose: .backup)
        return head + (try sealer.seal(body, as: head))
    }

    private var body: Secret {
        var writer = ByteWriter(capacity: shares.reduce(32) { $0 + 600 + $1.record.count })
        writer.appendBigEndian(opening)
        writer.appendBigEndian(sequence)
        writer.appendBigEndian(UInt32(truncatingIfNeeded: shares.count))
        for share in shares {
            let name = share.entry.name
            for text in [name.curve.rawValue, name.keySet] {
                writer.append(UInt8(truncatingIfNeeded: text.utf8.count))
                writer.append(contentsOf: text.utf8)
            }
            writer.appendBigEndian(name.epoch)
            writer.appendBigEndian(name.index)
            writer.append(share.entry.isRetired ? 1 : 0)
            writer.appendBigEndian(UInt32(truncatingIfNeeded: share.record.count))
            share.record.withUnsafeBytes { writer.append(contentsOf: $0) }
        }
        var bytes = writer.bytes
        writer = ByteWriter()
        return Secret(wiping: &bytes)
    }

    /// - Throws: ``KeyStoreError`` with `notAStore`, `newerFormat`, `wrongKey` or `damaged`.
    init(encoded: [UInt8], under key: SealingKey) throws(KeyStoreError) {
        guard encoded.starts(with: ShareBackup.magic) else {
            throw KeyStoreError(.notAStore, "These bytes are no backup of key shares.")
        }
        var reader = ByteReader(encoded[ShareBackup.magic.count...])
        let damaged = KeyStoreError(.damaged, "The backup of key shares is damaged: use another copy of it.")
        guard let version = try? reader.readByte() else { throw damaged }
        guard version == ShareBackup.version else {
            throw KeyStoreError(
                .newerFormat,
                "The backup of key shares has version \(version), which this release does not know:"
                    + " restore it with the release that made it.")
        }
        guard let name = try? reader.read(StoreID.count), let store = StoreID(Array(name)),
            let count = try? reader.readByte(), let kept = try? reader.read(Int(count)),
            let origin = KeyOrigin(encoded: Array(kept))
        else { throw damaged }
        let sealed = Array(reader.readRemaining())
        let head = Array(encoded.dropLast(sealed.count))
        let master = try origin.masterKey(from: key, of: "the backup")
        let sealer = Sealer(master: master, store: store, purpose: .backup)
        guard let body = sealer.open(sealed, as: head) else {
            throw KeyStoreError(
                .wrongKey,
                "The backup of key shares does not open: the key or passphrase is another, or it is damaged.")
        }
        var bytes = body.withUnsafeBytes { Array($0) }
        defer { Secret.wipe(&bytes) }
        do { self = try ShareBackup(body: bytes) } catch { throw damaged }
    }

    private init(body: [UInt8]) throws {
        var reader = ByteReader(body)
        opening = try reader.readBigEndian()
        sequence = try reader.readBigEndian()
        let count: UInt32 = try reader.readBigEndian()
        var shares: [Share] = []
        for _ in 0..<count {
            let curve = ShareCurve(rawValue: try ShareBackup.text(&reader))
            let keySet = try ShareBackup.text(&reader)
            guard let curve else { throw KeyStoreError(.newerFormat, "A share is of an unknown curve.") }
            let name = try ShareName(
                curve: curve, keySet: keySet, epoch: reader.readBigEndian(), index: reader.readBigEndian())
            let isRetired = try reader.readByte() != 0
            let length: UInt32 = try reader.readBigEndian()
            let record = Secret(copying: try reader.read(Int(length)))
            shares.append(Share(entry: ShareEntry(name: name, isRetired: isRetired), record: record))
        }
        try reader.requireEnd()
        self.shares = shares
    }

    init(opening: UInt64, sequence: UInt64, shares: [Share]) {
        self.opening = opening
        self.sequence = sequence
        self.shares = shares
    }

    private static func text(_ reader: inout ByteReader) throws -> String {
        let count = Int(try reader.readByte())
        return String(decoding: try reader.read(count), as: UTF8.self)
    }
}
