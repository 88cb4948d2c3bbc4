package import KeyStore
package import Logging
import Primitives
package import Secp256k1
package import Threshold

/// What the probe does with a store, and how it tells so: one line for each thing, only after the store has
/// answered.
package struct Workload {
    /// The key of the probe's stores, which protects nothing.
    package static var key: SealingKey { .bytes(Secret(copying: [UInt8](repeating: 7, count: 32))) }
    package static let owner = PartyID(0)

    package static func binding(epoch: UInt64 = 1) throws -> TripleBinding {
        try TripleBinding(
            keySet: "probe", epoch: epoch, signers: Participants([PartyID(0), PartyID(1)]), threshold: 2)
    }

    package static func shareName(_ index: UInt32) throws -> ShareName {
        try ShareName(curve: .secp256k1, keySet: "probe", epoch: 1, index: index)
    }

    /// The share with an index, always the same.
    package static func share(_ index: UInt32) throws -> KeyShare<Point> {
        var dealer = Dealer(seed: 0x7368_6172_6500_0000 | UInt64(index))
        return try dealer.keyShare(Point.self, of: [PartyID(0), PartyID(1)], threshold: 2, for: owner)
    }

    /// Something to know a share again by.
    package static func digest(_ share: KeyShare<Point>) -> String {
        Keccak256.hash(share.record.withUnsafeBytes { Array($0) }).hex
    }

    package static func quietLogger() -> Logger {
        Logger(label: "probe", factory: { _ in SwiftLogNoOpLogHandler() })
    }

    private let configuration: KeyStore.Configuration
    private let tell: @Sendable (String) -> Void
    /// Tells of a pair before the store has given it: the planted fault.
    private let tellsEarly: Bool
    private var random: UInt64
    private var dealer: Dealer
    private var store: KeyStore

    package init(
        _ configuration: KeyStore.Configuration, seed: UInt64, tellsEarly: Bool = false,
        tell: @escaping @Sendable (String) -> Void
    ) async throws {
        self.configuration = configuration
        self.tell = tell
        self.tellsEarly = tellsEarly
        random = seed
        dealer = Dealer(seed: seed)
        store = try await Self.open(configuration, tell)
    }

    private static func open(
        _ configuration: KeyStore.Configuration, _ tell: @Sendable (String) -> Void
    ) async throws -> KeyStore {
        let store = try await KeyStore.open(configuration)
        let opening = store.opening
        tell("opened \(opening.mark.opening) \(opening.destroyedPairs)")
        for entry in try await store.shares() {
            let share = try await store.share(entry.name, in: Point.self)
            tell("has \(entry.name.index) \(digest(share))")
        }
        tell("ready")
        _ = try await store.admit(binding(), as: owner, known: [PartyID(1): .nothing])
        return store
    }

    private mutating func below(_ limit: UInt64) -> UInt64 {
        random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (random >> 33) % limit
    }

    package mutating func step() async throws {
        let binding = try Self.binding()
        switch below(20) {
        case 0..<5:
            guard try await store.storedPairs(of: binding).count < 60 else { return }
            let batch = try dealer.batch(Int(below(6)) + 1, binding, for: Self.owner)
            try await store.put(batch)
            tell("stored")
        case 5..<8:
            let index = UInt32(below(40))
            let share = try Self.share(index)
            try await store.put(share, as: Self.shareName(index))
            tell("share \(index) \(Self.digest(share))")
        case 8:
            try await store.close()
            store = try await Self.open(configuration, tell)
        case 9..<12: try await takeNamed(binding)
        default: try await takeAtOnce(Int(below(4)) + 1, binding)
        }
    }

    /// As a signer who is told which pair it is.
    private mutating func takeNamed(_ binding: TripleBinding) async throws {
        let stored = try await store.storedPairs(of: binding)
        guard !stored.isEmpty else { return }
        let id = stored[Int(below(UInt64(stored.count)))]
        if tellsEarly { tell("took \(id.encoded.hex)") }
        // A refill may have put it into memory meanwhile, from where it may have gone.
        do throws(KeyStoreError) {
            let pair = try await store.take(id, for: binding)
            if !tellsEarly { tell("took \(PairID(pair.ids.0, pair.ids.1).encoded.hex)") }
        } catch {
            guard error.code == .alreadyTaken else { throw error }
        }
    }

    /// As a leader of several requests.
    private func takeAtOnce(_ count: Int, _ binding: TripleBinding) async throws {
        let (store, tell) = (store, tell)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<count {
                group.addTask {
                    do throws(KeyStoreError) {
                        let pair = try await store.take(for: binding)
                        tell("took \(PairID(pair.ids.0, pair.ids.1).encoded.hex)")
                    } catch {
                        guard error.code == .empty else { throw error }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    package func end() async throws { try await store.close() }
}
