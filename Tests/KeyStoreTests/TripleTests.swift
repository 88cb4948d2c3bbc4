import Foundation
import GRDB
import KeyStore
import Primitives
import Secp256k1
import Testing
import Threshold
import store_probe

@Suite("Triples in the store", .timeLimit(.minutes(2)))
struct TripleTests {
    private func code(_ body: () async throws -> Void) async -> KeyStoreError.Code? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? KeyStoreError)?.code
        }
    }

    @Test func `Two signers take the same pair by its name, and sign with it`() async throws {
        let place = try Place()
        let binding = try Workload.binding()
        let parties = Array(binding.signers)
        var dealer = Dealer(seed: 4)
        var stores: [PartyID: KeyStore] = [:]
        var batches: [PartyID: [(Secret, Secret)]] = [:]
        for _ in 0..<4 {
            let (first, second) = (
                try dealer.triple(binding, for: parties), try dealer.triple(binding, for: parties)
            )
            for party in parties {
                batches[party, default: []].append((try #require(first[party]), try #require(second[party])))
            }
        }
        for party in parties {
            let store = try await place.open(place.sibling("store-\(party)"))
            try await store.put(batches[party] ?? [], binding, of: party)
            let other = try #require(binding.signers.others(than: party).first)
            let admission = try await store.admission(binding, of: party, asking: other)
            #expect(admission == .admitted)
            stores[party] = store
        }
        let leader = try #require(stores[PartyID(0)])
        let follower = try #require(stores[PartyID(1)])
        for _ in 0..<4 {
            let proposed = try await leader.take(for: binding)
            let id = PairID(proposed.ids.0, proposed.ids.1)
            let followed = try await follower.take(id, for: binding)
            #expect(followed.ids == proposed.ids)
            #expect(followed.owner == PartyID(1))
            #expect(await code { _ = try await follower.take(id, for: binding) } == .alreadyTaken)
        }
        #expect(await code { _ = try await leader.take(for: binding) } == .empty)
        for store in stores.values { try await store.close() }
    }

    @Test func `Of many takes at once, each gets a pair of its own`() async throws {
        let place = try Place()
        let store = try await place.open(ready: 8)
        try await store.fill(60)
        try await store.expectAdmitted()
        let binding = try Workload.binding()
        let names: [PairID] = try await withThrowingTaskGroup(of: PairID?.self) { group in
            for _ in 0..<80 {
                group.addTask {
                    do throws(KeyStoreError) {
                        let pair = try await store.take(for: binding)
                        return PairID(pair.ids.0, pair.ids.1)
                    } catch {
                        #expect(error.code == .empty)
                        return nil
                    }
                }
            }
            return try await group.reduce(into: []) { if let name = $1 { $0.append(name) } }
        }
        #expect(names.count == 60)
        #expect(Set(names).count == 60)
        try await store.close()
    }

    @Test func `A pair asked for by many at once leaves once, from memory or from the disk`() async throws {
        let place = try Place()
        let store = try await place.open(ready: 4)
        try await store.fill(8)
        let names = try await store.names()
        try await store.expectAdmitted()
        try await store.prepare(Workload.binding())
        for name in names {
            let winners = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<8 { group.addTask { (try? await store.takeName(name)) != nil } }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(winners == 1)
        }
        try await store.close()
    }

    @Test func `What waits in memory is marked used on the disk and gone after the next opening`()
        async throws
    {
        let place = try Place()
        var store = try await place.open(ready: 5)
        try await store.fill(8)
        let names = try await store.names()
        try await store.expectAdmitted()
        try await store.prepare(Workload.binding())
        let level = try #require(try await store.levels().first)
        #expect(level.ready == 5 && level.stored == 3 && level.taken == 0 && level.available == 8)
        let sequence = store.mark.sequence
        try await store.close()
        store = try await place.open(ready: 5)
        #expect(store.opening.continuity == .continued)
        #expect(store.mark.sequence == sequence && sequence == 1)
        #expect(try await store.names() == Array(names.suffix(3)))
        try await store.expectAdmitted()
        #expect(await code { try await store.takeName(names[0]) } == .alreadyTaken)
        try await store.close()
    }

    @Test func `A request that finds memory filled does not wait for the disk's thread`() async throws {
        let place = try Place()
        let store = try await place.open(ready: 6)
        try await store.fill(6)
        try await store.expectAdmitted()
        try await store.prepare(Workload.binding())
        let before = store.mark
        try await store.spend(6)
        // No transaction was needed.
        #expect(store.mark == before)
        try await store.close()
    }

    /// The sealed bytes of the stored pairs, in order, from a closed store.
    @inline(never)
    private func sealedPairs(_ place: Place) throws -> [[UInt8]] {
        let queue = try DatabaseQueue(path: place.store + "/keystore.sqlite")
        let sealed = try queue.read { db in
            try Data.fetchAll(db, sql: "SELECT sealed FROM pairs ORDER BY position")
        }
        try queue.close()
        return sealed.map { Array($0) }
    }

    /// Whether one of the store's files has the beginning or the end of these bytes.
    @inline(never)
    private func isLeft(_ sealed: [UInt8], in place: Place) throws -> Bool {
        for name in try FileManager.default.contentsOfDirectory(atPath: place.store) {
            let content = try Files.content(place.store + "/" + name)
            for needle in [sealed.prefix(40), sealed.suffix(40)] {
                if content.indices.contains(where: { content[$0...].starts(with: needle) }) { return true }
            }
        }
        return false
    }

    @Test func `Sealed bytes of a used pair are in none of the files`() async throws {
        let place = try Place()
        var store = try await place.open()
        try await store.fill(3)
        try await store.close()
        let sealed = try sealedPairs(place)
        store = try await place.open()
        let names = try await store.names()
        try await store.expectAdmitted()
        try await store.takeName(names[1])
        let left = try sealed.map { try isLeft($0, in: place) }
        #expect(left == [true, false, true])
        try await store.close()
    }

    @Test func `A triple is stored once, in whatever role, and never again after it was used`() async throws {
        let place = try Place()
        let store = try await place.open()
        let binding = try Workload.binding()
        var dealer = Dealer(seed: 8)
        var records: [Secret] = []
        for _ in 0..<4 {
            records.append(try #require(try dealer.triple(binding, for: [Workload.owner])[Workload.owner]))
        }
        try await expect(nil, of: store, records[0], records[1])
        try await expect(.alreadyStored, of: store, records[0], records[1])
        try await expect(.alreadyStored, of: store, records[2], records[0])
        try await expect(.alreadyStored, of: store, records[1], records[3])
        try await expect(.mismatched, of: store, records[2], records[2])
        try await store.expectAdmitted()
        try await store.spend(1)
        try await expect(.alreadyTaken, of: store, records[0], records[1])
        try await expect(.alreadyTaken, of: store, records[2], records[1])
        try await expect(nil, of: store, records[2], records[3])
        try await store.close()
    }

    @inline(never)
    private func expect(
        _ expected: KeyStoreError.Code?, of store: KeyStore, _ first: Secret, _ second: Secret
    ) async throws {
        let binding = try Workload.binding()
        let found = await code { try await store.put([(first, second)], binding, of: Workload.owner) }
        #expect(found == expected)
    }

    @Test func `Batches take only what belongs to them`() async throws {
        let (binding, other) = (try Workload.binding(), try Workload.binding(epoch: 2))
        var dealer = Dealer(seed: 8)
        let foreign = try #require(try dealer.triple(other, for: [Workload.owner])[Workload.owner])
        let own = try #require(try dealer.triple(binding, for: [Workload.owner])[Workload.owner])
        var batch = try TripleBatch(for: binding, owner: Workload.owner)
        var failure: KeyStoreError?
        do throws(KeyStoreError) {
            try batch.add(try TripleShare.read(own), try TripleShare.read(foreign))
        } catch {
            failure = error
        }
        #expect(failure?.code == .mismatched)
        #expect(batch.count == 0)
        #expect(throws: KeyStoreError.self) { _ = try TripleBatch(for: binding, owner: PartyID(5)).count }
    }

    @Test func `Pairs that others lack are discarded, and count as used`() async throws {
        let place = try Place()
        let store = try await place.open()
        try await store.fill(3)
        let names = try await store.names()
        let binding = try Workload.binding()
        let unknown = PairID(TripleID(.zero), TripleID(Keccak256.hash([1])))
        #expect(try await store.discard([names[1], unknown], of: binding) == 1)
        #expect(try await store.names() == [names[0], names[2]])
        try await store.expectAdmitted()
        #expect(await code { try await store.takeName(names[1]) } == .alreadyTaken)
        #expect(await code { try await store.takeName(unknown) } == .unknownPair)
        try await store.close()
    }

    @Test func `Void epochs lose their triples on the disk and in memory, and take no more`() async throws {
        let place = try Place()
        let store = try await place.open(ready: 2)
        let (old, new) = (try Workload.binding(epoch: 1), try Workload.binding(epoch: 2))
        for (seed, binding) in [(3, old), (4, new)] {
            try await store.fill(4, seed: UInt64(seed), binding: binding)
            let admission = try await store.admission(binding, of: Workload.owner, asking: PartyID(1))
            #expect(admission == .admitted)
            try await store.prepare(binding)
        }
        #expect(try await store.voidTriples(of: "probe", before: 2) == 2)
        #expect(await code { try await store.spend(1, of: old) } == .notAdmitted)
        #expect(await code { try await store.fill(1, seed: 5, binding: old) } == .void)
        let again = await code {
            _ = try await store.admission(old, of: Workload.owner, asking: PartyID(1))
        }
        #expect(again == .void)
        try await store.spend(1, of: new)
        #expect(try await store.levels().map(\.binding) == [new])
        #expect(try await store.voidTriples(of: "probe", before: nil) == 2)
        #expect(await code { try await store.spend(1, of: new) } == .notAdmitted)
        // What is void stays void.
        #expect(try await store.voidTriples(of: "probe", before: 1) == 0)
        #expect(await code { try await store.fill(1, seed: 6, binding: new) } == .void)
        try await store.close()
    }

    @Test func `Signers prefer pairs of their own to propose`() async throws {
        let place = try Place()
        let store = try await place.open(ready: 40)
        try await store.fill(40)
        let signers = try Workload.binding().signers
        let own = try await store.names().count { $0.proposer(among: signers) == Workload.owner }
        #expect(own > 5 && own < 35)
        try await store.expectAdmitted()
        for turn in 0..<40 {
            let isOwn = try await store.takeName().proposer(among: signers) == Workload.owner
            #expect(isOwn == (turn < own))
        }
        try await store.close()
    }

    @Test func `A closed store answers nothing`() async throws {
        let place = try Place()
        let store = try await place.open(ready: 2)
        try await store.fill(4)
        try await store.expectAdmitted()
        try await store.prepare(Workload.binding())
        try await store.close()
        try await store.close()
        #expect(await code { _ = try await store.takeName() } == .closed)
        #expect(await code { _ = try await store.names() } == .closed)
        #expect(await code { try await store.fill(1) } == .closed)
    }
}

extension TripleShare {
    static func read(_ record: Secret) throws(KeyStoreError) -> TripleShare {
        do { return try TripleShare(record: record) } catch { throw KeyStoreError(.damaged, "\(error)") }
    }
}
