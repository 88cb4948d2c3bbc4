import KeyStore
import Primitives
import Secp256k1
import TestSupport
import Testing
import Threshold
import store_probe

@Suite("Backups of the shares", .timeLimit(.minutes(2)))
struct BackupTests {
    private func failure(_ body: () async throws -> Void) async -> KeyStoreError.Code? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? KeyStoreError)?.code
        }
    }

    @Test func `A restored store has all shares, no triples and a higher opening of another incarnation`()
        async throws
    {
        let place = try Place()
        let store = try await place.open()
        for index: UInt32 in 0..<5 {
            try await store.put(Workload.share(index), as: Workload.shareName(index))
        }
        try await store.retire(Workload.shareName(4))
        try await store.fill(3)
        let key = SealingKey.passphrase(
            Secret(copying: Array("away".utf8)), cost: try PassphraseCost(logRounds: 10))
        let backup = try await store.backup(sealedUnder: key)
        let restored = try await KeyStore.restore(
            backup, sealedUnder: key, to: place.configuration(place.sibling("restored")))
        #expect(restored.opening.continuity == .new)
        #expect(restored.mark.opening > store.mark.opening)
        #expect(restored.mark.incarnation != store.mark.incarnation)
        #expect(try await restored.shares() == store.shares())
        #expect(try await restored.levels().isEmpty)
        for index: UInt32 in 0..<5 {
            let share = try await restored.share(Workload.shareName(index), in: Point.self)
            #expect(try Workload.digest(share) == Workload.digest(Workload.share(index)))
        }
        try await restored.close()
        let again = try await place.open(place.sibling("restored"))
        #expect(again.opening.continuity == .continued)
        try await again.close()
        try await store.close()
    }

    @Test func `A backup is restored only where there is no store, and opens only under its key`()
        async throws
    {
        let place = try Place()
        let store = try await place.open()
        try await store.put(Workload.share(0), as: Workload.shareName(0))
        let backup = try await store.backup(sealedUnder: Workload.key)
        try await store.close()
        let there = await failure {
            _ = try await KeyStore.restore(
                backup, sealedUnder: Workload.key, to: place.configuration())
        }
        #expect(there == .alreadyExists)
        let configuration = place.configuration(place.sibling("restored"))
        let other = SealingKey.bytes(Secret(copying: [UInt8](repeating: 1, count: 32)))
        let wrong = await failure {
            _ = try await KeyStore.restore(backup, sealedUnder: other, to: configuration)
        }
        #expect(wrong == .wrongKey)
        let foreign = await failure {
            _ = try await KeyStore.restore([1, 2, 3], sealedUnder: Workload.key, to: configuration)
        }
        #expect(foreign == .notAStore)
        var newer = backup
        newer[12] = 2
        let unknown = await failure { [newer] in
            _ = try await KeyStore.restore(newer, sealedUnder: Workload.key, to: configuration)
        }
        #expect(unknown == .newerFormat)
    }

    @Test func `fuzz: a changed backup is refused`() async throws {
        let place = try Place()
        let store = try await place.open()
        try await store.put(Workload.share(0), as: Workload.shareName(0))
        let backup = try await store.backup(sealedUnder: Workload.key)
        try await store.close()
        var random = SplitMix64(seed: fuzzSeed)
        let configuration = place.configuration(place.sibling("restored"))
        for _ in 0..<min(3000, fuzzIterations / 10) {
            let changed = random.mutated(backup)
            guard changed != backup else { continue }
            let code = await failure {
                _ = try await KeyStore.restore(changed, sealedUnder: Workload.key, to: configuration)
            }
            #expect([.notAStore, .newerFormat, .wrongKey, .damaged].contains(code))
        }
    }
}
