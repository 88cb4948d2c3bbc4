import KeyStore
import Primitives
import TestSupport
import Testing
import Threshold
import store_probe

/// A disk that is set back with everything on it, as by a snapshot, looks to itself as it did: only peers know.
@Suite("Stores that are older than their peers know", .timeLimit(.minutes(2)))
struct PeerTests {
    private func opened(_ place: Place, _ folder: String? = nil) async throws -> KeyStore {
        try await place.open(folder, identities: .unchanging)
    }

    /// What a peer answers when it is told where the store stands.
    private func answer(_ peer: KeyStore, to store: KeyStore) async throws -> [PartyID: PeerMemory] {
        [PartyID(1): try await peer.remember(store.mark, of: "node-0")]
    }

    @inline(never)
    private func expect(
        _ expected: Admission, of store: KeyStore, asking peer: KeyStore
    ) async throws {
        let known = try await answer(peer, to: store)
        let admission = try await store.admit(Workload.binding(), as: Workload.owner, known: known)
        #expect(admission == expected)
    }

    /// That nothing is given out of a set that was not admitted.
    @inline(never)
    private func expectRefusal(_ store: KeyStore) async throws {
        await #expect { try await store.takeName() } throws: { ($0 as? KeyStoreError)?.code == .notAdmitted }
    }

    @Test func `A snapshot taken before the last opening destroys its triples before the first is taken`()
        async throws
    {
        let place = try Place()
        let peer = try await place.open(place.sibling("peer"))
        var store = try await opened(place)
        try await expect(.admitted, of: store, asking: peer)
        try await store.fill(6)
        try await store.close()
        try Files.copy(place.store, to: place.sibling("snapshot"))
        store = try await opened(place)
        try await expect(.admitted, of: store, asking: peer)
        try await store.spend(1)
        try await store.close()

        store = try await opened(place, place.sibling("snapshot"))
        #expect(store.opening.continuity == .continued)
        try await expectRefusal(store)
        try await expect(.destroyed(pairs: 6, by: [PartyID(1)]), of: store, asking: peer)
        #expect(try await store.names().isEmpty)
        try await expectRefusal(store)
        // It has a new incarnation, of which nobody has heard.
        try await expect(.admitted, of: store, asking: peer)
        try await store.close()
        try await peer.close()
    }

    @Test func `A snapshot from the midst of an opening is known by the withdrawals after it`() async throws {
        let place = try Place()
        let peer = try await place.open(place.sibling("peer"))
        var store = try await opened(place)
        try await expect(.admitted, of: store, asking: peer)
        try await store.fill(6)
        try Files.copy(place.store, to: place.sibling("snapshot"))
        try await store.spend(1)
        // As told with the proposal of the pair.
        _ = try await answer(peer, to: store)
        try await store.close()
        // What was heard in passing survives the peer's own closing.
        try await peer.close()
        let again = try await place.open(place.sibling("peer"))

        store = try await opened(place, place.sibling("snapshot"))
        try await expect(.destroyed(pairs: 6, by: [PartyID(1)]), of: store, asking: again)
        try await store.close()
        try await again.close()
    }

    @Test func `Of two clones that run at once, the second destroys its triples`() async throws {
        let place = try Place()
        let peer = try await place.open(place.sibling("peer"))
        let store = try await opened(place)
        try await store.fill(4)
        try await store.close()
        try Files.copy(place.store, to: place.sibling("clone"))
        let first = try await opened(place)
        let second = try await opened(place, place.sibling("clone"))
        #expect(first.mark != second.mark)
        try await expect(.admitted, of: first, asking: peer)
        try await expect(.destroyed(pairs: 4, by: [PartyID(1)]), of: second, asking: peer)
        #expect(try await first.names().count == 4)
        for store in [first, second, peer] { try await store.close() }
    }

    @Test func `A set is admitted only when all other signers have answered`() async throws {
        let place = try Place()
        let store = try await place.open()
        try await store.fill(1)
        let binding = try Workload.binding()
        await #expect { try await store.admit(binding, as: Workload.owner, known: [:]) } throws: {
            ($0 as? KeyStoreError)?.code == .notAdmitted
        }
        await #expect { try await store.admit(binding, as: PartyID(9), known: [:]) } throws: {
            ($0 as? KeyStoreError)?.code == .mismatched
        }
        try await expectRefusal(store)
        try await store.close()
    }

    @Test func `A peer remembers the latest it was told, by incarnation, and across its own openings`()
        async throws
    {
        let place = try Place()
        var peer = try await place.open(place.sibling("peer"))
        var marks: [StoreMark] = []
        for _ in 0..<3 {
            let store = try await place.open()
            marks.append(store.mark)
            try await store.close()
        }
        #expect(try await peer.remember(marks[1], of: "a") == .nothing)
        #expect(try await peer.remember(marks[0], of: "a") == .mark(marks[1]))
        #expect(try await peer.remember(marks[2], of: "a") == .mark(marks[1]))
        #expect(try await peer.remember(marks[2], of: "b") == .nothing)
        try await peer.close()
        peer = try await place.open(place.sibling("peer"))
        #expect(try await peer.remember(marks[0], of: "a") == .mark(marks[2]))
        // Another incarnation is another memory; the first is kept beside it.
        let other = try await place.open(place.sibling("other"))
        #expect(try await peer.remember(other.mark, of: "a") == .nothing)
        #expect(try await peer.remember(marks[0], of: "a") == .mark(marks[2]))
        await #expect { try await peer.remember(marks[0], of: "") } throws: {
            ($0 as? KeyStoreError)?.code == .outOfRange
        }
        try await other.close()
        try await peer.close()
    }

    @Test func `Marks are read as they are written, and nothing else is`() throws {
        let encoded =
            [1] + [UInt8](repeating: 2, count: 16) + [0, 0, 0, 0, 0, 0, 0, 3]
            + [UInt8](repeating: 4, count: 16) + [0, 0, 0, 0, 0, 0, 1, 0]
        let mark = try StoreMark(encoded: encoded)
        #expect(mark.encoded == encoded)
        #expect(mark.opening == 3)
        #expect(mark.sequence == 256)
        #expect(throws: KeyStoreError.self) { try StoreMark(encoded: []) }
        #expect(throws: KeyStoreError.self) { try StoreMark(encoded: encoded.dropLast()) }
        #expect(throws: KeyStoreError.self) { try StoreMark(encoded: encoded + [0]) }
        #expect(throws: KeyStoreError.self) { try StoreMark(encoded: [2] + encoded.dropFirst()) }
    }

    @Test func `fuzz: whatever decodes as a mark or a pair's name is what was encoded`() {
        var random = SplitMix64(seed: fuzzSeed)
        for _ in 0..<min(20_000, fuzzIterations) {
            let bytes = random.bytes(Int(random.next() % 2) + StoreMark.encodedCount - 1)
            let marked = [1] + bytes.dropFirst()
            if let mark = try? StoreMark(encoded: marked) { #expect(mark.encoded == marked) }
            let name = random.bytes(upTo: 65)
            if let id = try? PairID(encoded: name) { #expect(id.encoded == name) }
        }
    }
}
