import Foundation
import GRDB
import KeyStore
import Primitives
import Secp256k1
import Testing
import Threshold
import store_probe

@Suite("Opening a store", .timeLimit(.minutes(2)))
struct OpeningTests {
    private func failure(_ body: () async throws -> Void) async -> KeyStoreError? {
        do {
            try await body()
            return nil
        } catch {
            return error as? KeyStoreError
        }
    }

    private func execute(_ place: Place, _ sql: String) throws {
        let queue = try DatabaseQueue(path: place.store + "/keystore.sqlite")
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
    }

    /// A closed store with the shares 0 and 1 and two pairs.
    private func prepared() async throws -> Place {
        let place = try Place()
        let store = try await place.open()
        for index: UInt32 in 0..<2 {
            try await store.put(Workload.share(index), as: Workload.shareName(index))
        }
        try await store.fill(2)
        try await store.close()
        return place
    }

    @Test func `Every opening has a higher number and another tag`() async throws {
        let place = try Place()
        var marks: [StoreMark] = []
        for turn in 0..<4 {
            let store = try await place.open()
            #expect(store.opening.continuity == (turn == 0 ? .new : .continued))
            marks.append(store.mark)
            try await store.close()
        }
        #expect(marks.map(\.opening) == [1, 2, 3, 4])
        #expect(Set(marks.map(\.tag)).count == 4)
        #expect(Set(marks.map(\.incarnation)).count == 1)
    }

