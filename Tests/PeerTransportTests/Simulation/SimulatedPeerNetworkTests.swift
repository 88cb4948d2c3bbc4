import PeerTransport
import Primitives
import TestSupport
import Testing

@Suite struct SimulatedPeerNetworkTests {
    private let ids: [PeerID]

    init() throws { ids = try Fixtures.ids(3) }

    private func network(
        seed: UInt64 = 1, pace: SimulatedPeerNetwork.Pace = .byHand,
        faults: SimulatedFaults = SimulatedFaults()
    ) -> SimulatedPeerNetwork {
        SimulatedPeerNetwork(ids, pace: pace, faults: faults, randomness: SplitMix64(seed: seed))
    }

    private func faults(_ change: (inout SimulatedFaults) -> Void) -> SimulatedFaults {
        var faults = SimulatedFaults()
        change(&faults)
        return faults
    }

    /// The numbers that arrive at the second node when the first sends a hundred.
    private func run(_ network: SimulatedPeerNetwork) async throws -> [UInt64] {
        let inbox = Inbox(network.nodes[1])
        for number in UInt64(0)..<100 { #expect(network.nodes[0].send(Fixtures.message(number), to: ids[1])) }
        let sent = network.pending
        #expect(network.deliverAll() == sent)
        try await eventually("all are read") { inbox.count == sent }
        return inbox.numbers
    }

    @Test func `Delays keep the order of one sender`() async throws {
        let network = network(faults: faults { $0.delay = .milliseconds(1) ... .seconds(1) })
        #expect(try await run(network) == Array(0..<100))
        #expect(network.now > .milliseconds(500))
    }

    @Test func `The same seed loses and reorders the same, another seed others`() async throws {
        let faults = faults {
            $0.delay = .zero ... .seconds(1)
            $0.dropPercent = 20
            $0.overtakePercent = 50
        }
        let first = try await run(network(seed: 5, faults: faults))
        #expect(first == (try await run(network(seed: 5, faults: faults))))
        #expect(first != (try await run(network(seed: 6, faults: faults))))
        #expect((60..<95).contains(first.count))
        #expect(first != first.sorted())
        #expect(Set(first).count == first.count)
    }

    @Test func `By hand nothing arrives by itself, in real time it does`() async throws {
        let hand = network()
        hand.nodes[0].send(Fixtures.message(1), to: ids[1])
        #expect(hand.pending == 1)
        #expect(hand.step() == true)
        #expect(hand.step() == false)
        let real = network(
            pace: .realTime, faults: faults { $0.delay = .milliseconds(1) ... .milliseconds(5) })
        let inbox = Inbox(real.nodes[1])
        for number in UInt64(0)..<100 { real.nodes[0].send(Fixtures.message(number), to: ids[1]) }
        try await eventually("they arrive") { inbox.count == 100 }
        #expect(inbox.numbers == Array(0..<100))
    }

    @Test func `A partition parts, and healing joins`() {
        let network = network()
        let nodes = network.nodes
        #expect(nodes[0].reachable == [ids[1], ids[2]])
        #expect(nodes[0].send(Fixtures.message(1), to: ids[2]))
        network.part([[ids[0], ids[1]]])
        #expect(network.pending == 0)
        #expect(nodes[0].reachable == [ids[1]])
        #expect(nodes[2].reachable.isEmpty)
        #expect(!nodes[0].send(Fixtures.message(1), to: ids[2]))
        network.heal()
        #expect(nodes[2].reachable == [ids[0], ids[1]])
        network.cut(ids[0], ids[1])
        #expect(nodes[0].reachable == [ids[2]])
    }

    @Test func `A crashed node hears and says nothing, and starts anew without memory`() async throws {
        let network = network()
        let old = network.nodes[1]
        network.nodes[0].send(Fixtures.message(1), to: ids[1])
        network.deliverAll()
        network.nodes[0].send(Fixtures.message(2), to: ids[1])
        network.crash(ids[1])
        #expect(network.pending == 0)
        #expect(!network.nodes[0].send(Fixtures.message(3), to: ids[1]))
        #expect(!old.send(Fixtures.message(3), to: ids[0]))
        var ended = old.messages(for: PeerService(rawValue: 1)).makeAsyncIterator()
        #expect(await ended.next() == nil)
        let new = try #require(network.restart(ids[1]))
        #expect(new !== old)
        #expect(!old.send(Fixtures.message(4), to: ids[0]))
        #expect(network.nodes[0].send(Fixtures.message(5), to: ids[1]))
        network.deliverAll()
        var reader = new.messages(for: PeerService(rawValue: 1)).makeAsyncIterator()
        #expect(await reader.next()?.message == Fixtures.message(5))
    }

    @Test func `A hook changes, loses and repeats`() async throws {
        let network = network()
        let inbox = Inbox(network.nodes[1])
        network.intercept { envelope in
            switch Fixtures.number(of: envelope.message) {
            case 0: []
            case 1: [envelope.message, envelope.message]
            default: [Fixtures.message(9)]
            }
        }
        for number in UInt64(0)..<3 { network.nodes[0].send(Fixtures.message(number), to: ids[1]) }
        network.deliverAll()
        try await eventually("three arrive") { inbox.count == 3 }
        #expect(inbox.numbers == [1, 1, 9])
        #expect(inbox.all.allSatisfy { $0.sender == ids[0] })
    }
}
