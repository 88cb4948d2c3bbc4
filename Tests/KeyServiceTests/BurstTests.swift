import KeyService
import PeerTransport
import Secp256k1
import TestSupport
import Testing

@Suite("Many orders at once", .serialized, .timeLimit(.minutes(5)))
struct BurstTests {
    /// The members of a set take part in each attempt, so two signer-attempts for an order are the least.
    @Test func `A hundred orders at the same moment take little more than one attempt each`() async throws {
        let network = try TestNetwork(3, readyPairs: 32) { configuration in
            (configuration.minimumPairs, configuration.maximumPairs) = (64, 128)
        }
        let (nodes, keys) = try await network.ready()
        try await expectEventually("pools are full") {
            nodes.allSatisfy { $0.service.status.pools.allSatisfy { $0.isUsable && $0.pairs >= $0.target } }
        }
        try await network.sign(nodes, order(keys, request: "first"))
        let before = nodes.map(\.service.status.counts.attempts).reduce(0, +)
        let orders = try (0..<100).map { try order(keys, request: "burst-\($0)", message: "message \($0)") }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for order in orders { group.addTask { try await network.sign(nodes, order) } }
            try await group.waitForAll()
        }
        let attempts = nodes.map(\.service.status.counts.attempts).reduce(0, +) - before
        print(
            nodes.map(\.service.status.signingTime))
        #expect(attempts <= 300)
        await network.end(nodes)
    }
}
