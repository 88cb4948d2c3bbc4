import KeyService
import KeyStore
import Primitives
import TestSupport
import Testing
import Threshold

@Suite("Whom nodes would rather not sign with, without a network")
struct TrustTests {
    private static func order(_ number: UInt64) -> Bytes32 { Bytes32(words: 4, 5, 6, number) }
    private static let pair = PairID(
        TripleID(Keccak256.hash([1])), TripleID(Keccak256.hash([2])))

    /// Goes on in random order until everybody has ended.
    private func play(_ world: inout AgreementWorld, _ random: inout SplitMix64) {
        for place in world.nodes.indices.shuffled(using: &random) { world.begin(place) }
        while !world.isDone, world.now < .seconds(30) {
            world.happen(random.pick(world.events) ?? .tick)
        }
    }

    @Test(arguments: [3, 5])
    func `Nearly always a node that takes part in everything but the protocol costs one attempt or two`(
        _ count: Int
    ) {
        var random = SplitMix64(seed: fuzzSeed &+ 17)
        var (late, failed) = (0, 0)
        for trial in 0..<UInt64(300) {
            let orders = [Bytes32](repeating: Self.order(trial), count: count)
            var world = AgreementWorld(
                count, orders: orders, pairs: 20, grace: .milliseconds(Int64(trial % 3)))
            let mute = Int(trial) % count
            world.mute = [mute]
            play(&world, &random)
            #expect(world.faults == [])
            let honest = world.nodes.indices.filter { $0 != mute }
            // The patience is a second, and the deadline twelve.
            if world.now >= .seconds(6) { late += 1 }
            if !honest.allSatisfy({ world.nodes[$0].answer != nil }) { failed += 1 }
        }
        // In a random order of events attempts meet and end each other more often than on any network.
        #expect(late <= 12, "\(late)")
        #expect(failed <= 4, "\(failed)")
    }

    @Test func `Whoever only accuses others, and signs, blocks nobody`() {
        var random = SplitMix64(seed: fuzzSeed &+ 19)
        var (late, failed) = (0, 0)
        for trial in 0..<UInt64(300) {
            var world = AgreementWorld(
                3, orders: [Bytes32](repeating: Self.order(trial), count: 3), pairs: 20)
            world.accusers = [Int(trial % 3)]
            play(&world, &random)
            #expect(world.faults == [])
            if !world.nodes.allSatisfy({ $0.answer != nil }) { failed += 1 }
            if world.now >= .seconds(6) { late += 1 }
        }
        #expect(late <= 12, "\(late)")
        #expect(failed <= 1, "\(failed)")
    }

    /// The agreement of one node of three that has the order, as have both others.
    private func agreement(of rank: Int, struck: [Int] = []) -> (SigningAgreement, ranking: [PartyID]) {
        let order = Self.order(7)
        let ranking = SigningAgreement.ranking(3, by: order)
        var agreement = SigningAgreement(
            me: ranking[rank], members: 3, threshold: 2, order: order,
            patience: Patience(initial: .milliseconds(1000), minimum: .milliseconds(500)))
        agreement.begin(
            now: .zero, deadline: .seconds(12), away: [], struck: Set(struck.map { ranking[$0] }))
        for party in ranking {
            agreement.receive(.join(order: order, again: false), from: party, now: .zero)
        }
        _ = agreement.takeEffects()
        return (agreement, ranking)
    }

    private func sets(_ ranking: [PartyID], pairs: [Int]) -> [SigningAgreement.UsableSet] {
        [(0, 1), (0, 2), (1, 2)].enumerated().map { index, places in
            SigningAgreement.UsableSet(
                signers: [ranking[places.0], ranking[places.1]].sorted(), pairs: pairs[index])
        }
    }

    private func propose(_ attempt: UInt32, _ signers: [PartyID]) -> SigningMessage {
        .propose(
            attempt: attempt, signers: signers.sorted(), pair: Self.pair,
            mark: [UInt8](repeating: 0, count: StoreMark.encodedCount))
    }

    @Test func `Who was struck is not followed while the others can sign`() {
        var (agreement, ranking) = agreement(of: 1, struck: [0])
        agreement.receive(propose(0, [ranking[0], ranking[1]]), from: ranking[0], now: .zero)
        #expect(agreement.current == nil)
        agreement.settle(now: .zero, sets: sets(ranking, pairs: [9, 9, 1]))
        let trusted = [ranking[1], ranking[2]].sorted()
        #expect(agreement.current?.signers == trusted)
        let effects = agreement.takeEffects()
        #expect(effects.contains(.propose(attempt: 1, signers: trusted)))
        // The other is told, or it would take this node for the silent one.
        #expect(effects.contains(.send(.giveUp(attempt: 0, next: 2, culprits: []), to: [ranking[0]])))
        // Nor is it followed away from an attempt with the trusted one.
        agreement.receive(propose(3, [ranking[0], ranking[1]]), from: ranking[0], now: .zero)
        #expect(agreement.current?.number == 1)
    }

