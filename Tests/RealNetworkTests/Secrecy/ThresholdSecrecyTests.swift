import BLS12381
import Foundation
import KeyStore
import LitContracts
import NetworkTestSupport
import Primitives
import Secp256k1
import Testing
import Threshold
import ThresholdBLS

extension RealNetworkTests {
    /// No node ever holds a whole key: not in its files, not in its logs, not in its memory.
    @Suite struct ThresholdSecrecyTests {
        @Test(.timeLimit(.minutes(3)))
        func `No node's memory, files or logs hold a whole key, root or derived`() async throws {
            try await RealNetwork.with(nodes: 3) { network in
                let client = try MiniClient(network, wallet: network.key(1))
                let contracts = try await network.contracts(1)
                var pkps: [PKP] = []
                for number in 0..<2 {
                    let pkp = try await contracts.mintPKP()
                    for text in ["one", "two"] {
                        _ = try await client.sign(Keccak256.hash(Array("\(text) \(number)".utf8)), pkp: pkp)
                    }
                    pkps.append(pkp)
                }

                let keys = try await WholeKeys(network, contracts: contracts, pkps: pkps)
                #expect(keys.count >= 1 + 2 + pkps.count, "a BLS key, root keys and derived keys")
                let search = PatternSearch(keys.patterns)
                for node in network.nodes {
                    let memory = try ProcessMemory.search(node.pid, for: search)
                    #expect(memory.names.isEmpty, "in the memory of \(node.url)")
                    #expect(memory.byteCount > 1 << 20)
                }
                let files = try ProcessMemory.search(folder: network.folder, for: search)
                #expect(files.names.isEmpty, "in \(network.folder)")
                #expect(files.byteCount > 100_000)

                // What has just put the shares together holds the keys: the same search finds them here.
                let control = try withExtendedLifetime(keys) {
                    try ProcessMemory.search(getpid(), for: search)
                }
                #expect(!control.names.isEmpty, "the search finds a key that is there")
            }
        }
    }
}

/// The keys that nobody should have: put together of the shares of a threshold of nodes.
private struct WholeKeys {
    private(set) var patterns: [KeyPatterns.Pattern] = []
    private(set) var count = 0
    /// Keeps them where the positive control looks for them.
    private var held: [[UInt8]] = []

    init(_ network: RealNetwork, contracts: LitContracts, pkps: [PKP]) async throws {
        var (secp, bls): ([UInt32: [KeyShare<Point>]], [KeyShare<G1>]) = ([:], [])
        for index in network.nodes.indices.prefix(network.threshold) {
            let store = try await Self.copy(of: index, in: network)
            for entry in try await store.shares() {
                switch entry.name.curve {
                case .secp256k1:
                    secp[entry.name.index, default: []].append(
                        try await store.share(entry.name, in: Point.self))
                case .bls12381G1:
                    bls.append(try await store.share(entry.name, in: G1.self))
                }
            }
            try await store.close()
        }
        let parties = try Participants(bls.map(\.owner))
        var whole = Fr.zero
        for share in bls {
            let weight: Fr = try Self.weight(of: share.owner, among: parties)
            whole = whole + weight * (try Fr(strict: Self.bytes(share.secret)))
        }
        add("the BLS key", whole.encoded32.bytes, modulus: Self.blsOrder)
        #expect(G1.base(timesSecret: whole) == bls.first?.publicKey, "the shares make the BLS key")

        var roots: [Scalar] = []
        for index in secp.keys.sorted() {
            let shares = secp[index] ?? []
            var root = Scalar.zero
            for share in shares {
                let weight: Scalar = try Self.weight(of: share.owner, among: parties)
                root = root + weight * (try Scalar(strict: Self.bytes(share.secret)))
            }
            #expect(
                Point.base(timesSecret: root) == shares.first?.publicKey, "the shares make root key \(index)")
            add("root key \(index)", root.encoded32.bytes, modulus: Self.secpOrder)
            roots.append(root)
        }
        for (number, pkp) in pkps.enumerated() {
            let routing = try await contracts.pubkeyRouter.routingData(of: pkp.tokenID)
            let tweak = KeyTweak.secp256k1(routing.derivedKeyID.bytes)
            // The polynomial in the tweak with the roots as coefficients.
            var (key, power) = (Scalar.zero, Scalar.one)
            for root in roots {
                key = key + root * power
                power = power * tweak
            }
            #expect(
                try PublicKey(Point.base(timesSecret: key)).uncompressed == pkp.publicKey,
                "the shares make the key of PKP \(number)")
            add("the key of PKP \(number)", key.encoded32.bytes, modulus: Self.secpOrder)
        }
    }

    private mutating func add(_ name: String, _ key: [UInt8], modulus: UInt256) {
        patterns += KeyPatterns(name, key: key, modulus: modulus).patterns
        held.append(key)
        count += 1
    }

    /// A node has its store locked; a copy's shares are the same.
    private static func copy(of index: Int, in network: RealNetwork) async throws -> KeyStore {
        let node = "\(network.folder)/nodes/\(index + 1)"
        let copy = NSTemporaryDirectory() + "copy-" + UUID().uuidString
        try FileManager.default.copyItem(atPath: "\(node)/data/keys", toPath: copy)
        try? FileManager.default.removeItem(atPath: copy + "/lock")
        let text = try String(contentsOfFile: "\(node)/sealing.key", encoding: .utf8)
        var key = try Hex.decode(text.trimmingCharacters(in: .whitespacesAndNewlines), count: 32)
        return try await KeyStore.open(.init(folder: copy, key: .bytes(Secret(wiping: &key))))
    }

    private static func weight<S: ThresholdScalar>(of party: PartyID, among parties: Participants) throws -> S
    {
        let points = parties.map(\.evaluationPoint)
        guard let weight = Threshold.Lagrange.weight(of: party.evaluationPoint, among: points, as: S.self)
        else {
            throw RealNetwork.Failure(description: "no weight of party \(party)")
        }
        return weight
    }

    private static func bytes(_ secret: Secret) throws -> Bytes32 {
        guard let bytes = secret.withUnsafeBytes({ Bytes32(Array($0)) }) else {
            throw RealNetwork.Failure(description: "a share of another length")
        }
        return bytes
    }

    private static let secpOrder = SearchTests.order
    private static let blsOrder = UInt256(
        limbs: 0xffff_ffff_0000_0001, 0x53bd_a402_fffe_5bfe, 0x3339_d808_09a1_d805, 0x73ed_a753_299d_7d48)
}
