import DevChain
import Foundation
import GRDB
import Primitives
import Testing

@Suite("Opening a store")
struct StoreOpeningTests {
    private func failure(_ body: () throws -> Void) -> StoreError? {
        do {
            try body()
            return nil
        } catch {
            return error as? StoreError
        }
    }

    private func permissions(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test("A directory is made for its owner only, with those above it")
    func directory() throws {
        let place = try TemporaryDirectory()
        let path = place.path + "/deeper/still"
        let store = try SQLiteStore(directory: path + "/")
        #expect(try permissions(place.path) == 0o700)
        #expect(try permissions(path) == 0o700)
        #expect(try store.load() == nil)
        #expect(try store.block(number: 0) == nil)
        store.close()
        #expect(FileManager.default.fileExists(atPath: path + "/chain.sqlite"))
    }

    @Test("Every transaction is synced, in a log beside the file")
    func synchronous() throws {
        let place = try TemporaryDirectory()
        let store = try SQLiteStore(directory: place.path)
        defer { store.close() }
        #expect(try store.pragma("synchronous") == "2")
        #expect(try store.pragma("journal_mode") == "wal")
    }

    @Test("A second store on the directory is refused with path and process, until the first is closed")
    func locked() throws {
        let place = try TemporaryDirectory()
        let first = try SQLiteStore(directory: place.path)
        let error = failure { _ = try SQLiteStore(directory: place.path) }
        #expect(error?.code == .locked)
        #expect(error?.description.contains(place.lock) == true)
        #expect(error?.description.contains("\(getpid())") == true)
        first.close()
        first.close()
        #expect(failure { _ = try first.load() }?.code == .closed)
        #expect(failure { _ = try first.blockNumber(hash: .zero) }?.code == .closed)
        let second = try SQLiteStore(directory: place.path)
        #expect(try second.load() == nil)
        second.close()
    }

    @Test("A store that is dropped without being closed frees its directory")
    func dropped() throws {
        let place = try TemporaryDirectory()
        _ = try SQLiteStore(directory: place.path)
        let store = try SQLiteStore(directory: place.path)
        store.close()
    }

    @Test("Another process's lock is respected, and named; what it leaves behind is no obstacle")
    func otherProcess() throws {
        let place = try TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: place.path, withIntermediateDirectories: true)
        try Data("4194305\n".utf8).write(to: URL(fileURLWithPath: place.lock))
        // A lock belongs to an open file, so one of this process stands for another's.
        let file = open(place.lock, O_RDWR)
        #expect(flock(file, LOCK_EX | LOCK_NB) == 0)
        let error = failure { _ = try SQLiteStore(directory: place.path) }
        #expect(error?.code == .locked)
        #expect(error?.description.contains("process 4194305") == true)
        close(file)
        let store = try SQLiteStore(directory: place.path)
        store.close()
    }

    @Test("A path that is a file, below a file or taken by a directory is refused in words")
    func badPaths() throws {
        let place = try TemporaryDirectory()
        let file = place.sibling("file")
        try Data("x".utf8).write(to: URL(fileURLWithPath: file))
        let isFile = failure { _ = try SQLiteStore(directory: file) }
        #expect(isFile?.code == .io)
        #expect(isFile?.description.contains("not a directory") == true)
        let below = failure { _ = try SQLiteStore(directory: file + "/chain") }
        #expect(below?.code == .io)
        #expect(below?.description.contains(file) == true)
        #expect(failure { _ = try SQLiteStore(directory: "") }?.code == .io)
        for name in ["chain.sqlite", "lock"] {
            let path = place.sibling("with-\(name)")
            try FileManager.default.createDirectory(
                atPath: path + "/" + name, withIntermediateDirectories: true)
            let error = failure { _ = try SQLiteStore(directory: path) }
            #expect(error?.code == .io)
            #expect(error?.description.contains(path) == true)
        }
        // The system lets nobody write here.
        #expect(failure { _ = try SQLiteStore(directory: "/proc/chain") }?.code == .io)
    }

    @Test("A file that is no database, and another program's database, are refused and left as they are")
    func foreign() throws {
        let place = try TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: place.path, withIntermediateDirectories: true)
        let url = URL(fileURLWithPath: place.database)
        try Data(repeating: 0x61, count: 5000).write(to: url)
        let text = failure { _ = try SQLiteStore(directory: place.path) }
        #expect(text?.code == .unsupportedFormat)
        #expect(text?.description.contains(place.database) == true)
        #expect(try Data(contentsOf: url) == Data(repeating: 0x61, count: 5000))

        try FileManager.default.removeItem(at: url)
        let other = try DatabaseQueue(path: place.database)
        try other.write { try $0.execute(sql: "CREATE TABLE songs (title TEXT)") }
        try other.close()
        let content = try Data(contentsOf: url)
        let error = failure { _ = try SQLiteStore(directory: place.path) }
        #expect(error?.code == .unsupportedFormat)
        #expect(error?.description.contains("not the store of a chain") == true)
        #expect(try Data(contentsOf: url) == content)
    }
}

@Suite("Formats of a store")
struct StoreFormatTests {
    private static let next = StoreSchema(
        steps: StoreSchema.current.steps + ["CREATE TABLE more (name TEXT); INSERT INTO more VALUES ('new')"])

    @Test("A store of a newer format is refused with what to do")
    func newer() throws {
        let place = try TemporaryDirectory()
        try SQLiteStore(directory: place.path, schema: Self.next).close()
        let error = #expect(throws: StoreError.self) { _ = try SQLiteStore(directory: place.path) }
        #expect(error?.code == .unsupportedFormat)
        let format = StoreSchema.current.format
        #expect(error?.description.contains("has format \(format + 1)") == true)
        #expect(error?.description.contains("formats up to \(format): use that version") == true)
    }

    @Test("A store of an older format is copied and then brought to the present one, with what it has")
    func older() throws {
        let place = try TemporaryDirectory()
        var chain = try ChainMaker(accounts: 10)
        let old = try SQLiteStore(directory: place.path)
        try chain.write(to: old)
        old.close()
        let store = try SQLiteStore(directory: place.path, schema: Self.next)
        #expect(try store.load() == chain.stored)
        #expect(try store.pragma("user_version") == "\(Self.next.format)")
        store.close()
        // The copy is a whole store of the older format.
        let copy = place.sibling("copy")
        try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            atPath: "\(place.database).format-\(StoreSchema.current.format)", toPath: copy + "/chain.sqlite")
        let before = try SQLiteStore(directory: copy)
        #expect(try before.load() == chain.stored)
        #expect(try before.pragma("user_version") == "\(StoreSchema.current.format)")
        before.close()
        // Once is enough.
        try SQLiteStore(directory: place.path, schema: Self.next).close()
    }

    @Test("A step that fails leaves the older format")
    func failing() throws {
        let place = try TemporaryDirectory()
        try SQLiteStore(directory: place.path).close()
        let broken = StoreSchema(steps: StoreSchema.current.steps + ["CREATE TABLE more (x); NOT SQL"])
        let error = #expect(throws: StoreError.self) {
            _ = try SQLiteStore(directory: place.path, schema: broken)
        }
        #expect(error?.code == .io)
        let store = try SQLiteStore(directory: place.path)
        #expect(try store.pragma("user_version") == "\(StoreSchema.current.format)")
        store.close()
    }
}
