import BLS12381
import Primitives
import Secp256k1
import TestSupport
import Testing
import Threshold

/// What holds for keys in every group.
private struct KeyChecks<Group: ThresholdGroup> {
    typealias Keys = Simulation<KeyGeneration<Group>>

    func secret(of shares: [KeyShare<Group>]) -> Group.Exponent {
        let points = shares.map(\.owner.evaluationPoint)
        return shares.reduce(.zero) { sum, share in
            let weight: Group.Exponent? = Lagrange.weight(of: share.owner.evaluationPoint, among: points)
            return sum + (weight ?? .zero) * share.exponent
        }
    }

    /// That any `threshold` shares give the key, and one fewer do not.
    func expectShared(_ shares: [PartyID: KeyShare<Group>], threshold: Int) throws -> Group {
        let ordered = shares.values.sorted { $0.owner < $1.owner }
        let key = try #require(ordered.first).publicKey
        for share in ordered {
            #expect(share.publicKey == key)
            #expect(share.publicPolynomial == ordered[0].publicPolynomial)
            #expect(share.threshold == threshold)
        }
        for start in 0..<ordered.count {
            let some = (0..<threshold).map { ordered[(start + $0) % ordered.count] }
            #expect(Group.base(timesSecret: secret(of: some)) == key)
            if threshold > 1 {
                #expect(Group.base(timesSecret: secret(of: Array(some.dropLast()))) != key)
            }
        }
        return key
    }

    func reshare(
        _ old: [PartyID: KeyShare<Group>], to new: [PartyID], threshold: Int, seed: UInt64,
        wrong: PartyID? = nil, tampering: Keys.Tampering? = nil
    ) throws -> [PartyID: Keys.Outcome] {
        let any = try #require(old.values.first)
        let resharing = try Resharing(
            from: any.participants, any.publicPolynomial, to: Participants(new), threshold: threshold)
        let simulation = Keys(seed: seed, network: .init(duplicated: 200), tampering: tampering)
        var random = SplitMix64(seed: seed)
        for party in new {
            if party == wrong {
                simulation.add(
                    party,
                    try KeyGeneration(
                        resharing, contributing: .one, me: party, epoch: 8, run: [3], using: &random))
            } else {
                simulation.add(
                    party,
                    try KeyGeneration(
                        resharing, old: old[party], me: party, epoch: 8, run: [3], using: &random))
            }
        }
        return simulation.run()
    }

    func run() throws {
        let old = try generateKey(Group.self, ids(0, 1, 2, 5), threshold: 3, seed: 3)
        #expect(old.count == 4)
        let key = try expectShared(old, threshold: 3)

        let fresh = try reshare(old, to: ids(0, 1, 2, 5), threshold: 3, seed: 4)
            .compactMapValues(\.output)
        #expect(try expectShared(fresh, threshold: 3) == key)
        for (party, share) in fresh { #expect(share.exponent != old[party]?.exponent) }
        let mixed = [
            try #require(fresh[PartyID(0)]), try #require(old[PartyID(1)]), try #require(old[PartyID(2)]),
        ]
        #expect(Group.base(timesSecret: secret(of: mixed)) != key)

        for (new, threshold) in [
            (ids(0, 1, 2, 3), 2), (ids(0, 1, 2, 3, 4, 5), 4), (ids(0, 1, 5), 3), (ids(1, 2, 5, 9), 1),
        ] {
            let moved = try reshare(old, to: new, threshold: threshold, seed: 5).compactMapValues(\.output)
            #expect(moved.count == new.count)
            #expect(try expectShared(moved, threshold: threshold) == key)
        }

        // A keeper that contributes something else than its old share, and a newcomer that contributes
        // anything.
        for (wrong, new) in [(PartyID(1), ids(0, 1, 2)), (PartyID(7), ids(0, 1, 2, 7))] {
            let outcomes = try reshare(old, to: new, threshold: 2, seed: 6, wrong: wrong)
            for (party, outcome) in outcomes where party != wrong {
                #expect(outcome.abort?.check == .publicKey)
                #expect(outcome.abort?.culprits == [wrong])
            }
        }
    }
}

@Suite("Key generation")
struct KeyGenerationTests {
    @Test("keys of secp256k1 are made, refreshed, and moved to other parties and thresholds")
    func k256() throws { try KeyChecks<Point>().run() }

    @Test("keys of BLS12-381 are made, refreshed, and moved to other parties and thresholds")
    func g1() throws { try KeyChecks<G1>().run() }

