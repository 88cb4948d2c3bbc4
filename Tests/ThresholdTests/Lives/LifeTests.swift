import Foundation
import Primitives
import Secp256k1
import TestSupport
import Testing
import Threshold

@Suite("Lives of networks")
struct LifeTests {
    /// A slice by default, `THRESHOLD_LIVES` in a soak.
    private static let count =
        ProcessInfo.processInfo.environment["THRESHOLD_LIVES"].flatMap { UInt64($0) } ?? 60

    @Test("whatever the network does, keys and signatures are right or there are none, and no share is sent")
    func lives() throws {
        var total = Life.Tally()
        for index in 0..<Self.count {
            let seed = fuzzSeed &+ index
            var life = Life(seed: seed)
            try life.run()
            #expect(life.wrongs.isEmpty, "FUZZ_SEED=\(seed): \(life.wrongs.joined(separator: ", "))")
            total.finished += life.tally.finished
            total.aborted += life.tally.aborted
            total.changed += life.tally.changed
            total.signatures += life.tally.signatures
        }
        print(
            "lives of networks: \(Self.count) from seed \(fuzzSeed), \(total.signatures) signatures;",
            "of the parties \(total.finished) finished and \(total.aborted) did not;",
            "\(total.changed) messages were changed")
        if Self.count >= 60 {
            #expect(total.signatures > 0 && total.aborted > 0 && total.changed > 0)
        }
    }

    @Test("another key, a share of another key and a share that is sent are found")
    func control() throws {
        let one = try generateKey(Point.self, ids(0, 1, 2), threshold: 2, seed: 1)
        let other = try generateKey(Point.self, ids(0, 1, 2), threshold: 2, seed: 2)
        var right = Life(seed: 1)
        #expect(right.judge(one, of: 3, false, key: one[PartyID(0)]?.publicKey) != nil)
        #expect(right.wrongs.isEmpty)

        var mixed = one
        mixed[PartyID(1)] = other[PartyID(1)]
        var wrong = Life(seed: 1)
        _ = wrong.judge(mixed, of: 3, false, key: nil)
        #expect(wrong.wrongs.contains("different keys"))
        #expect(wrong.wrongs.contains("shares of another key"))
        _ = wrong.judge(one, of: 3, false, key: other[PartyID(0)]?.publicKey)
        #expect(wrong.wrongs.contains("another key than before"))
        _ = wrong.judge(one, of: 4, false, key: nil)
        #expect(wrong.wrongs.contains("a run without faults came to no end"))

        let share = try #require(one[PartyID(0)]).exponent
        #expect(Life.isSeen([share], in: [[1, 2], [7] + share.bytes + [9]]))
        #expect(!Life.isSeen([share], in: [[7] + share.bytes.dropLast() + [9, 9]]))
    }
}