    @Test func `Who was struck is followed when nobody better comes in time`() {
        var (agreement, ranking) = agreement(of: 2, struck: [0])
        let signers = [ranking[0], ranking[2]].sorted()
        agreement.receive(propose(0, signers), from: ranking[0], now: .zero)
        agreement.settle(now: .zero, sets: sets(ranking, pairs: [9, 9, 0]))
        #expect(agreement.current == nil)
        let until = agreement.deferred?.until ?? .zero
        #expect(until == .milliseconds(500))
        #expect(agreement.wakeUp.map { $0 <= until } == true)
        agreement.settle(now: until - .milliseconds(1), sets: sets(ranking, pairs: [9, 9, 0]))
        #expect(agreement.current == nil)
        agreement.settle(now: until, sets: sets(ranking, pairs: [9, 9, 0]))
        #expect(agreement.current?.number == 0)
        #expect(agreement.current?.signers == signers)
    }

    @Test func `Who was struck is followed at once when one of the others is away`() {
        var (agreement, ranking) = agreement(of: 1, struck: [0])
        agreement.lost(ranking[2], now: .zero)
        agreement.receive(propose(0, [ranking[0], ranking[1]]), from: ranking[0], now: .zero)
        #expect(agreement.current?.number == 0)
    }

    @Test func `Pairs for trusted signers are demanded before those of others are used`() {
        var (agreement, ranking) = agreement(of: 1, struck: [0])
        let poor = sets(ranking, pairs: [9, 9, 0])
        agreement.settle(now: .zero, sets: poor)
        let trusted = [ranking[1], ranking[2]].sorted()
        #expect(agreement.takeEffects().contains(.demand(trusted)))
        #expect(agreement.current == nil)
        var richer = agreement
        richer.poolsChanged()
        richer.settle(now: .milliseconds(300), sets: sets(ranking, pairs: [9, 9, 1]))
        #expect(richer.current?.signers == trusted)
        // Not for ever.
        #expect(agreement.wakeUp.map { $0 <= .milliseconds(1000) } == true)
        agreement.settle(now: .milliseconds(1000), sets: poor)
        #expect(agreement.current?.signers == [ranking[0], ranking[1]].sorted())
    }

    @Test func `One that accuses everybody is believed for as many as may fail, until it fails itself`() {
        var (agreement, ranking) = agreement(of: 0)
        agreement.receive(
            .giveUp(attempt: 0, next: 1, culprits: [ranking[1], ranking[0]]), from: ranking[2], now: .zero)
        #expect(!agreement.isTrusted(ranking[1]))
        #expect(!agreement.isTrusted(ranking[2]))
        #expect(agreement.isTrusted(ranking[0]))
        // Saying it again adds nothing.
        let before = agreement.distrust(of: ranking[1])
        agreement.receive(
            .giveUp(attempt: 0, next: 1, culprits: [ranking[1]]), from: ranking[2], now: .zero)
        #expect(agreement.distrust(of: ranking[1]) == before)
        agreement.settle(now: .zero, sets: sets(ranking, pairs: [0, 9, 0]))
        agreement.failed(2, culprits: [ranking[2]], now: .zero)
        agreement.failed(agreement.current?.number ?? 0, culprits: [ranking[2]], now: .zero)
        #expect(agreement.isTrusted(ranking[1]))
    }

    @Test func `A number far ahead is not followed while others can sign, and does not use the numbers up`() {
        var (agreement, ranking) = agreement(of: 1)
        let far: UInt32 = 3 * 1000
        agreement.receive(propose(far, [ranking[0], ranking[1]]), from: ranking[0], now: .zero)
        #expect(agreement.current == nil)
        agreement.settle(now: .zero, sets: sets(ranking, pairs: [9, 9, 9]))
        agreement.settle(now: .milliseconds(250), sets: sets(ranking, pairs: [9, 9, 9]))
        #expect(agreement.current?.number == 1)
        agreement.receive(.giveUp(attempt: 1, next: .max, culprits: []), from: ranking[0], now: .zero)
        agreement.receive(.giveUp(attempt: 1, next: far, culprits: []), from: ranking[0], now: .zero)
        #expect(agreement.nextAttempt != nil)
    }
}
