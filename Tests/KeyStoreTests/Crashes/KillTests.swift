import TestSupport
import Testing

/// `STORE_KILL_ROUNDS` lives; the seed is that of the fuzz tests.
@Suite("A process that is killed", .timeLimit(.minutes(30)))
struct KillTests {
    @Test func `No triple leaves twice and no share is lost over many killed lives`() async throws {
        let rounds = ProbeProcess.setting("STORE_KILL_ROUNDS", default: 150)
        let ledger = try await Lives.run(rounds, seed: fuzzSeed)
        #expect(ledger.violations == [])
        #expect(ledger.lives > rounds / 2)
        #expect(ledger.released.count > rounds)
        #expect(!ledger.shares.isEmpty)
        print(
            "killed \(rounds) times: \(ledger.lives) openings, \(ledger.released.count / 2) pairs released,"
                + " \(ledger.shares.count) shares")
    }

    @Test func `The judge finds a store that gives a triple before it is marked used`() async throws {
        let ledger = try await Lives.run(600, seed: fuzzSeed ^ 0x6561, early: true)
        #expect(ledger.violations.contains { $0.contains("released twice") })
    }
}
