import KeyService
import Primitives
import TestSupport
import Testing
import Threshold

/// A few ceremonies with queues between them, whose runs come to what the test says.
private struct CeremonyWorld {
    struct Node {
        var ceremony: KeyCeremony
        var run: Bytes32?
        var runs: [Bytes32] = []
        var stored: Set<Bytes32>
        var finished: Bytes32?
        var suspects: [PartyID]?
    }

    var nodes: [Node]
    var queues: [[Int]: [CeremonyMessage]] = [:]
    /// Whom nothing reaches.
    var deaf: Set<Int> = []
    /// What the keys of a run are at a node.
    var keys: (Bytes32, Int) -> Bytes32

    init(
        _ count: Int, stored: [Int: Bytes32] = [:],
        keys: @escaping (Bytes32, Int) -> Bytes32 = { run, _ in run }
    ) {
        self.keys = keys
        nodes = (0..<count).map { place in
            let sharings = Set([stored[place]].compactMap { $0 })
            return Node(
                ceremony: KeyCeremony(
                    me: PartyID(UInt32(place)), members: count, name: Bytes32(words: 1, 1, 1, 1),
                    nonce: Self.nonce(UInt64(place)), sharings: sharings), stored: sharings)
        }
    }

    static func nonce(_ number: UInt64) -> Bytes32 { Bytes32(words: 9, 9, 9, number) }

    mutating func greet(_ place: Int) {
        nodes[place].ceremony.greet()
        perform(place)
    }

    /// Delivers in random order until nothing is under way.
    mutating func play(_ random: inout SplitMix64) {
        while let link = random.pick(queues.keys.sorted { $0.lexicographicallyPrecedes($1) }) {
            guard var queue = queues[link], !queue.isEmpty else {
                queues[link] = nil
                continue
            }
            let message = queue.removeFirst()
            queues[link] = queue
            nodes[link[1]].ceremony.receive(message, from: PartyID(UInt32(link[0])))
            perform(link[1])
        }
    }

    mutating func perform(_ place: Int) {
        while true {
            let effects = nodes[place].ceremony.takeEffects()
            if effects.isEmpty { return }
            for effect in effects {
                switch effect {
                case .send(let message, let parties):
                    for party in parties where !deaf.contains(Int(party.rawValue)) {
                        queues[[place, Int(party.rawValue)], default: []].append(message)
                    }
                case .begin(let run):
                    nodes[place].run = run
                    nodes[place].runs.append(run)
                    nodes[place].ceremony.made(keys(run, place), run: run)
                case .store(let run):
                    let sharing = keys(run, place)
                    nodes[place].stored.insert(sharing)
                    nodes[place].ceremony.stored(sharing)
                case .finish(let sharing): nodes[place].finished = sharing
                case .fail(let suspects): nodes[place].suspects = suspects
                }
            }
        }
    }
}

@Suite("How nodes come to the same keys, without a network")
struct CeremonyTests {
    @Test(arguments: [3, 5])
    func `In random orders all store the keys of one run, and then say so`(_ count: Int) {
        var random = SplitMix64(seed: fuzzSeed &+ 23)
        for _ in 0..<200 {
            var world = CeremonyWorld(count)
            for place in (0..<count).shuffled(using: &random) { world.greet(place) }
            world.play(&random)
            #expect(Set(world.nodes.map(\.finished)).count == 1 && world.nodes[0].finished != nil)
            #expect(world.nodes.allSatisfy { $0.stored.count == 1 && $0.runs.count == 1 })
        }
    }

    @Test func `Whoever makes other keys is suspected, and nobody stores any`() {
        var random = SplitMix64(seed: fuzzSeed &+ 29)
        for trial in 0..<200 {
            let liar = trial % 3
            var world = CeremonyWorld(3) { run, place in place == liar ? Bytes32(words: 0, 0, 0, 1) : run }
            for place in 0..<3 { world.greet(place) }
            world.play(&random)
            for place in 0..<3 where place != liar {
                #expect(world.nodes[place].suspects == [PartyID(UInt32(liar))])
            }
            #expect(world.nodes.allSatisfy { $0.stored.isEmpty && $0.finished == nil })
        }
    }

    @Test func `While one has not made its keys nobody stores any`() {
        var random = SplitMix64(seed: fuzzSeed &+ 31)
        var world = CeremonyWorld(3)
        world.deaf = [2]
        for place in 0..<2 { world.greet(place) }
        world.play(&random)
        // Not even a run has begun: the third has not said its number.
        #expect(world.nodes[0].runs.isEmpty && world.nodes[0].ceremony.silent == [PartyID(2)])
        // The third says its number, and then nothing more.
        for place in 0..<2 {
            world.nodes[place].ceremony.receive(
                .hello(nonce: CeremonyWorld.nonce(2), sharings: [], isReply: true), from: PartyID(2))
            world.perform(place)
        }
        world.play(&random)
        #expect(world.nodes[..<2].allSatisfy { $0.runs.count == 1 && $0.stored.isEmpty })
    }

    @Test func `Keys that all have already are those, and nothing is made`() {
        var random = SplitMix64(seed: fuzzSeed &+ 37)
        let sharing = Bytes32(words: 7, 7, 7, 7)
        var world = CeremonyWorld(3, stored: [0: sharing, 1: sharing, 2: sharing])
        for place in 0..<3 { world.greet(place) }
        world.play(&random)
        #expect(world.nodes.allSatisfy { $0.finished == sharing && $0.runs.isEmpty })
    }

    @Test func `Keys that only some have are of no use, and others are made`() {
        var random = SplitMix64(seed: fuzzSeed &+ 41)
        let sharing = Bytes32(words: 7, 7, 7, 7)
        var world = CeremonyWorld(3, stored: [0: sharing, 1: sharing])
        for place in 0..<3 { world.greet(place) }
        world.play(&random)
        let finished = Set(world.nodes.map(\.finished))
        #expect(finished.count == 1 && !finished.contains(sharing) && !finished.contains(nil))
    }

    @Test func `A restart is another run for everybody`() {
        var random = SplitMix64(seed: fuzzSeed &+ 43)
        // The keys of the first run come to nothing.
        var first: Bytes32?
        var world = CeremonyWorld(3)
        world.keys = { run, _ in run }
        for place in 0..<3 {
            world.nodes[place].ceremony.greet()
            for other in 0..<3 where other != place {
                world.nodes[place].ceremony.receive(
                    .hello(nonce: CeremonyWorld.nonce(UInt64(other)), sharings: [], isReply: true),
                    from: PartyID(UInt32(other)))
            }
            for effect in world.nodes[place].ceremony.takeEffects() {
                if case .begin(let run) = effect { first = run }
            }
        }
        #expect(first != nil)
        world.nodes[1].ceremony.restart(nonce: CeremonyWorld.nonce(100))
        world.perform(1)
        world.play(&random)
        let finished = Set(world.nodes.map(\.finished))
        #expect(finished.count == 1 && !finished.contains(nil) && !finished.contains(first))
    }
}
