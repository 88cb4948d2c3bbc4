import KeyService
import Primitives
import Secp256k1
import TestSupport
import Testing
import Threshold

@Suite("How nodes agree on an attempt, without a network")
struct AgreementTests {
    private static func order(_ number: UInt64) -> Bytes32 { Bytes32(words: 1, 2, 3, number) }

    /// With no wait for better-ranked nodes, so that as many proposals as possible meet.
    private static func world(_ count: Int, order: UInt64, grace: Duration = .zero) -> AgreementWorld {
        AgreementWorld(
            count, orders: [Bytes32](repeating: Self.order(order), count: count), pairs: 20, grace: grace)
    }

    @Test func `In every order of events three nodes that lose nothing come to one signature`() {
        for order in 0..<UInt64(4) {
            var start = Self.world(3, order: order)
            for place in 0..<3 { start.begin(place) }
            var seen: Set<AgreementWorld> = [start]
            var open = [start]
            var ends = 0
            while let world = open.popLast(), seen.count < 30_000 {
                let events = world.isQuiet ? (world.isDone ? [] : [.tick]) : world.events
                if events.isEmpty {
                    ends += 1
                    #expect(Set(world.nodes.map(\.answer)).count == 1 && world.nodes[0].answer != nil)
                }
                for event in events {
                    var next = world
                    next.happen(event)
                    #expect(next.faults == [])
                    if next.now < .seconds(12), seen.insert(next).inserted { open.append(next) }
                }
            }
            #expect(ends > 0)
        }
    }

    @Test(arguments: [3, 5])
    func `In random orders nodes that lose nothing come to one signature`(_ count: Int) {
        var random = SplitMix64(seed: fuzzSeed &+ 7)
        var most = 0
        for trial in 0..<UInt64(400) {
            var world = Self.world(count, order: trial, grace: .milliseconds(Int64(trial % 3)))
            var unasked = Array(0..<count).shuffled(using: &random)
            while !(world.isDone && unasked.isEmpty), world.now < .seconds(30) {
                if let place = unasked.last, world.isQuiet || random.next() % 4 == 0 {
                    world.begin(place)
                    unasked.removeLast()
                } else if let event = random.pick(world.events) {
                    world.happen(event)
                } else {
                    world.happen(.tick)
                }
            }
            #expect(world.faults == [])
            #expect(Set(world.nodes.map(\.answer)).count == 1 && world.nodes[0].answer != nil, "\(trial)")
            most = max(most, world.proposed.count)
        }
        // Proposals that meet cost an attempt, never one after the other without end.
        #expect(most <= count + 1)
    }

    @Test(arguments: [(3, false), (3, true), (5, true)])
    func `With losses, lapses of time and a crash nothing is used twice, and whoever is left ends`(
        _ count: Int, _ overtakes: Bool
    ) {
        var random = SplitMix64(seed: fuzzSeed &+ 11)
        var (signed, split) = (0, 0)
        for trial in 0..<UInt64(400) {
            var world = Self.world(count, order: trial)
            world.overtakes = overtakes
            var crashes = trial % 2
            for place in 0..<count { world.begin(place) }
            while !world.isDone, world.now < .seconds(60) {
                let events = world.events
                let dice = random.next() % 100
                if crashes > 0, dice == 0 {
                    crashes -= 1
                    world.happen(.crash(Int(random.next() % UInt64(count))))
                } else if dice < 3, world.now < .seconds(8) {
                    world.happen(.tick)
                } else if dice < 8, let link = random.pick(Array(world.queues.keys.sorted(by: Self.before))) {
                    world.happen(.lose(link))
                } else if let event = random.pick(events) {
                    world.happen(event, random: random.next())
                } else {
                    world.happen(.tick)
                }
            }
            #expect(world.faults == [], "\(trial)")
            #expect(world.isDone, "\(trial)")
            let answers = world.nodes.filter { $0.isUp }.map(\.answer)
            if answers.allSatisfy({ $0 != nil }) { signed += 1 }
            if Set(answers.compactMap { $0 }).count > 1 { split += 1 }
        }
        // A proposal or two of each node get lost, and nobody proposes without end.
        #expect(signed > 350, "\(signed)")
        // Only when time was up for an attempt at some of its signers, and not at others.
        #expect(split < 20, "\(split)")
    }

    private static func before(_ a: AgreementWorld.Link, _ b: AgreementWorld.Link) -> Bool {
        (a.from, a.to) < (b.from, b.to)
    }

    @Test func `Nodes with different orders never sign together`() {
        var random = SplitMix64(seed: fuzzSeed &+ 13)
        for trial in 0..<UInt64(300) {
            let orders = (0..<3).map { Self.order($0 == Int(trial % 4) ? trial + 1000 : trial) }
            var world = AgreementWorld(3, orders: orders, pairs: 20)
            for place in 0..<3 { world.begin(place) }
            while !world.isDone, world.now < .seconds(60) {
                world.happen(random.pick(world.events) ?? .tick)
            }
            #expect(world.faults == [])
            #expect(world.isDone)
            for place in 0..<3 where Int(trial % 4) != place { #expect(world.nodes[place].answer != nil) }
            if trial % 4 < 3 { #expect(world.nodes[Int(trial % 4)].failure == .conflictingOrders) }
        }
    }

    @Test func `A message that makes no sense changes nothing`() throws {
        var world = Self.world(3, order: 1)
        world.begin(0)
        _ = world.nodes[0].agreement.takeEffects()
        let before = world.nodes[0].agreement
        let other = PartyID(1)
        let pair = try #require(world.nodes[0].pairs.values.first?.first)
        let leader = before.ranking[0]
        let wrong: [(SigningMessage, PartyID)] = [
            (.join(order: before.order, again: false), PartyID(0)),
            (.join(order: before.order, again: false), PartyID(9)),
            (.propose(attempt: 0, signers: [PartyID(0), PartyID(9)], pair: pair, mark: []), leader),
            (.propose(attempt: 0, signers: [leader], pair: pair, mark: []), leader),
            (
                .propose(attempt: (1 << 18) + 2, signers: [PartyID(0), PartyID(1)], pair: pair, mark: []),
                leader
            ),
            (.propose(attempt: 0, signers: [leader, leader], pair: pair, mark: []), leader),
            (.giveUp(attempt: .max, next: .max, culprits: [PartyID(200)]), other),
            (.run(attempt: 0, []), other),
        ]
        for (message, sender) in wrong {
            world.nodes[0].agreement.receive(message, from: sender, now: .zero)
            _ = world.nodes[0].agreement.takeEffects()
            #expect(world.nodes[0].agreement == before, "\(message)")
        }
    }
}
