import KeyService
import PeerTransport
import TestSupport
import Testing
import Threshold

@Suite("Nodes that stay connected and say nothing", .serialized, .timeLimit(.minutes(5)))
struct MuteNodeTests {
    private static func isSigning(_ envelope: SimulatedEnvelope) -> Bool {
        envelope.message.service.rawValue == 0x10
    }

    /// Ten orders, one after the other and several at once. Who says nothing may lead attempts, and each of those
    /// costs the patience of the others: now and then an order has no luck, most are signed in time.
    private func signAll(_ network: TestNetwork, _ nodes: [TestNode], without mute: Int, _ keys: RootKeySet)
        async throws
    {
        try await expectEventually("pairs of all sets") {
            nodes.allSatisfy { $0.service.status.pools.allSatisfy { $0.isUsable && $0.pairs > 0 } }
        }
        let silent = nodes[mute]
        let honest = nodes.indices.filter { $0 != mute }.map { nodes[$0] }
        var signed = 0
        for round in 0..<4 {
            let orders = try (0...round).map { try order(keys, request: "request-\(round)-\($0)") }
            signed += await withTaskGroup(of: Bool.self) { group in
                for order in orders {
                    group.addTask {
                        async let nothing = try? silent.service.sign(order)
                        let isSigned = (try? await network.sign(honest, order)) != nil
                        _ = await nothing
                        return isSigned
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
        }
        #expect(signed >= 8)
    }

    @Test(arguments: 0..<3)
    func `Orders are signed although a node sends no message of the protocol`(
        _ mute: Int
    ) async throws {
        let network = try TestNetwork(3)
        let (nodes, keys) = try await network.ready()
        let id = network.ids[mute]
        network.wires.intercept { envelope in
            guard envelope.sender == id, Self.isSigning(envelope),
                case .run = try? SigningMessage(envelope.message.body)
            else { return [envelope.message] }
            return []
        }
        try await signAll(network, nodes, without: mute, keys)
        await network.end(nodes)
    }

    @Test(arguments: 0..<3)
    func `A silent node that blames the others with everything it says blocks neither of them`(
        _ liar: Int
    ) async throws {
        let network = try TestNetwork(3)
        let (nodes, keys) = try await network.ready()
        let id = network.ids[liar]
        let others = (0..<3).filter { $0 != liar }.map { PartyID(UInt32($0)) }
        network.wires.intercept { envelope in
            guard envelope.sender == id, Self.isSigning(envelope),
                let message = try? SigningMessage(envelope.message.body)
            else { return [envelope.message] }
            var accusations: [PeerMessage] = []
            for attempt in UInt32(0)..<4 {
                var accusation = envelope.message
                accusation.body =
                    SigningMessage.giveUp(attempt: attempt, next: attempt + 1, culprits: others).encoded
                accusations.append(accusation)
            }
            if case .run = message { return accusations }
            return [envelope.message] + accusations
        }
        try await signAll(network, nodes, without: liar, keys)
        await network.end(nodes)
    }
}
