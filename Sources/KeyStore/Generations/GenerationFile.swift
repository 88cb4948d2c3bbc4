internal import Primitives

/// What the file beside the database says: where the store stood, which file the database is, on which
/// machine, and which file this very content was written into.
///
/// A new file is made for every content, so a content is valid in one file only: a copy of it names another
/// file than the one it lies in, even where it was written over the original.
struct GenerationFile: Hashable, Sendable {
    static let sizeLimit = 1024
    private static let version: UInt8 = 1
    private static let codeCount = 32

    let store: StoreID
    let mark: StoreMark
    let itself: FileIdentity
    let database: FileIdentity
    let machine: [UInt8]

    func encoded(under sealer: Sealer) -> [UInt8] {
        var writer = ByteWriter()
        writer.append(GenerationFile.version)
        writer.append(contentsOf: store.bytes)
        writer.append(contentsOf: mark.encoded)
        writer.append(contentsOf: itself.bytes)
        writer.append(contentsOf: database.bytes)
        writer.append(UInt8(truncatingIfNeeded: machine.count))
        writer.append(contentsOf: machine)
        return writer.bytes + sealer.authenticationCode(of: writer.bytes)
    }

    init(store: StoreID, mark: StoreMark, itself: FileIdentity, database: FileIdentity, machine: [UInt8]) {
        self.store = store
        self.mark = mark
        self.itself = itself
        self.database = database
        self.machine = machine
    }

    /// Nil for what this store has not written: then it says nothing.
    init?(encoded: [UInt8], under sealer: Sealer) {
        let body = Array(encoded.dropLast(GenerationFile.codeCount))
        guard encoded.count > GenerationFile.codeCount,
            sealer.isCode(Array(encoded.suffix(GenerationFile.codeCount)), of: body)
        else { return nil }
        var reader = ByteReader(body)
        guard (try? reader.readByte()) == GenerationFile.version,
            let store = StoreID(GenerationFile.field(StoreID.count, of: &reader)),
            let mark = try? StoreMark(encoded: GenerationFile.field(StoreMark.encodedCount, of: &reader)),
            let itself = FileIdentity(GenerationFile.field(FileIdentity.count, of: &reader)),
            let database = FileIdentity(GenerationFile.field(FileIdentity.count, of: &reader)),
            let count = try? reader.readByte()
        else { return nil }
        let machine = GenerationFile.field(Int(count), of: &reader)
        guard machine.count == Int(count), reader.isAtEnd else { return nil }
        self.init(store: store, mark: mark, itself: itself, database: database, machine: machine)
    }

    private static func field(_ count: Int, of reader: inout ByteReader) -> [UInt8] {
        (try? reader.read(count)).map { Array($0) } ?? []
    }
}
