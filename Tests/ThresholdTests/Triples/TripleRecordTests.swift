import Primitives
import Secp256k1
import TestSupport
import Testing
import Threshold

@Suite("Triple records")
struct TripleRecordTests {
    @Test("a stored triple signs like a new one")
    func signing() throws {
        let shares = try generateKey(Point.self, ids(0, 1, 2), threshold: 2, seed: 5)
        let triples = try generateTriples(ids(0, 2), threshold: 2, count: 2, seed: 5)
        let simulation = Simulation<ThresholdSigning>(seed: 1)
        let digest = Keccak256.hash([1, 2, 3])
        for signer in ids(0, 2) {
            let own = try #require(triples[signer])
            let first = try own[0].take().record()
            let second = try own[1].take().record()
            simulation.add(
                signer,
                try ThresholdSigning(
                    SigningRequest(digest: digest, keyID: [], requestID: []),
                    key: SigningKey(try #require(shares[signer]), keySet: "test", epoch: 7),
                    triples: TriplePair(TripleShare(record: first), TripleShare(record: second))))
        }
        let outcomes = simulation.run()
        #expect(outcomes.values.allSatisfy { $0.output != nil })
    }

    @Test("fuzz: a changed record is refused, or is of the same numbers")
    func fuzz() throws {
        let triple = try #require(
            generateTriples(ids(0, 1), threshold: 2, count: 1, seed: 5)[PartyID(0)]?[0]
        ).take()
        let (a, id) = (triple.a, triple.id)
        let record = triple.record().withUnsafeBytes { Array($0) }
        let whole = try TripleShare(record: Secret(copying: record))
        #expect(whole.a == a && whole.id == id)
        var other = record
        other[0] = 2
        #expect(throws: ThresholdError(.unsupportedVersion(2))) {
            _ = try TripleShare(record: Secret(copying: other))
        }
        #expect(throws: ThresholdError(.malformedRecord)) {
            _ = try TripleShare(record: Secret(copying: record.dropLast()))
        }
        #expect(throws: ThresholdError(.malformedRecord)) {
            _ = try TripleShare(record: Secret(copying: record + [0]))
        }
        var random = SplitMix64(seed: fuzzSeed)
        for _ in 0..<min(2000, fuzzIterations / 10) {
            let changed = random.mutated(record)
            if let read = try? TripleShare(record: Secret(copying: changed)) { #expect(read.a == a) }
        }
    }
}
