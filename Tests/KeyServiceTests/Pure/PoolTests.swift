import KeyService
import KeyStore
import Primitives
import TestSupport
import Testing
import Threshold

@Suite("Pools of triples, without a network")
struct PoolTests {
    private static let signers = [PartyID(0), PartyID(2)]
    private static let run = RunNumber(tag: [UInt8](repeating: 1, count: 16), number: 1)

    private static func pair(_ number: UInt8) -> PairID {
        PairID(TripleID(Keccak256.hash([number])), TripleID(Keccak256.hash([number, 1])))
    }

    private static func leader() -> PoolSet { PoolSet(signers: signers, me: PartyID(0)) }
    private static func follower() -> PoolSet { PoolSet(signers: signers, me: PartyID(2)) }

    @Test func `Only what all signers hold is kept, and then the set is usable`() {
        var effects: [PoolSet.Effect] = []
        var (leader, follower) = (Self.leader(), Self.follower())
        let (a, b, c) = (Self.pair(1), Self.pair(2), Self.pair(3))
        leader.admitted(round: 5)
        effects = leader.takeEffects()
        #expect(effects == [.send(.compare(round: 5), to: [PartyID(2)]), .list(round: 5)])
        follower.admitted(round: 9)
        effects = follower.takeEffects()
        #expect(effects == [.send(.ask, to: [PartyID(0)])])
        follower.receive(.compare(round: 5), from: PartyID(0), round: 10)
        effects = follower.takeEffects()
        #expect(effects == [.list(round: 5)])
        follower.holds([b, c], round: 5)
        effects = follower.takeEffects()
        #expect(effects == [.send(.holdings(round: 5, [b, c]), to: [PartyID(0)])])
        leader.holds([a, b], round: 5)
        #expect(!leader.isUsable)
        leader.receive(.holdings(round: 5, [b, c]), from: PartyID(2), round: 6)
        effects = leader.takeEffects()
        #expect(
            effects == [
                .send(.keep(round: 5, [b]), to: [PartyID(2)]), .discard([a]), .usable(true),
            ])
        follower.receive(.keep(round: 5, [b]), from: PartyID(0), round: 11)
        effects = follower.takeEffects()
        #expect(effects == [.discard([c]), .usable(true)])
        #expect(leader.isIdle && follower.isUsable && !follower.isIdle)
    }

    @Test func `Answers of another round and words of who does not lead change nothing`() {
        var effects: [PoolSet.Effect] = []
        var leader = Self.leader()
        leader.admitted(round: 5)
        _ = leader.takeEffects()
        let before = leader.phase
        leader.receive(.holdings(round: 4, []), from: PartyID(2), round: 6)
        leader.receive(.holdings(round: 5, []), from: PartyID(1), round: 6)
        leader.receive(.keep(round: 5, []), from: PartyID(2), round: 6)
        leader.holds([], round: 4)
        #expect(leader.phase == before)
        effects = leader.takeEffects()
        #expect(effects == [])
        var follower = Self.follower()
        follower.receive(.start(Self.run, pairs: 1), from: PartyID(0), round: 1)
        effects = follower.takeEffects()
        #expect(effects == [.send(.ended(Self.run, isStored: false), to: [PartyID(0)])])
        follower.receive(.start(Self.run, pairs: 1), from: PartyID(1), round: 1)
        effects = follower.takeEffects()
        #expect(effects == [])
    }

    @Test func `A run that fails anywhere makes the set compare again, and a lost signer ends everything`() {
        var effects: [PoolSet.Effect] = []
        var leader = Self.leader()
        leader.admitted(round: 1)
        leader.holds([], round: 1)
        leader.receive(.holdings(round: 1, []), from: PartyID(2), round: 2)
        #expect(leader.isIdle)
        _ = leader.takeEffects()
        leader.start(Self.run, pairs: 4)
        effects = leader.takeEffects()
        #expect(
            effects == [
                .send(.start(Self.run, pairs: 4), to: [PartyID(2)]), .run(Self.run, pairs: 4),
            ])
        leader.ended(Self.run, isStored: true, round: 3)
        #expect(!leader.isIdle)
        leader.receive(.ended(Self.run, isStored: false), from: PartyID(2), round: 3)
        effects = leader.takeEffects()
        #expect(
            effects == [
                .stop(Self.run), .usable(false), .send(.compare(round: 3), to: [PartyID(2)]),
                .list(round: 3),
            ])
        leader.lost()
        #expect(leader.phase == .away)
        effects = leader.takeEffects()
        #expect(effects == [])
    }

    @Test func `Leader and follower agree again after any losses, and never keep what one has not`() {
        var random = SplitMix64(seed: fuzzSeed &+ 3)
        for _ in 0..<300 {
            var sets = [Self.leader(), Self.follower()]
            var held: [Set<PairID>] = [[], []]
            for number in 0..<UInt8(6) {
                for place in 0..<2 where random.next() % 2 == 0 { held[place].insert(Self.pair(number)) }
            }
            var mail: [[PoolMessage]] = [[], []]
            var round: UInt64 = 1
            for place in 0..<2 { sets[place].admitted(round: round) }
            for step in 0..<200 {
                round += 1
                for place in 0..<2 {
                    for effect in sets[place].takeEffects() {
                        switch effect {
                        case .send(let message, _):
                            if step > 60 || random.next() % 3 > 0 { mail[1 - place].append(message) }
                        case .list(let round):
                            sets[place].holds(
                                held[place].sorted { $0.description < $1.description }, round: round)
                        case .discard(let pairs): held[place].subtract(pairs)
                        case .run, .stop, .usable: break
                        }
                    }
                }
                if sets[0].phase == .ready, sets[1].phase == .ready, mail == [[], []] { break }
                let place = Int(random.next() % 2)
                if !mail[place].isEmpty {
                    let from = place == 0 ? PartyID(2) : PartyID(0)
                    sets[place].receive(mail[place].removeFirst(), from: from, round: round)
                } else if step % 7 == 0 {
                    sets[0].overdue(round: round)
                    if sets[1].phase == .waiting { mail[0].append(.ask) }
                }
            }
            #expect(sets.allSatisfy { $0.isUsable })
            #expect(held[0] == held[1])
        }
    }

    @Test func `A run's number is accepted once, in order, and never this node's own`() {
        let (mine, other, third) = (
            [UInt8](repeating: 0, count: 16), [UInt8](repeating: 1, count: 16),
            [UInt8](repeating: 2, count: 16)
        )
        var numbers = RunNumbers(tag: mine)
        let (first, second) = (numbers.issue(), numbers.issue())
        #expect(first.tag == mine && first != second)
        var accepted: [Bool] = []
        let accept = { (number: UInt64, tag: [UInt8]) in RunNumber(tag: tag, number: number) }
        accepted.append(numbers.accept(first, ledBy: 1))
        accepted.append(numbers.accept(accept(2, other), ledBy: 1))
        accepted.append(numbers.accept(accept(2, other), ledBy: 1))
        accepted.append(numbers.accept(accept(1, other), ledBy: 1))
        accepted.append(numbers.accept(accept(1, other), ledBy: 2))
        accepted.append(numbers.accept(accept(1, third), ledBy: 1))
        accepted.append(numbers.accept(accept(9, []), ledBy: 1))
        #expect(accepted == [false, true, false, false, true, true, false])
    }

    @Test func `Small networks pool every set, and larger ones cover every member and survive each`() {
        #expect(SignerSets.pooled(members: 3, threshold: 2, epoch: 1).count == 3)
        #expect(SignerSets.pooled(members: 5, threshold: 3, epoch: 1).count == 10)
        #expect(SignerSets.pooled(members: 3, threshold: 1, epoch: 1) == [])
        #expect(SignerSets.pooled(members: 2, threshold: 3, epoch: 1) == [])
        for members in 6...30 {
            for epoch in 0..<UInt64(5) {
                let threshold = 2 * members / 3
                let sets = SignerSets.pooled(members: members, threshold: threshold, epoch: epoch)
                #expect(sets == SignerSets.pooled(members: members, threshold: threshold, epoch: epoch))
                #expect(Set(sets).count == sets.count)
                #expect(
                    sets.allSatisfy {
                        $0.count == threshold && $0 == $0.sorted() && Set($0).count == threshold
                    })
                for member in (0..<UInt32(members)).map({ PartyID($0) }) {
                    #expect(sets.contains { $0.contains(member) })
                    #expect(sets.contains { !$0.contains(member) })
                }
            }
        }
        #expect(
            SignerSets.session(Self.signers, epoch: 1, keySet: "a")
                != SignerSets.session(Self.signers, epoch: 2, keySet: "a"))
    }

    @Test func `Extra sets are all those that include some members, and none of too many members`() {
        let members = (0..<6).map { PartyID(UInt32($0)) }
        let sets = Array(ExtraSets(members: members, size: 4, including: [PartyID(1), PartyID(5)]))
        #expect(sets.count == 6)
        #expect(Set(sets).count == 6)
        #expect(Array(ExtraSets(members: members, size: 7, including: [])) == [])
        #expect(Array(ExtraSets(members: members, size: 6, including: [PartyID(9)])) == [])
    }

    @Test func `A target grows with use, within bounds, and falls when nobody uses it`() {
        var target = PoolTarget(minimum: 4, maximum: 20)
        #expect(target.batch(pairs: 0) == 1)
        #expect(target.batch(pairs: 1) == 2)
        target.note(pairs: 4, used: 0, now: .seconds(1))
        #expect(target.batch(pairs: 3) == nil)
        target.note(pairs: 1, used: 3, now: .seconds(2))
        #expect(target.value == 8)
        for second in 3..<9 { target.note(pairs: 0, used: 20, now: .seconds(Int64(second))) }
        #expect(target.value == 20)
        #expect(target.batch(pairs: 19) == 1)
        for hour in 1..<9 { target.note(pairs: 20, used: 0, now: .seconds(Int64(3600 * hour))) }
        #expect(target.value == 4)
    }

    @Test func `A set in use never has a single pair made, and is filled from the first missing ones on`() {
        var target = PoolTarget(minimum: 16, maximum: 512)
        target.note(pairs: 0, used: 16, now: .seconds(1))
        #expect(target.value == 32)
        // A pair at a time would cost as much as two.
        #expect(target.batch(pairs: 0) == 4)
        #expect(target.batch(pairs: 8) == PoolTarget.largestBatch)
        #expect(target.batch(pairs: 30) == 2)
        for second in 2..<9 { target.note(pairs: 0, used: 300, now: .seconds(Int64(second))) }
        #expect(target.value == 512)
        target.note(pairs: 512, used: 0, now: .seconds(10))
        target.note(pairs: 481, used: 31, now: .seconds(11))
        #expect(target.batch(pairs: 481) == nil)
        target.note(pairs: 480, used: 1, now: .seconds(12))
        #expect(target.batch(pairs: 480) == PoolTarget.largestBatch)
    }
}
