import Foundation
import GRDB
import KeyStore
import Secp256k1
import Testing
import Threshold
import store_probe

/// Every way of copying, restoring and reverting a store's files that leaves a trace on the machine.
@Suite("Stores that were copied, restored or reverted", .timeLimit(.minutes(2)))
struct CopyTests {
    private static let pairs = 6

    /// A store with shares and triples, closed.
    private func prepared() async throws -> Place {
        let place = try Place()
        let store = try await place.open()
        try await store.put(Workload.share(3), as: Workload.shareName(3))
        try await store.fill(Self.pairs)
        try await store.close()
        return place
    }

    /// That the store in a folder has its shares and nothing to give out.
    private func expectBroken(
        _ place: Place, in folder: String? = nil, _ reason: Continuity.Reason, destroyed: Int = pairs,
        after opening: UInt64 = 1
    ) async throws {
        let store = try await place.open(folder)
        #expect(store.opening.continuity == .broken(reason))
        #expect(store.opening.destroyedPairs == destroyed)
        #expect(store.opening.mark.opening > opening)
        #expect(try await store.names().isEmpty)
        try await store.expectAdmitted()
        await #expect(throws: KeyStoreError.self) { try await store.takeName() }
        let share = try await store.share(Workload.shareName(3), in: Point.self)
        #expect(try Workload.digest(share) == Workload.digest(Workload.share(3)))
        // From here on it is a store like any other.
        try await store.fill(2, seed: 99)
        try await store.close()
        let again = try await place.open(folder)
        #expect(again.opening.continuity == .continued)
        #expect(try await again.names().count == 2)
        try await again.close()
    }

    private func expectContinued(_ place: Place, _ folder: String? = nil) async throws {
        let store = try await place.open(folder)
        #expect(store.opening.continuity == .continued)
        #expect(try await store.names().count == Self.pairs)
        try await store.close()
    }

    @Test func `A copy of the whole folder starts without triples, and the original keeps its own`()
        async throws
    {
        let place = try await prepared()
        try Files.copy(place.store, to: place.sibling("copy"))
        try await expectBroken(place, in: place.sibling("copy"), .copiedGenerationFile)
        try await expectContinued(place)
    }

    @Test func `A copy of all files of an open store starts without triples`() async throws {
        let place = try await prepared()
        let store = try await place.open()
        try await store.fill(2, seed: 5)
        try Files.copy(place.store, to: place.sibling("copy"))
        try await store.close()
        try await expectBroken(
            place, in: place.sibling("copy"), .copiedGenerationFile, destroyed: Self.pairs + 2, after: 2)
    }

