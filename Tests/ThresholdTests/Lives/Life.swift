import Primitives
import Secp256k1
import TestSupport
import Threshold

/// A network from its key to a signature: members make a key, hand it over, make triples and sign. In each
/// stage messages may be lost, doubled, reordered or changed, or a member may crash; all of it follows from
/// a seed.
///
/// Whoever comes to an end in spite of it must have the right result, and nobody's share may ever be sent.
struct Life {
    /// What became of the members over all stages.
    struct Tally {
        var finished = 0
        var aborted = 0
        var changed = 0
        var signatures = 0
    }

    private final class Wire { var messages: [[UInt8]] = [] }

    private var random: SplitMix64
    private var wire = Wire()
    private var isFaulty = false
    private(set) var tally = Tally()
    /// What must not have happened.
    private(set) var wrongs: [String] = []

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    private mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(random.next() % UInt64(range.count))
    }

    private mutating func subset(_ parties: [PartyID], _ count: Int) -> [PartyID] {
        Array(parties.shuffled(using: &random).prefix(count))
    }

    mutating func run() throws {
        let count = number(2...5)
        let all = subset((0..<UInt32(9)).map { PartyID($0) }, count + 1)
        let members = Array(all.dropLast())
        let threshold = number(1...count)
        guard let made = try generate(members, threshold) else { return }
        guard let key = try handOver(made, to: all) ?? Optional(made) else { return }
        try sign(key)
    }

    // MARK: Stages

    private mutating func generate(
        _ members: [PartyID], _ threshold: Int
    ) throws -> [PartyID: KeyShare<Point>]? {
        let network = simulation(KeyGeneration<Point>.self, kinds: 4, members)
        for member in members {
            network.add(
                member,
                try KeyGeneration(
                    of: Participants(members), threshold: threshold, me: member, epoch: 1, run: [1],
                    using: &random))
        }
        let outcomes = network.run()
        return judge(outcomes.compactMapValues(\.output), of: members.count, network.hasTampered, key: nil)
    }

    /// A refresh, or other members and another threshold; nil where it did not come to an end, so that the
    /// old shares still hold.
    private mutating func handOver(
        _ old: [PartyID: KeyShare<Point>], to all: [PartyID]
    ) throws -> [PartyID: KeyShare<Point>]? {
        guard let any = old.values.min(by: { $0.owner < $1.owner }) else { return nil }
        var new = any.participants.map { $0 }
        var threshold = any.threshold
        if number(0...1) == 0 {
            // Enough of the old ones stay.
            new = subset(new, number(max(1, any.threshold)...new.count)) + all.suffix(1)
            threshold = number(1...new.count)
        }
        let resharing = try Resharing(
            from: any.participants, any.publicPolynomial, to: Participants(new), threshold: threshold)
        let network = simulation(KeyGeneration<Point>.self, kinds: 4, new)
        for member in new {
            network.add(
                member,
                try KeyGeneration(
                    resharing, old: old[member], me: member, epoch: 2, run: [2], using: &random))
        }
        let outcomes = network.run()
        return judge(
            outcomes.compactMapValues(\.output), of: new.count, network.hasTampered, key: any.publicKey)
    }

    private mutating func sign(_ key: [PartyID: KeyShare<Point>]) throws {
        guard let any = key.values.min(by: { $0.owner < $1.owner }) else { return }
        let holders = key.keys.sorted()
        let signers = subset(holders, number(max(2, any.threshold)...holders.count))
        let binding = try TripleBinding(
            keySet: "life", epoch: 2, signers: Participants(signers), threshold: any.threshold)
        let sharesBase = number(0...3) > 0
        let generation = simulation(TripleGeneration.self, kinds: 14, signers)
        for signer in signers {
            generation.add(
                signer,
                try TripleGeneration(
                    binding, count: 2, me: signer, run: [3], sharesBase: sharesBase, using: &random))
        }
        let made = generation.run().compactMapValues(\.output)
        count(made.count, of: signers.count, generation.hasTampered)
        let sent = wire

        let request = SigningRequest(
            digest: SHA2.sha256(random.next().description.utf8.map { $0 }), keyID: [1], requestID: [2])
        let signing = simulation(ThresholdSigning.self, kinds: 2, signers)
        let isFaultySigning = isFaulty
        var triples: [PartyID: [[Scalar]]] = [:]
        var publics: Set<[Point]> = []
        for signer in signers {
            guard let own = made[signer], let share = key[signer] else { continue }
            let first = try own[0].take()
            let second = try own[1].take()
            triples[signer] = [
                [first.a, first.b, first.c], [second.a, second.b, second.c],
            ]
            publics.insert(
                [first.publicA, first.publicB, first.publicC, second.publicA, second.publicB, second.publicC]
                    .flatMap(\.coefficients))
            let shares = [
                (first.a, first.publicA), (first.b, first.publicB), (first.c, first.publicC),
                (second.a, second.publicA), (second.b, second.publicB), (second.c, second.publicC),
            ]
            for (share, polynomial) in shares
            where Point.generator(timesPublic: share) != polynomial.share(of: signer) {
                wrongs.append("a share of a triple is not on its polynomial")
            }
            signing.add(
                signer,
                try ThresholdSigning(
                    request, key: SigningKey(share, keySet: "life", epoch: 2),
                    triples: TriplePair(first, second)))
        }
        if publics.count > 1 { wrongs.append("triples with different commitments") }
        if triples.count >= any.threshold {
            for index in 0..<2 {
                let numbers = (0..<3).map { place in
                    Life.secret(triples.mapValues { $0[index][place] }, any.threshold)
                }
                if numbers[0] * numbers[1] != numbers[2] { wrongs.append("c is not a times b") }
            }
        }
        expectUnseen(triples.values.flatMap { $0.flatMap { $0 } }, any.threshold, in: sent)
        // Without everybody's triples nobody signs.
        guard made.count == signers.count else { return }
        let signatures = signing.run().compactMapValues(\.output)
        isFaulty = isFaultySigning
        count(signatures.count, of: signers.count, signing.hasTampered)
        tally.signatures += signatures.isEmpty ? 0 : 1
        let publicKey = try PublicKey(any.publicKey)
        for signature in signatures.values {
            let recovered = try? signature.recover(request.digest)
            if !publicKey.isValid(signature, for: request.digest) || recovered != publicKey {
                wrongs.append("a wrong signature")
            }
        }
        if Set(signatures.values).count > 1 { wrongs.append("different signatures") }
        let kept = triples.values.flatMap { $0.flatMap { $0.prefix(2) } }
        expectUnseen(signers.compactMap { key[$0]?.exponent } + kept, any.threshold)
    }

    // MARK: Faults

    /// A network with faults of one sort, or in half the cases with none but disorder and second copies.
    private mutating func simulation<Machine: ThresholdProtocol & ~Copyable>(
        _ machine: Machine.Type, kinds: UInt64, _ parties: [PartyID]
    ) -> Simulation<Machine> {
        var network = Simulation<Machine>.Network()
        var tampering: Simulation<Machine>.Tampering?
        network.duplicated = random.next() % 300
        network.ordered = random.next() % 3 == 0
        isFaulty = true
        switch random.next() % 8 {
        case 0: network.lost = 1 + random.next() % 100
        case 1: network.crash = (parties[number(0...parties.count - 1)], number(0...20))
        case 2, 3:
            let places = subset(parties, 2)
            let start = SplitMix64(seed: random.next())
            let isOneBit = random.next() % 2 == 0
            tampering = .init(
                kind: UInt8(random.next() % kinds), sender: places[0],
                recipient: random.next() % 2 == 0 ? places[1] : nil,
                change: { message in
                    var random = start
                    if isOneBit, message.count > headerCount {
                        let bit = Int(random.next() % UInt64(8 * (message.count - headerCount)))
                        message[headerCount + bit / 8] ^= 1 << UInt8(bit % 8)
                    } else {
                        message = random.mutated(message)
                    }
                })
        default: isFaulty = false
        }
        let simulation = Simulation<Machine>(
            seed: random.next(), network: network, tampering: tampering)
        let wire = Wire()
        self.wire = wire
        simulation.onSend = { wire.messages.append($0) }
        return simulation
    }

    // MARK: Judging

    /// The shares, if everybody has one.
    mutating func judge(
        _ shares: [PartyID: KeyShare<Point>], of expected: Int, _ isChanged: Bool, key: Point?
    ) -> [PartyID: KeyShare<Point>]? {
        count(shares.count, of: expected, isChanged)
        guard let any = shares.values.first else { return nil }
        if Set(shares.values.map(\.publicPolynomial)).count > 1 { wrongs.append("different keys") }
        if let key, any.publicKey != key { wrongs.append("another key than before") }
        for share in shares.values
        where Point.generator(timesPublic: share.exponent) != share.publicPolynomial.share(of: share.owner) {
            wrongs.append("a share is not on its polynomial")
        }
        var secrets = shares.values.map(\.exponent)
        if shares.count >= any.threshold {
            let secret = Life.secret(shares.mapValues(\.exponent), any.threshold)
            if Point.generator(timesPublic: secret) != any.publicKey {
                wrongs.append("shares of another key")
            }
            secrets.append(secret)
        }
        expectUnseen(secrets, any.threshold)
        return shares.count == expected ? shares : nil
    }

    private mutating func count(_ finished: Int, of expected: Int, _ isChanged: Bool) {
        tally.finished += finished
        tally.aborted += expected - finished
        tally.changed += isChanged ? 1 : 0
        if !isFaulty, finished < expected { wrongs.append("a run without faults came to no end") }
    }

    /// With a threshold of one everybody's share is the secret, and is told to everybody.
    private mutating func expectUnseen(_ secrets: [Scalar], _ threshold: Int, in other: Wire? = nil) {
        let messages = (other ?? wire).messages
        if threshold > 1, Life.isSeen(secrets, in: messages) { wrongs.append("a share was sent") }
    }

    /// Whether the bytes of any of these are somewhere in a message.
    static func isSeen(_ secrets: [Scalar], in messages: [[UInt8]]) -> Bool {
        let sought = Dictionary(
            secrets.map { ($0.bytes32.words.0.bigEndian, $0.bytes) }, uniquingKeysWith: { first, _ in first })
        return messages.contains { message in
            message.withUnsafeBytes { bytes in
                guard bytes.count >= 32 else { return false }
                return (0...(bytes.count - 32)).contains { offset in
                    let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                    return sought[word].map { $0.elementsEqual(bytes[offset..<(offset + 32)]) } ?? false
                }
            }
        }
    }

    /// The secret behind as many shares as the threshold asks for.
    private static func secret(_ shares: [PartyID: Scalar], _ threshold: Int) -> Scalar {
        let some = shares.sorted { $0.key < $1.key }.prefix(threshold)
        let points = some.map(\.key.evaluationPoint)
        return some.reduce(.zero) { sum, share in
            let weight: Scalar? = Lagrange.weight(of: share.key.evaluationPoint, among: points)
            return sum + (weight ?? .zero) * share.value
        }
    }
}
