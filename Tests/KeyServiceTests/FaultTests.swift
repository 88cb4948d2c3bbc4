import KeyService
import KeyStore
import PeerTransport
import Primitives
import Secp256k1
import Synchronization
import TestSupport
import Testing
import Threshold

/// Every proposal on the wires: nobody may propose a pair twice, whatever happens to it in between.
private final class ProposalRecord: Sendable {
    private struct State {
        var pairs: [PeerID: Set<PairID>] = [:]
        var attempts: Set<String> = []
        var repeated: [PairID] = []
    }

    private let state = Mutex(State())

    func note(_ envelope: SimulatedEnvelope) {
        guard envelope.message.service.rawValue == 0x10,
            case .propose(let attempt, _, let pair, _) = try? SigningMessage(envelope.message.body)
        else { return }
        state.withLock { state in
            // The same proposal goes to several nodes.
            let name = "\(envelope.sender) \(envelope.message.session) \(attempt) \(pair)"
            guard state.attempts.insert(name).inserted else { return }
            if !state.pairs[envelope.sender, default: []].insert(pair).inserted {
                state.repeated.append(pair)
            }
        }
    }

    var repeated: [PairID] { state.withLock { $0.repeated } }
    func pairs(of id: PeerID) -> Set<PairID> { state.withLock { $0.pairs[id] ?? [] } }
    var count: Int { state.withLock { $0.attempts.count } }
}

@Suite("Networks that lose, delay and lie", .serialized, .timeLimit(.minutes(5)))
struct FaultTests {
    private func checkStores(_ nodes: [TestNode], _ record: ProposalRecord) async throws {
        #expect(record.repeated == [])
        #expect(record.count > 0)
        for node in nodes {
            for level in try await node.store.levels() {
                let held = try await node.store.heldPairs(of: level.binding)
                #expect(Set(held).count == held.count)
                #expect(record.pairs(of: node.id).isDisjoint(with: held))
            }
        }
    }

    @Test func `Signatures come about over connections that delay and let messages overtake`() async throws {
        let network = try TestNetwork(3)
        let (nodes, keys) = try await network.ready()
        let record = ProposalRecord()
        network.wires.intercept {
            record.note($0)
            return [$0.message]
        }
        var faults = SimulatedFaults()
        (faults.delay, faults.overtakePercent) = (.zero ... .milliseconds(20), 50)
        network.wires.setFaults(faults)
        for round in 0..<10 {
            try await network.sign(nodes, order(keys, request: "request-\(round)"))
        }
        try await checkStores(nodes, record)
        await network.end(nodes)
    }

