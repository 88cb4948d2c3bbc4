import KeyService
import KeyStore
import PeerTransport
import Primitives
import Secp256k1
import TestSupport
import Testing
import Threshold
import ThresholdBLS

@Suite("Whole networks of key services", .serialized, .timeLimit(.minutes(5)))
struct NetworkTests {
    @Test(arguments: [3, 5])
    func `Keys are made, and signatures verify and are the sum of their parts`(_ count: Int) async throws {
        let network = try TestNetwork(count)
        let (nodes, keys) = try await network.ready()
        #expect(keys.k256.count == 3)
        for round in 0..<6 {
            let order = try order(keys, request: "request-\(round)", message: "message \(round)")
            try await network.sign(nodes, order)
        }
        for node in nodes { #expect(node.service.rootKeys == keys) }
        await network.end(nodes)
    }

    @Test func `Ten nodes make keys and sign`() async throws {
        let network = try TestNetwork(10) { configuration in
            configuration.minimumPairs = 1
            configuration.signingDeadline = .seconds(50)
        }
        let (nodes, keys) = try await network.ready()
        try await network.sign(nodes, order(keys))
        await network.end(nodes)
    }

    @Test func `The same order again gets the same answer, and another under its name is refused`()
        async throws
    {
        let network = try TestNetwork(3)
        let (nodes, keys) = try await network.ready()
        let first = try order(keys)
        let signature = try await network.sign(nodes, first)
        let attempts = nodes.map(\.service.status.counts.attempts)
        #expect(try await network.sign(nodes, first) == signature)
        #expect(nodes.map(\.service.status.counts.attempts) == attempts)
        let other = try order(keys, message: "another message")
        for node in nodes {
            await #expect { _ = try await node.service.sign(other) } throws: {
                ($0 as? KeyServiceError)?.code == .conflictingOrders
            }
        }
        await network.end(nodes)
    }

    @Test func `Nodes with different orders do not sign together, and the greater part signs`() async throws {
        let network = try TestNetwork(3)
        let (nodes, keys) = try await network.ready()
        let (mine, other) = (try order(keys), try order(keys, message: "another"))
        async let minority = Self.code { _ = try await nodes[2].service.sign(other) }
        let signature = try await network.sign(Array(nodes[..<2]), mine)
        #expect(mine.publicKey.isValid(signature, for: mine.digest))
        #expect(await minority == .conflictingOrders)
        await network.end(nodes)
    }

    private static func code(_ body: () async throws -> Void) async -> KeyServiceError.Code? {
        do {
            try await body()
            return nil
        } catch { return (error as? KeyServiceError)?.code }
    }

    @Test func `Orders that make no sense and keys that do not derive are refused`() async throws {
        let network = try TestNetwork(3)
        let (nodes, keys) = try await network.ready()
        var wrong = try order(keys)
        wrong.digest = .zero
        #expect(await Self.code { _ = try await nodes[0].service.sign(wrong) } == .invalidOrder)
        wrong = try order(keys)
        wrong.derivedKeyID += [1]
        #expect(await Self.code { _ = try await nodes[0].service.sign(wrong) } == .keyMismatch)
        await network.end(nodes)
    }

    @Test func `Too few nodes give an error in time`() async throws {
        let network = try TestNetwork(3) { $0.signingDeadline = .milliseconds(300) }
        let (nodes, keys) = try await network.ready()
        let order = try order(keys)
        #expect(await Self.code { _ = try await nodes[0].service.sign(order) } == .notEnoughPeers)
        // The client asks again, everybody this time.
        try await expectEventually("pairs") { nodes.allSatisfy(\.service.status.canSign) }
        try await network.sign(nodes, order)
        await network.end(nodes)
    }

    @Test func `A node that was ended comes back with its shares, and meanwhile the others sign`()
        async throws
    {
        let network = try TestNetwork(3)
        var (nodes, keys) = try await network.ready()
        try await network.sign(nodes, order(keys, request: "before"))
        for lost in 0..<3 {
            network.wires.crash(network.ids[lost])
            await nodes[lost].end()
            let rest = nodes.indices.filter { $0 != lost }.map { nodes[$0] }
            try await network.sign(rest, order(keys, request: "without \(lost)"))
            nodes[lost] = try await network.start(lost)
            try await nodes[lost].service.adopt(keys)
            try await nodes[lost].service.enter(network.epoch)
            try await network.sign(nodes, order(keys, request: "with \(lost) again"))
        }
        await network.end(nodes)
    }

    @Test func `BLS shares of a threshold make a signature of the network's key`() async throws {
        let network = try TestNetwork(3)
        let (nodes, keys) = try await network.ready()
        let message = Array("a session".utf8)
        let shares = try nodes[1...].map { try $0.service.blsShare(of: message, epoch: nil) }
        let signature = try BLSSignature(combining: shares)
        try keys.bls.verify(signature, message)
        #expect(throws: KeyServiceError.self) { try nodes[0].service.blsShare(of: message, epoch: 8) }
        await network.end(nodes)
    }

    @Test func `Values are exchanged, and the leader's value reaches everybody`() async throws {
        let network = try TestNetwork(3)
        let (nodes, _) = try await network.ready()
        let leader = try nodes[0].service.leader(of: "request")
        for node in nodes { #expect(try node.service.leader(of: "request") == leader) }
        try await withThrowingTaskGroup(of: [PeerID: [UInt8]].self) { group in
            for (place, node) in nodes.enumerated() {
                group.addTask {
                    if node.id == leader {
                        try node.service.broadcast([42], named: "word", of: "request")
                    }
                    #expect(
                        try await node.service.collectFromLeader(
                            named: "word", of: "request", timeout: .seconds(30)) == [42])
                    return try await node.service.exchange(
                        [UInt8(place)], named: "value", of: "request", timeout: .seconds(30))
                }
            }
            for try await values in group {
                #expect(values == [network.ids[0]: [0], network.ids[1]: [1], network.ids[2]: [2]])
            }
        }
        await network.end(nodes)
    }
}
