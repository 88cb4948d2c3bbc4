import BLS12381
import KeyStore
import Primitives
import Secp256k1
import Testing
import Threshold
import store_probe

@Suite("Key shares", .timeLimit(.minutes(2)))
struct ShareTests {
    private static let parties = [PartyID(0), PartyID(1), PartyID(2)]

    private func share<Group: ThresholdGroup>(_ group: Group.Type, seed: UInt64) throws -> KeyShare<Group> {
        var dealer = Dealer(seed: seed)
        return try dealer.keyShare(group, of: Self.parties, threshold: 2, for: PartyID(1))
    }

    @Test func `Shares on both curves are there after the store was opened again`() async throws {
        let place = try Place()
        let root = try share(Point.self, seed: 1)
        let bls = try share(G1.self, seed: 2)
        let rootName = try ShareName(curve: .secp256k1, keySet: "naga", epoch: 7, index: 2)
        let blsName = try ShareName(curve: .bls12381G1, keySet: "naga", epoch: 7)
        var store = try await place.open()
        try await store.put(root, as: rootName)
        try await store.put(bls, as: blsName)
        try await store.close()
        store = try await place.open()
        let readRoot = try await store.share(rootName, in: Point.self)
        let readBLS = try await store.share(blsName, in: G1.self)
        #expect(readRoot.secret == root.secret)
        #expect(readRoot.publicPolynomial == root.publicPolynomial)
        #expect(readRoot.participants == root.participants)
        #expect(readBLS.secret == bls.secret)
        #expect(readBLS.owner == bls.owner)
        #expect(try await store.shares().map(\.name) == [blsName, rootName])
        #expect(try await store.shares(of: "naga", epoch: 8).isEmpty)
        try await store.close()
    }

    @Test func `A name holds one share; the same again is no error, and another is refused`() async throws {
        let place = try Place()
        let store = try await place.open()
        let name = try ShareName(curve: .secp256k1, keySet: "a", epoch: 1)
        let first = try share(Point.self, seed: 1)
        let second = try share(Point.self, seed: 2)
        try await store.put(first, as: name)
        try await store.put(first, as: name)
        await #expect { try await store.put(second, as: name) } throws: {
            ($0 as? KeyStoreError)?.code == .alreadyStored
        }
        #expect(try await store.share(name, in: Point.self).secret == first.secret)
        // The same share in another epoch is another row.
        try await store.put(second, as: ShareName(curve: .secp256k1, keySet: "a", epoch: 2))
        try await store.close()
    }

    @Test func `A share of one curve is not stored or read as one of the other`() async throws {
        let place = try Place()
        let store = try await place.open()
        let name = try ShareName(curve: .secp256k1, keySet: "a", epoch: 1)
        let bls = try share(G1.self, seed: 1)
        await #expect { try await store.put(bls, as: name) } throws: {
            ($0 as? KeyStoreError)?.code == .mismatched
        }
        await #expect { _ = try await store.share(name, in: G1.self) } throws: {
            ($0 as? KeyStoreError)?.code == .mismatched
        }
        await #expect { _ = try await store.share(name, in: Point.self) } throws: {
            ($0 as? KeyStoreError)?.code == .notFound
        }
        try await store.close()
    }

    @Test func `A share goes in two steps only: it is retired, and then erased`() async throws {
        let place = try Place()
        let store = try await place.open()
        let name = try ShareName(curve: .secp256k1, keySet: "a", epoch: 1)
        let value = try share(Point.self, seed: 1)
        try await store.put(value, as: name)
        await #expect { try await store.erase(name) } throws: { ($0 as? KeyStoreError)?.code == .notFound }
        try await store.retire(name)
        #expect(try await store.shares().map(\.isRetired) == [true])
        #expect(try await store.share(name, in: Point.self).secret == value.secret)
        try await store.erase(name)
        #expect(try await store.shares().isEmpty)
        await #expect { try await store.retire(name) } throws: { ($0 as? KeyStoreError)?.code == .notFound }
        try await store.close()
    }

    @Test func `Names that cannot be stored are refused`() {
        #expect(throws: KeyStoreError.self) { try ShareName(curve: .secp256k1, keySet: "", epoch: 1) }
        #expect(throws: KeyStoreError.self) { try ShareName(curve: .secp256k1, keySet: "a\0b", epoch: 1) }
        #expect(throws: KeyStoreError.self) {
            try ShareName(curve: .secp256k1, keySet: String(repeating: "a", count: 256), epoch: 1)
        }
        #expect(throws: KeyStoreError.self) { try ShareName(curve: .secp256k1, keySet: "a", epoch: .max) }
    }
}
