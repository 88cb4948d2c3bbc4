import Primitives
import Secp256k1
import TestSupport
import Testing
import Threshold

@Suite("Threshold signing")
struct ThresholdSigningTests {
    typealias Signing = Simulation<ThresholdSigning>

    static let digest = Keccak256.hash(Array("a message".utf8))

    /// A run of `signers` among the holders of a fresh key.
    static func run(
        holders: [PartyID], signers: [PartyID], threshold: Int, seed: UInt64 = 5,
        network: Signing.Network = .init(), tampering: Signing.Tampering? = nil
    ) throws -> (key: PublicKey, outcomes: [PartyID: Signing.Outcome], simulation: Signing) {
        let shares = try generateKey(Point.self, holders, threshold: threshold, seed: seed)
        let triples = try generateTriples(signers, threshold: threshold, count: 2, seed: seed)
        let simulation = Signing(seed: seed, network: network, tampering: tampering)
        let request = SigningRequest(digest: digest, keyID: [1], requestID: [2])
        var key: PublicKey?
        for signer in signers {
            let share = try #require(shares[signer])
            let own = try #require(triples[signer])
            let signingKey = try SigningKey(share, keySet: "test", epoch: 7)
            key = signingKey.publicKey
            simulation.add(
                signer,
                try ThresholdSigning(
                    request, key: signingKey, triples: TriplePair(own[0].take(), own[1].take())))
        }
        return (try #require(key), simulation.run(), simulation)
    }

    @Test(
        "all signers end with the same valid signature, from which the key is recovered",
        arguments: [
            ([0, 1, 2], [0, 1], 2), ([0, 1, 2], [1, 2], 2), ([0, 1, 2], [0, 1, 2], 2),
            ([3, 7, 8, 11, 20], [3, 11, 20], 3), ([0, 1], [0, 1], 1),
        ] as [([UInt32], [UInt32], Int)])
    func signs(_ holders: [UInt32], _ signers: [UInt32], _ threshold: Int) throws {
        let (key, outcomes, simulation) = try Self.run(
            holders: holders.map { PartyID($0) }, signers: signers.map { PartyID($0) },
            threshold: threshold, network: .init(ordered: true))
        for (party, outcome) in outcomes {
            let signature = try #require(
                outcome.output, "party \(party): \(String(describing: outcome.abort))")
            #expect(key.isValid(signature, for: Self.digest))
            #expect(try signature.recover(Self.digest) == key)
        }
        #expect(Set(outcomes.values.compactMap(\.output)).count == 1)
        #expect(simulation.depth == 2)
    }

    @Test(
        "one changed message of a signer ends the run at every other signer and names it",
        arguments: [(0, -1), (0, 31), (0, 63), (1, 31), (0, 0), (1, 0)])
    func tampering(_ kind: UInt8, _ place: Int) throws {
        for culprit in [PartyID(0), PartyID(2)] {
            let (_, outcomes, simulation) = try Self.run(
                holders: ids(0, 1, 2), signers: ids(0, 1, 2), threshold: 2,
                tampering: .init(kind: kind, sender: culprit, change: flipping(place)))
            #expect(simulation.hasTampered)
            for (party, outcome) in outcomes where party != culprit {
                let abort = try #require(outcome.abort)
                #expect(abort.culprits == [culprit], "\(abort)")
            }
        }
    }

    @Test("a signer whose share of the masked nonce is zero is named")
    func zeroNonceShare() throws {
        let (_, outcomes, _) = try Self.run(
            holders: ids(0, 1, 2), signers: ids(0, 1), threshold: 2,
            tampering: .init(
                kind: 0, sender: PartyID(1),
                change: { $0.replaceSubrange(34..<66, with: [UInt8](repeating: 0, count: 32)) }))
        #expect(outcomes[PartyID(0)]?.abort?.check == .zeroNonceShare)
        #expect(outcomes[PartyID(0)]?.abort?.culprits == ids(1))
    }

    @Test("each check of presigning is the one that its value fails")
    func checks() throws {
        for (place, check) in [
            (31, .nonce), (63, .nonceMask), (95, .keyMask),
        ] as [(Int, ProtocolAbort.Check)] {
            let (_, outcomes, _) = try Self.run(
                holders: ids(0, 1, 2), signers: ids(0, 1), threshold: 2,
                tampering: .init(kind: 0, sender: PartyID(1), change: flipping(place)))
            #expect(outcomes[PartyID(0)]?.abort?.check == check)
        }
        let (_, outcomes, _) = try Self.run(
            holders: ids(0, 1, 2), signers: ids(0, 1), threshold: 2,
            tampering: .init(kind: 1, sender: PartyID(1), change: flipping(31)))
        #expect(outcomes[PartyID(0)]?.abort?.check == .signature)
        #expect(outcomes[PartyID(1)]?.output != nil)
    }