    @Test func `Signatures come about although messages are lost`() async throws {
        let network = try TestNetwork(3, seed: 5) { configuration in
            (configuration.minimumPairs, configuration.maximumPairs) = (12, 24)
            (configuration.initialPatience, configuration.minimumPatience) = (
                .milliseconds(400), .milliseconds(300)
            )
            configuration.signingDeadline = .seconds(30)
        }
        let (nodes, keys) = try await network.ready()
        let record = ProposalRecord()
        network.wires.intercept {
            record.note($0)
            return [$0.message]
        }
        // The making of triples loses a whole run with one message, which connections do only when they break.
        try await expectEventually("pools are full") {
            nodes.allSatisfy { $0.service.status.pools.allSatisfy { $0.isUsable && $0.pairs >= $0.target } }
        }
        var faults = SimulatedFaults()
        faults.dropPercent = 5
        network.wires.setFaults(faults)
        for round in 0..<8 {
            let order = try order(keys, request: "request-\(round)")
            let answers = try await withThrowingTaskGroup(of: SigningAnswer.self) { group in
                for node in nodes { group.addTask { try await node.service.sign(order) } }
                return try await group.reduce(into: [SigningAnswer]()) { $0.append($1) }
            }
            for answer in answers { #expect(order.publicKey.isValid(answer.signature, for: order.digest)) }
        }
        network.wires.setFaults(SimulatedFaults())
        try await checkStores(nodes, record)
        await network.end(nodes)
    }

    @Test func `The greater part signs while a node is cut off, and that one too after it is back`()
        async throws
    {
        let network = try TestNetwork(3) { $0.signingDeadline = .seconds(20) }
        let (nodes, keys) = try await network.ready()
        try await network.sign(nodes, order(keys, request: "before"))
        network.wires.part([Array(network.ids[..<2]), [network.ids[2]]])
        let order = try order(keys, request: "apart")
        async let alone = nodes[2].service.sign(order)
        let signature = try await network.sign(Array(nodes[..<2]), order)
        network.wires.heal()
        #expect(try await alone.signature == signature)
        #expect(try await alone.part == nil)
        try await network.sign(nodes, TestNetwork.order(keys, "after"))
        await network.end(nodes)
    }

    @Test(arguments: 0..<3)
    func `Whoever sends wrong shares is blamed, and the others sign without it`(_ liar: Int) async throws {
        let network = try TestNetwork(3)
        let (nodes, keys) = try await network.ready()
        try await expectEventually("pairs of all sets") {
            nodes.allSatisfy { $0.service.status.pools.allSatisfy { $0.isUsable && $0.pairs > 0 } }
        }
        let (id, record) = (network.ids[liar], ProposalRecord())
        network.wires.intercept { envelope in
            record.note(envelope)
            guard envelope.sender == id, envelope.message.service.rawValue == 0x10,
                case .run(let attempt, var bytes) = try? SigningMessage(envelope.message.body),
                let last = bytes.popLast()
            else { return [envelope.message] }
            var message = envelope.message
            message.body = SigningMessage.run(attempt: attempt, bytes + [last ^ 1]).encoded
            return [message]
        }
        for round in 0..<4 {
            let order = try order(keys, request: "request-\(round)")
            try await network.sign(nodes, order)
            let parts = try await nodes[liar].service.sign(order).part
            #expect(parts == nil)
        }
        #expect(nodes.map(\.service.status.counts.failedAttempts).reduce(0, +) > 0)
        try await checkStores(nodes, record)
        await network.end(nodes)
    }

    @Test func `A node that crashes in the middle of a signature uses no pair again when it is back`()
        async throws
    {
        let network = try TestNetwork(3)
        var (nodes, keys) = try await network.ready()
        let record = ProposalRecord()
        for lost in 0..<3 {
            let id = network.ids[lost]
            let hasBegun = Mutex(false)
            network.wires.intercept { envelope in
                record.note(envelope)
                // Its first message of the protocol is its last.
                if envelope.sender == id, envelope.message.service.rawValue == 0x10,
                    case .run = try? SigningMessage(envelope.message.body)
                {
                    hasBegun.withLock { $0 = true }
                    return []
                }
                return [envelope.message]
            }
            try await expectEventually("pairs") { nodes.allSatisfy(\.service.status.canSign) }
            var round = 0
            let rest = nodes.indices.filter { $0 != lost }.map { nodes[$0] }
            var hasCrashed = false
            while !hasCrashed {
                round += 1
                let order = try order(keys, request: "lost \(lost) \(round)")
                let dying = nodes[lost]
                let before = rest[0].service.status.counts.signatures
                async let doomed = try? dying.service.sign(order)
                async let signature = network.sign(rest, order)
                try await expectEventually("a signature begins") {
                    hasBegun.withLock { $0 } || rest[0].service.status.counts.signatures > before
                }
                if hasBegun.withLock({ $0 }) {
                    network.wires.crash(id)
                    await nodes[lost].end()
                    hasCrashed = true
                }
                _ = await doomed
                _ = try await signature
            }
            network.wires.intercept {
                record.note($0)
                return [$0.message]
            }
            nodes[lost] = try await network.start(lost)
            try await nodes[lost].service.adopt(keys)
            try await nodes[lost].service.enter(network.epoch)
            for round in 0..<3 {
                try await network.sign(nodes, order(keys, request: "back \(lost) \(round)"))
            }
        }
        try await checkStores(nodes, record)
        await network.end(nodes)
    }

    @Test(arguments: 0..<4)
    func
        `One key that fails fails all, nobody keeps a share, and the repeated ceremony gives everybody the same`(
            _ key: Int
        ) async throws
    {
        let network = try TestNetwork(3) { $0.generationDeadline = .seconds(6) }
        let nodes = try await network.startAll()
        let epoch = network.epoch
        let id = network.ids[key % 3]
        let tampered = Mutex(0)
        network.wires.intercept { envelope in
            guard envelope.sender == id, envelope.message.service.rawValue == 0x13,
                case .run(let run, let index, var bytes) = try? CeremonyMessage(envelope.message.body),
                Int(index) == key, let last = bytes.popLast()
            else { return [envelope.message] }
            tampered.withLock { $0 += 1 }
            var message = envelope.message
            message.body = CeremonyMessage.run(run, key: index, bytes + [last ^ 1]).encoded
            return [message]
        }
        await withTaskGroup(of: RootKeySet?.self) { group in
            for node in nodes {
                group.addTask { try? await node.service.generateRootKeys(in: epoch, run: [1]) }
            }
            for await keys in group { #expect(keys == nil) }
        }
        #expect(tampered.withLock { $0 } > 0)
        for node in nodes { #expect(try await node.store.shares(epoch: epoch.number).isEmpty) }
        network.wires.intercept(nil)
        let keys = try await network.generate(nodes, run: [2])
        for node in nodes {
            #expect(node.service.rootKeys == keys)
            // Three roots and the key of sessions.
            #expect(try await node.store.shares(epoch: epoch.number).count == 4)
        }
        try await network.sign(nodes, order(keys))
        await network.end(nodes)
    }

    @Test func `A crash in the middle of key generation leaves nobody with other keys`() async throws {
        let network = try TestNetwork(3) { $0.generationDeadline = .seconds(40) }
        var nodes = try await network.startAll()
        let epoch = network.epoch
        let id = network.ids[1]
        let hasBegun = Mutex(false)
        network.wires.intercept { envelope in
            if envelope.sender == id, case .made = try? CeremonyMessage(envelope.message.body),
                envelope.message.service.rawValue == 0x13
            {
                hasBegun.withLock { $0 = true }
                return []
            }
            return [envelope.message]
        }
        let (first, second, third) = (nodes[0], nodes[1], nodes[2])
        async let a = first.service.generateRootKeys(in: epoch, run: [1])
        async let lost = try? second.service.generateRootKeys(in: epoch, run: [1])
        async let c = third.service.generateRootKeys(in: epoch, run: [1])
        try await expectEventually("keys are made") { hasBegun.withLock { $0 } }
        network.wires.crash(id)
        await second.end()
        _ = await lost
        network.wires.intercept(nil)
        nodes[1] = try await network.start(1)
        let keys = try await nodes[1].service.generateRootKeys(in: epoch, run: [1])
        #expect(try await a == keys)
        #expect(try await c == keys)
        try await network.sign(nodes, order(keys))
        await network.end(nodes)
    }
}

extension TestNetwork {
    fileprivate static func order(_ keys: RootKeySet, _ request: String) throws -> SigningOrder {
        try KeyServiceTests.order(keys, request: request)
    }
}
