import Primitives
import Secp256k1
import Threshold
import ThresholdBLS

/// A signature made by a whole run, and what its signers said.
struct SimulatedSignature {
    let publicKey: PublicKey
    let keyID: [UInt8]
    let digest: Bytes32
    let signature: Signature
    /// The signers' summands of s before it was brought to the low half.
    let shares: [Scalar]

    /// The nonce's point as the signers had it: the signature's id is that of its negative where s was
    /// negated.
    var bigR: [UInt8] {
        let sum = shares.reduce(Scalar.zero, +)
        let parity = (signature.recoveryID & 1) ^ (sum == signature.s ? 0 : 1)
        return [2 | parity] + signature.r.bytes
    }
}

/// A network of random size whose root keys its members made themselves, and which signs with keys derived
/// from them.
struct SimulatedNetwork {
    private let members: [PartyID]
    private let threshold: Int
    private let roots: [PartyID: [KeyShare<Point>]]
    /// The public keys of the roots.
    let rootKeys: [Point]
    private var runs: UInt32 = 0

    /// Two to five members with any ids, two to four roots.
    init(from maker: inout CaseMaker) throws {
        let count = maker.number(2...5)
        var ids: Set<UInt32> = []
        while ids.count < count { ids.insert(UInt32(maker.number(0...40))) }
        members = ids.sorted().map { PartyID($0) }
        threshold = maker.number(1...count)
        let participants = try Participants(members)
        var roots: [PartyID: [KeyShare<Point>]] = [:]
        var rootKeys: [Point] = []
        for root in 0..<UInt32(maker.number(2...4)) {
            var run = LocalRun<KeyGeneration<Point>>()
            for member in members {
                run.add(
                    member,
                    try KeyGeneration(
                        of: participants, threshold: threshold, me: member, epoch: 1,
                        run: root.description.utf8.map { $0 }, using: &maker.random))
            }
            try run.run()
            for (member, share) in run.outputs { roots[member, default: []].append(share) }
            if let share = run.outputs.values.first { rootKeys.append(share.publicKey) }
        }
        self.roots = roots
        self.rootKeys = rootKeys
    }

    /// Signatures of random digests, each with a key of its own, by one set of signers.
    mutating func sign(_ count: Int, from maker: inout CaseMaker) throws -> [SimulatedSignature] {
        let signerCount = max(2, maker.number(threshold...max(threshold, min(members.count, 3))))
        let signers = Array(members.shuffled(using: &maker.random).prefix(signerCount))
        let binding = try TripleBinding(
            keySet: "cases", epoch: 1, signers: Participants(signers), threshold: threshold)
        runs += 1
        var generation = LocalRun<TripleGeneration>()
        for signer in signers {
            generation.add(
                signer,
                try TripleGeneration(
                    binding, count: 2 * count, me: signer, run: runs.description.utf8.map { $0 },
                    sharesBase: true, using: &maker.random))
        }
        try generation.run()
        var signatures: [SimulatedSignature] = []
        for index in 0..<count {
            let (id, digest) = (maker.bytes(32), SHA2.sha256(maker.bytes(32)))
            let request = SigningRequest(digest: digest, keyID: id, requestID: maker.bytes(8))
            var run = LocalRun<ThresholdSigning>()
            var publicKey: PublicKey?
            for signer in signers {
                guard let triples = generation.outputs[signer], let own = roots[signer] else { continue }
                let key = try SigningKey(
                    KeyShare.derived(from: own, tweak: KeyTweak.secp256k1(id)), keySet: "cases", epoch: 1)
                publicKey = key.publicKey
                run.add(
                    signer,
                    try ThresholdSigning(
                        request, key: key,
                        triples: TriplePair(triples[2 * index].take(), triples[2 * index + 1].take())))
            }
            try run.run()
            guard let publicKey, let signature = run.outputs.values.first,
                run.outputs.count == signers.count
            else { throw Disagreement("a run of signers has not come to a signature") }
            // Kind 1 are the summands of s.
            let shares = run.spoken(1).sorted { $0.key < $1.key }.map(\.value)
            signatures.append(
                SimulatedSignature(
                    publicKey: publicKey, keyID: id, digest: digest, signature: signature,
                    shares: try shares.map { try Scalar(canonical: $0) }))
        }
        return signatures
    }
}

extension CaseMaker {
    /// `count` signatures by networks of which each makes up to sixteen.
    private mutating func simulated(
        _ count: Int, _ body: (inout CaseMaker, SimulatedNetwork, SimulatedSignature) -> Void
    ) throws {
        var made = 0
        while made < count {
            var network = try SimulatedNetwork(from: &self)
            for signature in try network.sign(min(16, count - made), from: &self) {
                body(&self, network, signature)
                made += 1
            }
        }
    }

    /// The shares of whole runs, as a client gets them; changed, missing and other ones.
    mutating func signatureShares() throws {
        let groups = ["run", "share", "nonce", "digest", "key", "few"]
        var turn = 0
        try simulated(count * groups.count) { maker, _, made in
            let group = groups[turn % groups.count]
            turn += 1
            var shares = made.shares.map(\.bytes)
            var (bigR, digest) = (made.bigR, made.digest.bytes)
            var publicKey = maker.number(0...1) == 0 ? made.publicKey.compressed : made.publicKey.uncompressed
            let place = maker.number(0...shares.count - 1)
            switch group {
            // Of another length it would trap in the SDK, and nothing can be asked of it afterwards.
            case "share": shares[place][maker.number(0...31)] ^= 1 << UInt8(maker.number(0...7))
            case "nonce":
                if maker.number(0...2) == 0 { bigR[0] ^= 1 } else { bigR = maker.changed(bigR) }
            case "digest": digest = maker.changed(digest)
            case "key": publicKey = maker.changed(publicKey)
            case "few": shares.remove(at: place)
            default: break
            }
            maker.add(
                group,
                [
                    "bigR": .string(bigR.hex), "shares": .array(shares.map { .string($0.hex) }),
                    "digest": .string(digest.hex), "publicKey": .string(publicKey.hex),
                ], original: made.bigR.hex)
        }
    }

    /// Signatures of whole runs, with everything that a judge needs to know about them.
    mutating func wholeSignatures() throws {
        try simulated(count) { maker, network, made in
            maker.add(
                "run",
                [
                    "rootKeys": .array(network.rootKeys.map { .string($0.encodedElement.hex) }),
                    "keyId": .string(made.keyID.hex), "digest": .string(made.digest.hex),
                    "publicKey": .string(made.publicKey.uncompressed.hex),
                    "r": JSON(made.signature.r), "s": JSON(made.signature.s),
                    "recoveryId": .number(JSON.Number(made.signature.recoveryID)),
                ])
        }
    }
}
