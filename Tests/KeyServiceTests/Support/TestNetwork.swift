import Crypto
import KeyService
import KeyStore
import Logging
import PeerTransport
import Primitives
import Secp256k1
import TestSupport
import Testing
import Threshold
import ThresholdBLS

/// One node of a network in this process: its store, and the service that runs until it is ended.
final class TestNode: Sendable {
    let id: PeerID
    let store: KeyStore
    let service: KeyService
    private let loop: Task<Void, Never>

    init(_ id: PeerID, store: KeyStore, peers: any PeerNetwork, configuration: KeyServiceConfiguration) {
        self.id = id
        self.store = store
        let service = KeyService(configuration: configuration, store: store, peers: peers)
        self.service = service
        loop = Task { await service.run() }
    }

    /// Ends it, as a process ends: what was in memory is lost.
    func end() async {
        loop.cancel()
        await loop.value
        try? await store.close()
    }
}

/// A whole network over simulated connections, each node with a store of its own.
final class TestNetwork: Sendable {
    let ids: [PeerID]
    let epoch: KeyEpoch
    let wires: SimulatedPeerNetwork
    private let folder: Folder
    private let readyPairs: Int
    private let configuration: KeyServiceConfiguration

    init(
        _ count: Int, seed: UInt64 = 1, faults: SimulatedFaults = SimulatedFaults(), readyPairs: Int = 4,
        _ change: (inout KeyServiceConfiguration) -> Void = { _ in }
    ) throws {
        ids = try (0..<count).map { place in
            try #require(PeerID([UInt8](repeating: 0, count: 19) + [UInt8(place + 1)]))
        }
        epoch = KeyEpoch(number: 7, members: ids, threshold: 2 * count / 3)
        wires = SimulatedPeerNetwork(ids, faults: faults, randomness: SplitMix64(seed: seed))
        folder = try Folder()
        self.readyPairs = readyPairs
        var configuration = KeyServiceConfiguration(logger: Self.quietLogger)
        configuration.minimumPairs = 4
        configuration.maximumPairs = 16
        change(&configuration)
        self.configuration = configuration
    }

    static var quietLogger: Logger {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return logger
    }

    /// A node, which starts with whatever its store has.
    func start(_ place: Int) async throws -> TestNode {
        let id = ids[place]
        let path = folder.path + "/node-\(place)"
        var stored = KeyStore.Configuration(
            folder: path, key: .bytes(Secret(copying: [UInt8](repeating: 7, count: 32))),
            logger: Self.quietLogger)
        (stored.readyCount, stored.refillBelow) = (readyPairs, readyPairs / 2)
        let store = try await KeyStore.open(stored)
        let node = try #require(wires.restart(id))
        return TestNode(id, store: store, peers: node, configuration: configuration)
    }

    func startAll() async throws -> [TestNode] {
        var nodes: [TestNode] = []
        for place in ids.indices { nodes.append(try await start(place)) }
        return nodes
    }

    /// Keys made by all of them.
    func generate(_ nodes: [TestNode], run: [UInt8] = [1]) async throws -> RootKeySet {
        let epoch = epoch
        let keys = try await withThrowingTaskGroup(of: RootKeySet.self) { group in
            for node in nodes {
                group.addTask { try await node.service.generateRootKeys(in: epoch, run: run) }
            }
            return try await group.reduce(into: [RootKeySet]()) { $0.append($1) }
        }
        #expect(Set(keys).count == 1)
        return try #require(keys.first)
    }

    /// Nodes that have keys and can sign.
    func ready() async throws -> (nodes: [TestNode], keys: RootKeySet) {
        let nodes = try await startAll()
        let keys = try await generate(nodes)
        return (nodes, keys)
    }

    func end(_ nodes: [TestNode]) async {
        await withTaskGroup { group in for node in nodes { group.addTask { await node.end() } } }
    }
}

/// Waits until it is so, within a minute.
func expectEventually(
    _ what: String, sourceLocation: SourceLocation = #_sourceLocation, _ isSo: () async throws -> Bool
) async throws {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(60)
    while clock.now < end {
        if try await isSo() { return }
        await Task.yield()
        try await clock.sleep(for: .milliseconds(5))
    }
    Issue.record("did not happen: \(what)", sourceLocation: sourceLocation)
}

/// An order for a key that derives from these.
func order(
    _ keys: RootKeySet, request: String = "request", purpose: String = "pkp-sign",
    message: String = "a message"
) throws -> SigningOrder {
    let id = Array("the id of a key".utf8)
    let tweak = KeyTweak.secp256k1(id)
    var point = Point.infinity
    for key in keys.k256.reversed() {
        point = (point.isInfinity ? point : point.multiplied(byPublic: tweak)) + key.point
    }
    return SigningOrder(
        digest: Keccak256.hash(Array(message.utf8)), derivedKeyID: id, publicKey: try PublicKey(point),
        requestID: request, purpose: purpose)
}

extension TestNetwork {
    /// What these nodes answer to one order, and that it is right: one valid signature, and parts that add up to it.
    @discardableResult
    func sign(_ nodes: [TestNode], _ order: SigningOrder) async throws -> Signature {
        let answers = try await withThrowingTaskGroup(of: SigningAnswer.self) { group in
            for node in nodes { group.addTask { try await node.service.sign(order) } }
            return try await group.reduce(into: [SigningAnswer]()) { $0.append($1) }
        }
        let signature = try #require(answers.first).signature
        #expect(answers.allSatisfy { $0.signature == signature })
        #expect(order.publicKey.isValid(signature, for: order.digest))
        #expect(try signature.recover(order.digest) == order.publicKey)
        #expect(signature.isLowS)
        let parts = answers.compactMap(\.part)
        #expect(Set(parts.map(\.bigR)).count <= 1)
        if parts.count == epoch.threshold {
            let combined = try SignatureCombination.combine(
                bigR: parts[0].bigR, shares: parts.map(\.share.bytes), digest: order.digest.bytes,
                publicKey: order.publicKey)
            #expect(combined == signature)
        }
        if nodes.count == ids.count { #expect(parts.count <= epoch.threshold) }
        return signature
    }
}