    @Test func `A copy of the database without its log starts without triples`() async throws {
        let place = try await prepared()
        let store = try await place.open()
        try await store.fill(2, seed: 5)
        let copy = place.sibling("copy")
        try FileManager.default.createDirectory(
            atPath: copy, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        try Files.copy(place.store + "/keystore.sqlite", to: copy + "/keystore.sqlite")
        try await store.close()
        try await expectBroken(place, in: copy, .noGenerationFile)
    }

    /// What `VACUUM INTO` makes of a store's database.
    private func vacuumed(_ place: Place, to path: String) throws {
        let queue = try DatabaseQueue(path: place.store + "/keystore.sqlite")
        try queue.vacuum(into: path)
        try queue.close()
    }

    @Test func `What VACUUM INTO makes starts without triples, alone or with the generation file`()
        async throws
    {
        let place = try await prepared()
        for (name, brings) in [("alone", false), ("both", true)] {
            let folder = place.sibling(name)
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            try vacuumed(place, to: folder + "/keystore.sqlite")
            if brings { try Files.copy(place.store + "/generation", to: folder + "/generation") }
            try await expectBroken(place, in: folder, brings ? .copiedGenerationFile : .noGenerationFile)
        }
        try await expectContinued(place)
    }

    @Test func `What VACUUM INTO made in the database's place starts without triples`() async throws {
        let place = try await prepared()
        try vacuumed(place, to: place.sibling("vacuumed"))
        try Files.move(place.sibling("vacuumed"), to: place.store + "/keystore.sqlite")
        try await expectBroken(place, .copiedDatabase)
    }

    /// The files as they are now, aside; then two pairs are taken and the store is closed.
    private func spent(_ place: Place) async throws -> String {
        let backup = place.sibling("backup")
        let store = try await place.open(ready: 1)
        try Files.copy(place.store, to: backup)
        try await store.expectAdmitted()
        try await store.spend(2)
        try await store.close()
        return backup
    }

    @Test func `An older database moved over the newer starts without triples`() async throws {
        let place = try await prepared()
        let backup = try await spent(place)
        try Files.move(backup + "/keystore.sqlite", to: place.store + "/keystore.sqlite")
        try await expectBroken(place, .copiedDatabase)
    }

    @Test func `An older database written into the newer file starts without triples`() async throws {
        let place = try await prepared()
        let backup = try await spent(place)
        try Files.overwrite(place.store + "/keystore.sqlite", with: backup + "/keystore.sqlite")
        try await expectBroken(place, .olderDatabase)
    }

    @Test func `All files written back into their namesakes start without triples`() async throws {
        let place = try await prepared()
        let backup = try await spent(place)
        try Files.overwriteAll(place.store, with: backup)
        try await expectBroken(place, .copiedGenerationFile)
    }

    @Test func `A whole folder restored in the place of the removed one starts without triples`() async throws
    {
        let place = try await prepared()
        let backup = try await spent(place)
        try Files.remove(place.store)
        try Files.copy(backup, to: place.store)
        try await expectBroken(place, .copiedGenerationFile)
    }

    @Test func `A copy of the folder moved back starts without triples`() async throws {
        let place = try await prepared()
        let backup = try await spent(place)
        try Files.move(place.store, to: place.sibling("aside"))
        try Files.move(backup, to: place.store)
        try await expectBroken(place, .copiedGenerationFile)
    }

    @Test func `The folder itself moved away and back, while a copy had its place, keeps what nobody took`()
        async throws
    {
        let place = try await prepared()
        try Files.copy(place.store, to: place.sibling("copy"))
        try Files.move(place.store, to: place.sibling("aside"))
        try Files.move(place.sibling("copy"), to: place.store)
        try await expectBroken(place, .copiedGenerationFile)
        try Files.remove(place.store)
        try Files.move(place.sibling("aside"), to: place.store)
        try await expectContinued(place)
    }

    @Test func `A folder with another name is the same store`() async throws {
        let place = try await prepared()
        try Files.move(place.store, to: place.sibling("moved"))
        try await expectContinued(place, place.sibling("moved"))
    }

    @Test func `Without its generation file, or with an older or a foreign one, a store has no triples`()
        async throws
    {
        var place = try await prepared()
        try Files.remove(place.store + "/generation")
        try await expectBroken(place, .noGenerationFile)

        place = try await prepared()
        let backup = try await spent(place)
        try Files.move(backup + "/generation", to: place.store + "/generation")
        try await expectBroken(place, .copiedGenerationFile, destroyed: Self.pairs - 2)

        place = try await prepared()
        let other = try await prepared()
        try Files.move(other.store + "/generation", to: place.store + "/generation")
        try await expectBroken(place, .foreignGenerationFile)

        place = try await prepared()
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: place.store + "/generation"))
        try file.truncate(atOffset: 20)
        try file.close()
        try await expectBroken(place, .foreignGenerationFile)
    }

    @Test func `A disk in another machine starts without triples`() async throws {
        let place = try Place()
        let here = HostIdentities.unchanging(machine: 1)
        let there = HostIdentities.unchanging(machine: 2)
        let store = try await place.open(identities: here)
        try await store.fill(3)
        try await store.close()
        let moved = try await place.open(identities: there)
        #expect(moved.opening.continuity == .broken(.otherMachine))
        #expect(moved.opening.destroyedPairs == 3)
        try await moved.close()
    }

    @Test func `A database with a second name is refused`() async throws {
        let place = try await prepared()
        try FileManager.default.linkItem(
            atPath: place.store + "/keystore.sqlite", toPath: place.sibling("link"))
        await #expect { try await place.open() } throws: { ($0 as? KeyStoreError)?.code == .exposed }
        try Files.remove(place.sibling("link"))
        try await expectContinued(place)
    }
}
