import Primitives
import Secp256k1
import TestSupport
import Testing
import Threshold

@Suite("Triple generation")
struct TripleGenerationTests {
    typealias Run = Simulation<TripleGeneration>

    static func simulation(
        _ parties: [PartyID], threshold: Int, count: Int = 1, sharesBase: Bool = false, seed: UInt64,
        network: Run.Network = .init(), tampering: Run.Tampering? = nil
    ) throws -> Run {
        let binding = try TripleBinding(
            keySet: "test", epoch: 7, signers: Participants(parties), threshold: threshold)
        let simulation = Run(seed: seed, network: network, tampering: tampering)
        var random = SplitMix64(seed: seed ^ 0x7269)
        for party in parties {
            simulation.add(
                party,
                try TripleGeneration(
                    binding, count: count, me: party, run: [1, 2, 3], sharesBase: sharesBase,
                    using: &random))
        }
        return simulation
    }

    /// The numbers behind the shares of some parties.
    private func numbers(_ shares: [(UInt64, Scalar)]) -> Scalar {
        let points = shares.map(\.0)
        return shares.reduce(.zero) { sum, share in
            let weight: Scalar? = Lagrange.weight(of: share.0, among: points)
            return sum + (weight ?? .zero) * share.1
        }
    }

    @Test(
        "any signers as many as the threshold hold a, b and c = ab, and the commitments to them",
        arguments: [
            ([0, 1], 2, 1, false), ([0, 1], 1, 1, false), ([4, 9, 2], 2, 1, false),
            ([0, 1, 2], 3, 2, false), ([0, 2], 2, 3, true),
        ] as [([UInt32], Int, Int, Bool)])
    func makesTriples(_ parties: [UInt32], _ threshold: Int, _ count: Int, _ sharesBase: Bool) throws {
        let parties = parties.map { PartyID($0) }
        let simulation = try Self.simulation(
            parties, threshold: threshold, count: count, sharesBase: sharesBase, seed: 11,
            network: .init(ordered: true))
        let outcomes = simulation.run()
        #expect(simulation.depth == 9)
        var names: Set<TripleID> = []
        for index in 0..<count {
            var (a, b, c): ([(UInt64, Scalar)], [(UInt64, Scalar)], [(UInt64, Scalar)]) = ([], [], [])
            var publics: [[Point]] = []
            for party in parties {
                let output = try #require(outcomes[party]?.output)
                #expect(output.count == count)
                let triple = try output[index].take()
                names.insert(triple.id)
                a.append((party.evaluationPoint, triple.a))
                b.append((party.evaluationPoint, triple.b))
                c.append((party.evaluationPoint, triple.c))
                publics.append(
                    [triple.publicA, triple.publicB, triple.publicC].flatMap(\.coefficients))
                let share = triple.publicC.share(of: party)
                #expect(share == Point.generator(timesSecret: triple.c))
            }
            #expect(Set(publics).count == 1)
            for start in 0...(parties.count - threshold) {
                let place = start..<(start + threshold)
                let (x, y, z) = (numbers(Array(a[place])), numbers(Array(b[place])), numbers(Array(c[place])))
                #expect(x * y == z)
                #expect(!x.isZero && !y.isZero)
                #expect(publics[0][0] == Point.generator(timesPublic: x))
            }
        }
        #expect(names.count == count)
    }

    @Test("messages that come twice, late and in any order change nothing")
    func unreliableOrder() throws {
        for seed in UInt64(0)..<3 {
            let outcomes = try Self.simulation(
                ids(0, 1, 2), threshold: 2, seed: seed, network: .init(duplicated: 300)
            ).run()
            #expect(outcomes.values.allSatisfy { $0.output?.count == 1 })
        }
    }

    @Test("lost messages and crashes end the run at everybody, without a triple")
    func losses() throws {
        for seed in UInt64(0)..<4 {
            let simulation = try Self.simulation(
                ids(0, 1, 2), threshold: 2, seed: seed,
                network: .init(crash: (PartyID(1), 3 + 4 * Int(seed))))
            for (party, outcome) in simulation.run() where party != PartyID(1) {
                #expect(outcome.abort?.check == .silence)
                #expect(outcome.abort?.culprits.isEmpty == false)
            }
        }
        let outcomes = try Self.simulation(
            ids(0, 1), threshold: 2, seed: 1, network: .init(lost: 1000)
        ).run()
        #expect(outcomes[PartyID(0)]?.abort?.culprits == ids(1))
    }

    struct Attack: Sendable, CustomTestStringConvertible {
        var kind: UInt8
        var culprit: UInt32
        var check: ProtocolAbort.Check
        var isNamed: Bool
        var change: @Sendable (inout [UInt8]) -> Void
        var name: String
        var testDescription: String { name }

        /// Flips a bit; places below zero count from the end.
        static func flip(
            _ name: String, _ kind: UInt8, _ place: Int, by culprit: UInt32,
            _ check: ProtocolAbort.Check, named: Bool = true
        ) -> Attack {
            Attack(
                kind: kind, culprit: culprit, check: check, isNamed: named,
                change: { flipping(place)(&$0) }, name: name)
        }
    }

