import BLS12381
import Primitives
import Secp256k1
import Threshold

/// A protocol among so many parties, and what its runs cost at several delays.
struct ThresholdRun {
    let name: String
    /// Signatures, keys or handovers that one run serves: figures are for one of them.
    var share = 1
    /// A run at a delay in nanoseconds.
    let run: (_ delay: Double) throws -> RunCost
}

/// Networks of 3, 5 and 10 members, with the thresholds that Lit uses.
let thresholdNetworks: [(members: Int, threshold: Int)] = [(3, 2), (5, 3), (10, 6)]

/// Everything of threshold ECDSA and of key generation in one network.
func thresholdRuns(members: Int, threshold: Int) throws -> [ThresholdRun] {
    let network = try ThresholdNetwork(members: members, threshold: threshold)
    let roots = ThresholdRun(name: "3 root keys of secp256k1 and the BLS key") { delay in
        var total = try network.generate(Point.self, delay: delay).cost
        for _ in 1..<3 { total.add(try network.generate(Point.self, delay: delay).cost, delay: delay) }
        total.add(try network.generate(G1.self, delay: delay).cost, delay: delay)
        return total
    }
    return [
        ThresholdRun(name: "2 triples") { try network.triples(2, sharesBase: false, delay: $0).cost },
        ThresholdRun(name: "2 triples of 16", share: 8) {
            try network.triples(16, sharesBase: false, delay: $0).cost
        },
        ThresholdRun(name: "2 triples, shared base transfers") {
            try network.triples(2, sharesBase: true, delay: $0).cost
        },
        ThresholdRun(name: "2 triples of 16, shared base transfers", share: 8) {
            try network.triples(16, sharesBase: true, delay: $0).cost
        },
        ThresholdRun(name: "presign, share, combine, verify") { try network.sign(delay: $0) },
        ThresholdRun(name: "key of secp256k1") { try network.generate(Point.self, delay: $0).cost },
        ThresholdRun(name: "key of BLS12-381") { try network.generate(G1.self, delay: $0).cost },
        roots,
        ThresholdRun(name: "refresh, secp256k1") { try network.reshare(network.members, delay: $0) },
        ThresholdRun(name: "reshare to one new member") {
            try network.reshare(network.members.dropFirst() + [PartyID(UInt32(members))], delay: $0)
        },
    ]
}

/// A network with a key, whose first members sign.
private final class ThresholdNetwork {
    let members: [PartyID]
    private let signers: [PartyID]
    private let threshold: Int
    private let binding: TripleBinding
    private let key: [PartyID: KeyShare<Point>]
    private var requests = 0

    init(members count: Int, threshold: Int) throws {
        members = (0..<count).map { PartyID(UInt32($0)) }
        signers = Array(members.prefix(threshold))
        self.threshold = threshold
        binding = try TripleBinding(
            keySet: "benchmark", epoch: 1, signers: Participants(signers), threshold: threshold)
        key = try ThresholdNetwork.generate(Point.self, members, threshold, delay: 0).outputs
    }

    func generate<Group: ThresholdGroup>(
        _ group: Group.Type, delay: Double
    ) throws -> LocalNetwork<KeyGeneration<Group>> {
        try ThresholdNetwork.generate(group, members, threshold, delay: delay)
    }

    private static func generate<Group: ThresholdGroup>(
        _ group: Group.Type, _ members: [PartyID], _ threshold: Int, delay: Double
    ) throws -> LocalNetwork<KeyGeneration<Group>> {
        let network = LocalNetwork<KeyGeneration<Group>>(delay: delay)
        let participants = try Participants(members)
        var random = SystemRandomNumberGenerator()
        for member in members {
            try network.add(member) {
                try KeyGeneration(
                    of: participants, threshold: threshold, me: member, epoch: 1, run: [1], using: &random)
            }
        }
        try network.run()
        return network
    }

    func reshare(_ new: [PartyID], delay: Double) throws -> RunCost {
        guard let old = key.values.first else { throw ThresholdError(.tooFewParticipants(0)) }
        let resharing = try Resharing(
            from: old.participants, old.publicPolynomial, to: Participants(new), threshold: threshold)
        let network = LocalNetwork<KeyGeneration<Point>>(delay: delay)
        var random = SystemRandomNumberGenerator()
        for member in new {
            try network.add(member) {
                try KeyGeneration(
                    resharing, old: key[member], me: member, epoch: 2, run: [1], using: &random)
            }
        }
        try network.run()
        return network.cost
    }

    func triples(
        _ count: Int, sharesBase: Bool, delay: Double
    ) throws -> LocalNetwork<TripleGeneration> {
        let network = LocalNetwork<TripleGeneration>(delay: delay)
        var random = SystemRandomNumberGenerator()
        for signer in signers {
            try network.add(signer) {
                try TripleGeneration(
                    binding, count: count, me: signer, run: [1], sharesBase: sharesBase, using: &random)
            }
        }
        try network.run()
        return network
    }

    func sign(delay: Double) throws -> RunCost {
        requests += 1
        let request = SigningRequest(
            digest: Keccak256.hash([UInt8(truncatingIfNeeded: requests)]), keyID: [1], requestID: [2])
        let made = try triples(2, sharesBase: true, delay: 0).outputs
        let network = LocalNetwork<ThresholdSigning>(delay: delay)
        for signer in signers {
            guard let share = key[signer], let triples = made[signer], triples.count == 2 else {
                throw ThresholdError(.tooFewParticipants(0))
            }
            let signingKey = try SigningKey(share, keySet: "benchmark", epoch: 1)
            try network.add(signer) {
                try ThresholdSigning(
                    request, key: signingKey, triples: TriplePair(triples[0].take(), triples[1].take()))
            }
        }
        try network.run()
        return network.cost
    }
}

extension RunCost {
    /// A run beside this one: computing adds up, and waiting does not.
    fileprivate mutating func add(_ other: RunCost, delay: Double) {
        processor.merge(other.processor, uniquingKeysWith: +)
        bytes.merge(other.bytes, uniquingKeysWith: +)
        depth = max(depth, other.depth)
        latency += other.latency - Double(other.depth) * delay
    }
}