    @Test("a silent signer is named, and a number that is not below the order names its sender")
    func silenceAndForm() throws {
        let (_, silent, _) = try Self.run(
            holders: ids(0, 1, 2), signers: ids(0, 1), threshold: 2,
            network: .init(crash: (PartyID(1), 1)))
        #expect(silent[PartyID(0)]?.abort?.check == .silence)
        #expect(silent[PartyID(0)]?.abort?.culprits == ids(1))
        let (_, outcomes, _) = try Self.run(
            holders: ids(0, 1, 2), signers: ids(0, 1), threshold: 2,
            tampering: .init(
                kind: 1, sender: PartyID(1),
                change: { $0.replaceSubrange(34..., with: [UInt8](repeating: 255, count: 32)) }))
        #expect(outcomes[PartyID(0)]?.abort?.check == .messageForm)
    }

    @Test("another view of the request exchanges no usable messages")
    func otherViews() throws {
        let shares = try generateKey(Point.self, ids(0, 1, 2), threshold: 2, seed: 5)
        let triples = try generateTriples(ids(0, 1), threshold: 2, count: 2, seed: 5)
        let simulation = Signing(seed: 1)
        for (attempt, signer) in ids(0, 1).enumerated() {
            let own = try #require(triples[signer])
            simulation.add(
                signer,
                try ThresholdSigning(
                    SigningRequest(
                        digest: Self.digest, keyID: [1], requestID: [2], attempt: UInt32(attempt)),
                    key: SigningKey(try #require(shares[signer]), keySet: "test", epoch: 7),
                    triples: TriplePair(own[0].take(), own[1].take())))
        }
        #expect(simulation.run().values.allSatisfy { $0.abort?.check == .silence })
    }

    @Test("triples of other signers, another key set or epoch, and digests that are no hashes are refused")
    func refusals() throws {
        let shares = try generateKey(Point.self, ids(0, 1, 2), threshold: 2, seed: 5)
        let share = try #require(shares[PartyID(0)])
        let triples = try #require(
            generateTriples(ids(0, 1), threshold: 2, count: 12, seed: 5)[PartyID(0)])
        var next = 0
        func pair() throws -> TriplePair {
            defer { next += 2 }
            return try TriplePair(triples[next].take(), triples[next + 1].take())
        }
        func code(
            digest: Bytes32 = Self.digest, key: KeyShare<Point>, keySet: String = "test", epoch: UInt64 = 7
        ) throws -> ThresholdError.Code? {
            let request = SigningRequest(digest: digest, keyID: [], requestID: [])
            let pair = try pair()
            do {
                _ = try ThresholdSigning(
                    request, key: SigningKey(key, keySet: keySet, epoch: epoch), triples: pair)
                return nil
            } catch { return error.code }
        }
        #expect(try code(digest: .zero, key: share) == .zeroDigest)
        let order = try Bytes32(hex: "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141")
        #expect(try code(digest: order, key: share) == .digestOutOfRange)
        #expect(try code(key: share, keySet: "other") == .foreignTriples)
        #expect(try code(key: share, epoch: 8) == .foreignTriples)
        #expect(try code(key: #require(shares[PartyID(1)])) == .foreignTriples)
        let three = try #require(
            generateKey(Point.self, ids(0, 1, 2), threshold: 3, seed: 6)[PartyID(0)])
        #expect(try code(key: three) == .thresholdMismatch)
        #expect(throws: ThresholdError(.alreadyTaken)) { _ = try triples[0].take() }
    }

    @Test("two triples make a pair only if they are different ones of one owner and one binding")
    func pairs() throws {
        let mine = try generateTriples(ids(0, 1), threshold: 2, count: 2, seed: 5)
        let other = try generateTriples(ids(0, 1), threshold: 2, count: 1, seed: 6, epoch: 8)
        #expect(throws: ThresholdError(.unmatchedTriples)) {
            _ = try TriplePair(
                #require(mine[PartyID(0)])[0].take(), #require(other[PartyID(0)])[0].take())
        }
        #expect(throws: ThresholdError(.unmatchedTriples)) {
            _ = try TriplePair(
                #require(mine[PartyID(0)])[1].take(), #require(mine[PartyID(1)])[0].take())
        }
    }
}