    // An opening, for a threshold of two: e and f with 4 + 66 bytes each, l with 4 + 33, the key of the
    // commitment with 32, two proofs of 64.
    private static let attacks: [Attack] = [
        .flip("commitment", 0, 0, by: 1, .confirmation, named: false),
        .flip("confirmation", 1, 9, by: 1, .confirmation, named: false),
        .flip("length of e", 2, 3, by: 1, .polynomialLength),
        .flip("length of l", 2, 143, by: 1, .polynomialLength),
        .flip("e", 2, 4, by: 1, .commitment), .flip("f", 2, 74, by: 1, .commitment),
        .flip("l", 2, 144, by: 1, .commitment), .flip("commitment key", 2, 180, by: 1, .commitment),
        .flip("proof of e", 2, -65, by: 1, .constantTermProof),
        .flip("proof of f", 2, -1, by: 1, .constantTermProof),
        .flip("share of e", 3, 31, by: 1, .privateShare), .flip("share of f", 3, 63, by: 1, .privateShare),
        .flip("base opening", 4, 0, by: 0, .transferConsistency),
        Attack(
            kind: 5, culprit: 2, check: .messageForm, isNamed: true,
            change: { $0.replaceSubrange(34..<67, with: [UInt8](repeating: 0, count: 33)) },
            name: "base answer at infinity"),
        .flip("base answer", 5, 0, by: 2, .silence),
        Attack(
            kind: 6, culprit: 0, check: .transferConsistency, isNamed: true,
            change: { for byte in 34..<50 { $0[byte] ^= 255 } }, name: "row of an extension"),
        .flip("check seed", 7, 3, by: 2, .silence),
        .flip("sum of choices", 8, 0, by: 0, .transferConsistency),
        .flip("sum of a column", 8, 100, by: 0, .transferConsistency),
        Attack(
            kind: 9, culprit: 2, check: .product, isNamed: false,
            change: {
                $0[34 + 31] ^= 1
                $0[34 + 63] ^= 1
            }, name: "pair of a multiplication"),
        .flip("multiplier", 10, 31, by: 0, .product, named: false),
        .flip("multipliers' seed", 10, 40, by: 0, .product, named: false),
        .flip("part of the product", 11, 0, by: 1, .productProof),
        .flip("proof of the product", 11, -1, by: 1, .productProof),
        .flip("summand", 12, 0, by: 1, .summandProof),
        .flip("proof of the summand", 12, -1, by: 1, .summandProof),
        .flip("share of the product", 13, 31, by: 1, .productShare),
    ]

    @Test(
        "one changed message ends the run at everybody, by the check that is there for it", arguments: attacks
    )
    func tampering(_ attack: Attack) throws {
        let culprit = PartyID(attack.culprit)
        let simulation = try Self.simulation(
            ids(0, 1, 2), threshold: 2, seed: 21,
            tampering: .init(kind: attack.kind, sender: culprit, change: { attack.change(&$0) }))
        let outcomes = simulation.run()
        #expect(simulation.hasTampered)
        var checks: Set<ProtocolAbort.Check> = []
        for (party, outcome) in outcomes where party != culprit {
            let abort = try #require(outcome.abort, "party \(party) has a triple")
            checks.insert(abort.check)
            guard abort.check == attack.check, abort.check != .silence else { continue }
            #expect(abort.culprits == (attack.isNamed ? [culprit] : []))
        }
        #expect(checks.contains(attack.check))
    }

    @Test("in a batch with shared base transfers a wrong message for one triple destroys all")
    func batchAborts() throws {
        let simulation = try Self.simulation(
            ids(0, 1), threshold: 2, count: 3, sharesBase: true, seed: 4,
            tampering: .init(
                kind: 8, sender: PartyID(0), change: flipping(ConsistencyBytes.one + 5)))
        let outcomes = simulation.run()
        #expect(outcomes[PartyID(1)]?.abort?.check == .transferConsistency)
        #expect(outcomes.values.allSatisfy { $0.output == nil })
    }

    private enum ConsistencyBytes { static let one = 32 * 129 }

    @Test("a receiver that answers the base transfers with the sender's own point is refused")
    func reflectedBasePoint() throws {
        final class Seen: @unchecked Sendable { var point: [UInt8] = [] }
        let seen = Seen()
        let simulation = try Self.simulation(
            ids(0, 1), threshold: 2, seed: 4,
            tampering: .init(
                kind: 5, sender: PartyID(1),
                change: { $0.replaceSubrange(34..<67, with: seen.point) }))
        simulation.onSend = { message in
            if message[1] == 4 { seen.point = Array(message[34..<67]) }
        }
        let outcomes = simulation.run()
        #expect(outcomes[PartyID(0)]?.abort?.check == .baseTransferPoint)
        #expect(outcomes[PartyID(0)]?.abort?.culprits == ids(1))
    }

    @Test("sizes out of range and strangers are refused before a run begins")
    func refusals() throws {
        var random = SplitMix64(seed: 1)
        let binding = try TripleBinding(
            keySet: "", epoch: 1, signers: Participants(ids(0, 1)), threshold: 2)
        for count in [0, -1, TripleGeneration.maximumCount + 1] {
            #expect(throws: ThresholdError(.sizeOutOfRange(count))) {
                _ = try TripleGeneration(
                    binding, count: count, me: PartyID(0), run: [], using: &random)
            }
        }
        #expect(throws: ThresholdError(.notAParticipant(PartyID(2)))) {
            _ = try TripleGeneration(binding, count: 1, me: PartyID(2), run: [], using: &random)
        }
        #expect(throws: ThresholdError(.tooFewSigners(have: 2, need: 3))) {
            _ = try TripleBinding(keySet: "", epoch: 1, signers: Participants(ids(0, 1)), threshold: 3)
        }
    }
}