    private static func run(
        _ tampering: Simulation<KeyGeneration<Point>>.Tampering?,
        network: Simulation<KeyGeneration<Point>>.Network = .init(), seed: UInt64 = 1
    ) throws -> [PartyID: Simulation<KeyGeneration<Point>>.Outcome] {
        let simulation = Simulation<KeyGeneration<Point>>(seed: seed, network: network, tampering: tampering)
        var random = SplitMix64(seed: 77)
        for party in ids(0, 1, 2) {
            simulation.add(
                party,
                try KeyGeneration(
                    of: Participants(ids(0, 1, 2)), threshold: 2, me: party, epoch: 1, run: [],
                    using: &random))
        }
        let outcomes = simulation.run()
        if tampering != nil { #expect(simulation.hasTampered) }
        return outcomes
    }

    // An opening is a count (4), two elements (66), the key of the commitment (32) and the proof (64).
    @Test(
        "one changed message ends the run, and names who changed it where that can be told",
        arguments: [
            (0, 0, .confirmation, false), (1, 5, .confirmation, false), (2, 3, .polynomialLength, true),
            (2, 4, .commitment, true), (2, 75, .commitment, true), (2, 140, .constantTermProof, true),
            (2, -1, .constantTermProof, true), (3, 31, .privateShare, true),
        ] as [(UInt8, Int, ProtocolAbort.Check, Bool)])
    func tampering(_ kind: UInt8, _ place: Int, _ check: ProtocolAbort.Check, _ isNamed: Bool) throws {
        let culprit = PartyID(1)
        let outcomes = try Self.run(.init(kind: kind, sender: culprit, change: flipping(place)))
        for (party, outcome) in outcomes where party != culprit {
            let abort = try #require(outcome.abort)
            #expect(abort.check == check)
            #expect(abort.culprits == (isNamed ? [culprit] : []))
        }
    }

    @Test("a dealer that commits to different things before two parties is noticed by both")
    func equivocation() throws {
        let outcomes = try Self.run(
            .init(kind: 0, sender: PartyID(1), recipient: PartyID(0), change: flipping(0)))
        for party in ids(0, 2) {
            #expect(outcomes[party]?.abort?.check == .confirmation)
            #expect(outcomes[party]?.abort?.culprits == [])
        }
    }

    @Test("a message that is too short, too long, of no kind or of another version names its sender")
    func forms() throws {
        let changes: [((inout [UInt8]) -> Void, ProtocolAbort.Check)] = [
            ({ $0.removeLast() }, .messageForm), ({ $0.append(0) }, .messageForm),
            ({ $0[1] = 4 }, .messageForm), ({ $0[0] = 2 }, .messageVersion),
            ({ $0 = [1, 2] }, .messageForm), ({ $0 = [] }, .messageForm),
            ({ $0 += [UInt8](repeating: 0, count: 1000) }, .messageForm),
        ]
        for (change, check) in changes {
            let outcomes = try Self.run(.init(kind: 2, sender: PartyID(1), change: change))
            #expect(outcomes[PartyID(0)]?.abort == outcomes[PartyID(2)]?.abort)
            #expect(outcomes[PartyID(0)]?.abort?.check == check)
            #expect(outcomes[PartyID(0)]?.abort?.culprits == [PartyID(1)])
        }
    }

    @Test("a message of another session is passed over, and its sender counts as silent")
    func otherSession() throws {
        let outcomes = try Self.run(.init(kind: 2, sender: PartyID(1), change: { $0[10] ^= 1 }))
        #expect(outcomes[PartyID(0)]?.abort?.check == .silence)
        #expect(outcomes[PartyID(0)]?.abort?.culprits == [PartyID(1)])
    }

    @Test("a party that crashes is named by those that waited for it")
    func crash() throws {
        for sent in 0..<5 {
            let outcomes = try Self.run(
                nil, network: .init(crash: (PartyID(2), sent)), seed: UInt64(sent))
            for party in ids(0, 1) {
                let abort = try #require(outcomes[party]?.abort)
                #expect(abort.check == .silence)
                #expect(abort.culprits.contains(PartyID(2)) || !abort.culprits.isEmpty)
            }
        }
    }

    @Test("fuzz: whatever a message becomes, no party ends with a share of another key")
    func fuzz() throws {
        for round in 0..<UInt64(min(400, fuzzIterations / 50)) {
            var random = SplitMix64(seed: fuzzSeed ^ round)
            let kind = UInt8(random.next() % 4)
            let outcomes = try Self.run(
                .init(
                    kind: kind, sender: PartyID(1), recipient: PartyID(0),
                    change: { $0 = random.mutated($0) }),
                network: .init(duplicated: 100), seed: round)
            let keys = Set(outcomes.values.compactMap { $0.output?.publicKey })
            #expect(keys.count <= 1)
        }
    }

    @Test("runs that cannot succeed are refused before they begin")
    func refusals() throws {
        var random = SplitMix64(seed: 1)
        func code(_ parties: [PartyID], _ threshold: Int, _ me: UInt32) -> ThresholdError.Code? {
            do {
                _ = try KeyGeneration<Point>(
                    of: Participants(parties), threshold: threshold, me: PartyID(me), epoch: 1, run: [],
                    using: &random)
                return nil
            } catch { return error.code }
        }
        #expect(code(ids(0), 1, 0) == .tooFewParticipants(1))
        #expect(code(ids(0, 1, 0), 2, 0) == .duplicateParticipant(PartyID(0)))
        #expect(code(ids(0, 1), 3, 0) == .thresholdOutOfRange(3, participants: 2))
        #expect(code(ids(0, 1), 0, 0) == .thresholdOutOfRange(0, participants: 2))
        #expect(code(ids(0, 1), 2, 4) == .notAParticipant(PartyID(4)))

        let old = try generateKey(Point.self, ids(0, 1, 2), threshold: 2, seed: 3)
        let share = try #require(old[PartyID(0)])
        func code(
            to new: [PartyID], _ me: UInt32, _ old: KeyShare<Point>?
        ) -> ThresholdError.Code? {
            do {
                let resharing = try Resharing(
                    from: share.participants, share.publicPolynomial, to: Participants(new), threshold: 2)
                _ = try KeyGeneration(
                    resharing, old: old, me: PartyID(me), epoch: 1, run: [], using: &random)
                return nil
            } catch { return error.code }
        }
        #expect(code(to: ids(2, 3, 4), 3, nil) == .notEnoughOldParties(have: 1, need: 2))
        #expect(code(to: ids(0, 1, 4), 1, nil) == .missingOldShare(PartyID(1)))
        #expect(code(to: ids(0, 1, 4), 4, share) == .unexpectedOldShare(PartyID(4)))
        let other = try generateKey(Point.self, ids(0, 1, 2), threshold: 2, seed: 4)
        #expect(code(to: ids(0, 1, 4), 0, other[PartyID(0)]) == .shareMismatch)
    }

    @Test("a stored share is read back, and one that does not belong to its key is not")
    func storedShares() throws {
        let share = try #require(generateKey(Point.self, ids(0, 1), threshold: 2, seed: 3)[PartyID(1)])
        let read = try KeyShare(
            owner: share.owner, participants: share.participants,
            publicPolynomial: share.publicPolynomial, secret: share.secret)
        #expect(read.exponent == share.exponent)
        #expect(throws: ThresholdError(.shareMismatch)) {
            try KeyShare(
                owner: PartyID(0), participants: share.participants,
                publicPolynomial: share.publicPolynomial, secret: share.secret)
        }
        #expect(throws: ThresholdError(.nonCanonicalScalar)) {
            try KeyShare(
                owner: share.owner, participants: share.participants,
                publicPolynomial: share.publicPolynomial,
                secret: Secret(copying: [UInt8](repeating: 255, count: 32)))
        }
        #expect("\(share)".contains(share.secret.withUnsafeBytes { Array($0).hex }) == false)
    }

    @Test("a derived key's shares are shares of the derived key")
    func derivation() throws {
        let roots = try (0..<3).map { try generateKey(Point.self, ids(0, 1, 2), threshold: 2, seed: $0) }
        let tweak = Scalar(0x1234_5678_9abc)
        var derived: [PartyID: KeyShare<Point>] = [:]
        for party in ids(0, 1, 2) {
            derived[party] = try KeyShare.derived(from: roots.compactMap { $0[party] }, tweak: tweak)
        }
        let key = try KeyChecks<Point>().expectShared(derived, threshold: 2)
        let points = try roots.map { try #require($0[PartyID(0)]).publicKey }
        let expected =
            points[0] + points[1].multiplied(byPublic: tweak)
            + points[2].multiplied(byPublic: tweak * tweak)
        #expect(key == expected)
        let own = roots.compactMap { $0[PartyID(0)] }
        #expect(throws: ThresholdError(.zeroKey)) { try KeyShare.derived(from: own, tweak: .zero) }
        #expect(throws: ThresholdError(.wrongLength(expected: 2, actual: 1))) {
            try KeyShare.derived(from: [own[0]], tweak: tweak)
        }
    }
}