    @Test func `Folder and files are their owner's only`() async throws {
        let place = try Place()
        let store = try await place.open()
        try await store.fill(1)
        #expect(try Files.mode(place.store) == 0o700)
        for name in ["keystore.sqlite", "keystore.sqlite-wal", "generation", "lock"] {
            #expect(try Files.mode(place.store + "/" + name) == 0o600)
        }
        #expect(!FileManager.default.fileExists(atPath: place.store + "/keystore.sqlite-shm"))
        try await store.close()
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: place.store)
        let refused = await failure { _ = try await place.open() }
        #expect(refused?.code == .exposed)
        #expect(refused?.description.contains("chmod 700") == true)
    }

    @Test func `A store is opened once at a time, and the refusal names the process`() async throws {
        let place = try Place()
        let store = try await place.open()
        let refused = await failure { _ = try await place.open() }
        #expect(refused?.code == .locked)
        #expect(refused?.description.contains("\(getpid())") == true)
        try await store.close()
        try await place.open().close()
    }

    @Test func `Another process is refused as well`() async throws {
        let place = try Place()
        let store = try await place.open()
        do {
            try await ProbeProcess.run(["live", place.store, "1"])
            Issue.record("the second process has opened the store")
        } catch let error as ProbeProcess.Failure {
            #expect(error.reason.contains("process \(getpid())"))
        }
        try await store.close()
    }

    @Test func `A wrong key, a short one or a passphrase instead is refused without harm`() async throws {
        let place = try await prepared()
        for key: SealingKey in [
            .bytes(Secret(copying: [UInt8](repeating: 8, count: 32))),
            .bytes(Secret(copying: [UInt8](repeating: 7, count: 31))),
            .passphrase(Secret(copying: Array("seven".utf8))),
        ] {
            var configuration = place.configuration()
            configuration.key = key
            #expect(await failure { _ = try await KeyStore.open(configuration) }?.code == .wrongKey)
        }
        let store = try await place.open()
        #expect(store.opening.continuity == .continued)
        #expect(try await store.names().count == 2)
        try await store.close()
    }

    @Test func `A passphrase unseals what it sealed, and another does not`() async throws {
        let place = try Place()
        var configuration = place.configuration()
        let cost = try PassphraseCost(logRounds: 10)
        configuration.key = .passphrase(Secret(copying: Array("correct horse".utf8)), cost: cost)
        var store = try await KeyStore.open(configuration)
        try await store.put(Workload.share(1), as: Workload.shareName(1))
        try await store.close()
        // The cost is that of the store, whatever is asked for later.
        configuration.key = .passphrase(Secret(copying: Array("correct horse".utf8)))
        store = try await KeyStore.open(configuration)
        _ = try await store.share(Workload.shareName(1), in: Point.self)
        try await store.close()
        configuration.key = .passphrase(Secret(copying: Array("wrong horse".utf8)))
        #expect(await failure { _ = try await KeyStore.open(configuration) }?.code == .wrongKey)
        #expect(await failure { _ = try await place.open() }?.code == .wrongKey)
        #expect(throws: KeyStoreError.self) { try PassphraseCost(logRounds: 30) }
    }

    @Test func `The standard cost of a passphrase can be paid`() async throws {
        let place = try Place()
        var configuration = place.configuration()
        configuration.key = .passphrase(Secret(copying: Array("p".utf8)))
        try await KeyStore.open(configuration).close()
    }

    @Test func `A store of a newer format is refused with what to run`() async throws {
        let place = try await prepared()
        try execute(place, "PRAGMA user_version = 9")
        let refused = await failure { _ = try await place.open() }
        #expect(refused?.code == .newerFormat)
        #expect(refused?.description.contains("newer release") == true)
    }

    @Test func `A new format comes after a backup of the shares, which the older release restores`()
        async throws
    {
        let place = try await prepared()
        let newer = StoreSchema(steps: StoreSchema.current.steps + ["CREATE TABLE later (a INTEGER)"])
        let store = try await KeyStore.open(place.configuration(schema: newer))
        #expect(store.opening.continuity == .continued)
        #expect(try await store.names().count == 2)
        try await store.close()
        #expect(await failure { _ = try await place.open() }?.code == .newerFormat)
        let path = place.store + "/shares-format-1.backup"
        #expect(try Files.mode(path) == 0o600)
        let restored = try await KeyStore.restore(
            Files.content(path), sealedUnder: Workload.key,
            to: place.configuration(place.sibling("restored")))
        #expect(try await restored.shares().count == 2)
        try await restored.close()
    }

    @Test func `Files that are something else are refused and left alone`() async throws {
        let place = try Place()
        try FileManager.default.createDirectory(
            atPath: place.store, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        let text = Data(repeating: 0x41, count: 5000)
        let path = place.store + "/keystore.sqlite"
        try text.write(to: URL(fileURLWithPath: path))
        #expect(await failure { _ = try await place.open() }?.code == .notAStore)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == text)
        try Files.remove(path)
        try execute(place, "CREATE TABLE mine (a INTEGER)")
        #expect(await failure { _ = try await place.open() }?.code == .notAStore)
    }

    @Test func `A changed, swapped or relabelled share does not open, and the others do`() async throws {
        for sql in [
            "UPDATE shares SET sealed = zeroblob(200) WHERE key_index = 0",
            "UPDATE shares SET sealed = substr(sealed, 1, 40) WHERE key_index = 0",
            "UPDATE shares SET key_index = 7 WHERE key_index = 0",
            "UPDATE shares SET epoch = 9 WHERE key_index = 0",
            "UPDATE shares SET key_set = 'other' WHERE key_index = 0",
            "UPDATE shares SET sealed = (SELECT sealed FROM shares WHERE key_index = 1) WHERE key_index = 0",
        ] {
            let place = try await prepared()
            try execute(place, sql)
            let store = try await place.open()
            for entry in try await store.shares() {
                let refused = await failure { _ = try await store.share(entry.name, in: Point.self) }
                #expect((refused == nil) == (entry.name == (try Workload.shareName(1))), "\(sql)")
                #expect(refused == nil || refused?.code == .damaged)
            }
            let backedUp = await failure { _ = try await store.backup(sealedUnder: Workload.key) }
            #expect(backedUp?.code == .damaged)
            try await store.close()
        }
    }

    @Test func `A share from another store does not open, though the key is the same`() async throws {
        let place = try await prepared()
        let other = try await prepared()
        try execute(
            place,
            "ATTACH '\(other.store)/keystore.sqlite' AS other; DELETE FROM shares;"
                + " INSERT INTO shares SELECT * FROM other.shares;")
        let store = try await place.open()
        let refused = await failure { _ = try await store.share(Workload.shareName(0), in: Point.self) }
        #expect(refused?.code == .damaged)
        try await store.close()
    }

    @Test func `A swapped or changed pair is spent and not given`() async throws {
        let place = try await prepared()
        try execute(
            place, "UPDATE pairs SET sealed = (SELECT sealed FROM pairs ORDER BY position DESC LIMIT 1)")
        let store = try await place.open(ready: 4)
        let names = try await store.names()
        try await store.expectAdmitted()
        // Only the one whose bytes are its own.
        #expect(try await store.takeName() == names[1])
        #expect(await failure { _ = try await store.takeName() }?.code == .empty)
        #expect(await failure { try await store.takeName(names[0]) }?.code == .alreadyTaken)
        try await store.close()
    }

    @Test func `Rows without sense are errors`() async throws {
        for sql in [
            "UPDATE shares SET epoch = 'x'", "UPDATE shares SET curve = 'none'",
            "UPDATE meta SET value = x'00' WHERE name = 'opening'", "DELETE FROM meta WHERE name = 'store'",
            "UPDATE meta SET value = x'0102' WHERE name = 'keyOrigin'", "UPDATE openings SET tag = 5",
            "UPDATE pools SET binding = x'ff'", "UPDATE pairs SET first = 'x' WHERE position = 1",
        ] {
            let place = try await prepared()
            try execute(place, sql)
            let refused = await failure {
                let store = try await place.open()
                _ = try await store.shares()
                _ = try await store.levels()
                _ = try await store.names()
                try await store.close()
            }
            // A tag that is another value breaks the continuity instead, and a pool under another name is another.
            #expect(refused != nil || sql.contains("tag"), "\(sql)")
        }
    }

    @Test func `Nothing that is printed has a secret in it`() async throws {
        let place = try await prepared()
        let store = try await place.open()
        let share = try Workload.share(0)
        let hex = share.secret.withUnsafeBytes { Array($0) }.hex
        let texts = [
            "\(store.opening)", "\(store.mark)", "\(try await store.shares())", "\(try await store.levels())",
            "\(Workload.key)", String(reflecting: Workload.key), String(reflecting: store),
        ]
        for text in texts {
            #expect(!text.contains(hex))
            #expect(!text.contains("7, 7, 7"))
        }
        try await store.close()
        // Nor do the files have it in the open.
        let needle = share.secret.withUnsafeBytes { Array($0) }
        let content = try Files.content(place.store + "/keystore.sqlite")
        #expect(!content.indices.contains { content[$0...].starts(with: needle) })
    }
}
