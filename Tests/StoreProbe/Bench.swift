import KeyStore
import Primitives
import Threshold

/// How long the store's operations take: the middle and the slowest of a number of turns.
enum Bench {
    static func run(_ folder: String) async throws {
        var configuration = KeyStore.Configuration(
            folder: folder, key: Workload.key, logger: Workload.quietLogger())
        configuration.refillBelow = 0
        let store = try await KeyStore.open(configuration)
        let binding = try Workload.binding()
        var dealer = Dealer(seed: UInt64.random(in: 0 ... .max))
        _ = try await store.admit(binding, as: Workload.owner, known: [PartyID(1): .nothing])
        var (puts, refills, takes, named): ([Duration], [Duration], [Duration], [Duration]) = ([], [], [], [])
        let clock = ContinuousClock()
        for _ in 0..<40 {
            let batch = try dealer.batch(64, binding, for: Workload.owner)
            let start = clock.now
            try await store.put(batch)
            puts.append(clock.now - start)
            let refill = clock.now
            try await store.prepare(binding)
            refills.append(clock.now - refill)
            for _ in 0..<64 {
                let take = clock.now
                _ = try await store.take(for: binding)
                takes.append(clock.now - take)
            }
        }
        let batch = try dealer.batch(100, binding, for: Workload.owner)
        try await store.put(batch)
        for id in try await store.storedPairs(of: binding) {
            let take = clock.now
            _ = try await store.take(id, for: binding)
            named.append(clock.now - take)
        }
        try await store.close()
        tell("put of 64 pairs", puts)
        tell("refill of 64 pairs", refills)
        tell("take from memory", takes)
        tell("take from the disk", named)
    }

    private static func tell(_ name: String, _ durations: [Duration]) {
        let sorted = durations.sorted()
        guard let last = sorted.last else { return }
        func text(_ duration: Duration) -> String {
            let (seconds, attoseconds) = duration.components
            return "\(Double(seconds) * 1e6 + Double(attoseconds / 1_000_000_000) / 1e3) us"
        }
        StoreProbe.say("\(name): median \(text(sorted[sorted.count / 2])), slowest \(text(last))")
    }
}
