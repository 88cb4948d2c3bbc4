#if os(Linux)
    import Foundation
    import KeyStore
    import Secp256k1
    import TestSupport
    import Testing
    import Threshold
    import store_probe

    /// `STORE_CRASH_POINTS` crashes; the seed is that of the fuzz tests.
    @Suite("A machine that loses its power", .timeLimit(.minutes(30)))
    struct MachineCrashTests {
        private struct Outcome {
            var violations: [String] = []
            var points = 0
            var pairs = 0
            var destroyed = 0
        }

        /// Cuts a trace at random places, and opens what a crash there may leave.
        private static func judge(
            _ trace: CrashTrace, points: Int, seed: UInt64, stopsAtFirst: Bool = false
        ) async throws -> Outcome {
            let place = try Place()
            var random = SplitMix64(seed: seed)
            let cuts = (0..<points).map { _ in Int(random.next() % UInt64(trace.events.count + 1)) }.sorted()
            var (disk, ledger, outcome, done) = (CrashedDisk(), Ledger(), Outcome(), 0)
            for (number, cut) in cuts.enumerated() {
                for event in trace.events[done..<cut] {
                    disk.apply(event)
                    if case .note(let line) = event { ledger.hear(line) }
                }
                done = cut
                let folder = place.sibling("crash-\(number)")
                try disk.write(to: folder, using: &random)
                try await examine(folder, place, ledger, &outcome)
                try Files.remove(folder)
                if stopsAtFirst, !outcome.violations.isEmpty { break }
            }
            outcome.violations += ledger.violations
            return outcome
        }

        private static func examine(
            _ folder: String, _ place: Place, _ ledger: Ledger, _ outcome: inout Outcome
        ) async throws {
            outcome.points += 1
            do {
                let store = try await place.open(folder, identities: .unchanging)
                if store.opening.mark.opening <= ledger.opening {
                    outcome.violations.append("opening \(store.opening.mark.opening) after \(ledger.opening)")
                }
                outcome.destroyed += store.opening.destroyedPairs
                for (index, digest) in ledger.shares {
                    let name = try Workload.shareName(UInt32(index) ?? 0)
                    let share = try? await store.share(name, in: Point.self)
                    if share.map({ Workload.digest($0) }) != digest {
                        outcome.violations.append("share \(index) is lost")
                    }
                }
                let names = try await store.names()
                outcome.pairs += names.count
                for pair in names where ledger.hasReleased(pair) {
                    outcome.violations.append("pair \(pair) could be released twice")
                }
                if !names.isEmpty {
                    try await store.expectAdmitted()
                    let taken = try await store.takeName()
                    if ledger.hasReleased(taken) { outcome.violations.append("pair \(taken) released twice") }
                }
                try await store.close()
            } catch {
                outcome.violations.append("the store does not open or work: \(error)")
            }
        }

        @Test func `Whatever was not synced may be gone, and nothing is released twice or lost`() async throws
        {
            let points = ProbeProcess.setting("STORE_CRASH_POINTS", default: 500)
            // Each trace is cut at five hundred places.
            var total = Outcome()
            for turn in 0..<max(1, points / 500) {
                let seed = fuzzSeed &+ UInt64(turn)
                let trace = try await CrashTrace.record(seed: seed, steps: 120)
                #expect(trace.syncCount > 100)
                let outcome = try await Self.judge(trace, points: min(points, 500), seed: seed)
                #expect(outcome.violations == [])
                total.points += outcome.points
                total.pairs += outcome.pairs
                total.destroyed += outcome.destroyed
            }
            // Only a store that still has its triples could release one twice.
            #expect(total.pairs > total.points)
            #expect(total.destroyed == 0)
            print("crashed \(total.points) times: \(total.pairs) pairs were left to be released")
        }

        @Test func `The judge finds a database that does not sync`() async throws {
            let trace = try await CrashTrace.record(seed: fuzzSeed, steps: 60).withoutSyncs()
            let outcome = try await Self.judge(trace, points: 300, seed: fuzzSeed, stopsAtFirst: true)
            #expect(!outcome.violations.isEmpty)
        }

        @Test func `The judge finds a store that answers before it has synced`() async throws {
            let trace = try await CrashTrace.record(seed: fuzzSeed, steps: 120).tellingEarly(by: 50)
            let outcome = try await Self.judge(trace, points: 600, seed: fuzzSeed, stopsAtFirst: true)
            #expect(outcome.violations.contains { $0.contains("released twice") })
        }
    }
#endif
