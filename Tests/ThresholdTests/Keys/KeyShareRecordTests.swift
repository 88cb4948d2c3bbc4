import BLS12381
import Primitives
import Secp256k1
import TestSupport
import Testing
import Threshold

@Suite("Key share records")
struct KeyShareRecordTests {
    private func check<Group: ThresholdGroup>(_ group: Group.Type) throws {
        let shares = try generateKey(group, ids(0, 2, 5), threshold: 2, seed: 3)
        for share in shares.values {
            let read = try KeyShare<Group>(record: share.record)
            #expect(read.exponent == share.exponent)
            #expect(read.owner == share.owner)
            #expect(read.participants == share.participants)
            #expect(read.publicPolynomial == share.publicPolynomial)
            #expect(read.record == share.record)
        }
    }

    @Test func `A stored share is what it was, in both groups`() throws {
        try check(Point.self)
        try check(G1.self)
    }

    @Test func `A record of one group, version or share is not read as of another`() throws {
        let share = try #require(generateKey(Point.self, ids(0, 1), threshold: 2, seed: 4)[PartyID(0)])
        let record = share.record
        #expect(throws: ThresholdError(.malformedRecord)) { try KeyShare<G1>(record: record) }
        var bytes = record.withUnsafeBytes { Array($0) }
        bytes[0] = 2
        #expect(throws: ThresholdError(.unsupportedVersion(2))) {
            try KeyShare<Point>(record: Secret(copying: bytes))
        }
        bytes[0] = 1
        bytes[bytes.count - 1] ^= 1
        #expect(throws: ThresholdError(.shareMismatch)) {
            try KeyShare<Point>(record: Secret(copying: bytes))
        }
        #expect(throws: ThresholdError(.malformedRecord)) {
            try KeyShare<Point>(record: Secret(copying: []))
        }
        // Trailing and missing bytes move the share, which then lies elsewhere.
        #expect(throws: ThresholdError.self) { try KeyShare<Point>(record: Secret(copying: bytes + [0])) }
        #expect(throws: ThresholdError.self) {
            try KeyShare<Point>(record: Secret(copying: bytes.dropLast()))
        }
    }

    @Test func `fuzz: a changed share record is refused, or is of the same share`() throws {
        let share = try #require(generateKey(G1.self, ids(0, 1), threshold: 2, seed: 5)[PartyID(1)])
        let record = share.record.withUnsafeBytes { Array($0) }
        var random = SplitMix64(seed: fuzzSeed)
        for _ in 0..<min(1000, fuzzIterations / 20) {
            let changed = Secret(copying: random.mutated(record))
            if let read = try? KeyShare<G1>(record: changed) {
                #expect(read.exponent == share.exponent && read.record == changed)
            }
        }
    }
}
