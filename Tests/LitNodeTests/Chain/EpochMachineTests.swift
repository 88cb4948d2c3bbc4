import KeyService
import LitContracts
import LitNode
import Primitives
import Testing

@Suite struct EpochMachineTests {
    private static let now = Timestamp(seconds: 1000)
    private static let keys = SampleKeys.all

    private func machine(
        _ number: UInt8 = 1, record: Validator? = Sample.record(1),
        resharing: EpochMachine.Resharing = .sameMembers
    ) -> EpochMachine {
        EpochMachine(
            .init(staker: Sample.address(number), record: record, resharing: resharing),
            patience: Patience(first: .seconds(1), longest: .seconds(8), settling: .seconds(5)))
    }

    private func next(
        _ machine: inout EpochMachine, _ snapshot: StakingSnapshot, at second: Int64 = 1000
    ) -> EpochAction {
        machine.next(on: snapshot, now: Timestamp(seconds: second)).action
    }

    @Test func `A node goes from joining to serving, each state with its one step`() throws {
        var machine = machine()
        func expect(
            _ action: EpochAction, _ snapshot: StakingSnapshot, _ outcome: EpochMachine.Outcome = .done
        ) {
            #expect(next(&machine, snapshot) == action)
            machine.report(outcome, of: action, now: Self.now)
        }
        let coming = Sample.snapshot(.nextValidatorSetLocked).nextEpoch.keyEpoch
        #expect(coming.number == 2)
        #expect(coming.threshold == 2)
        let run = EpochRun(epoch: 1, retries: 0)
        expect(.join, Sample.snapshot(.paused, next: [2, 3]))
        expect(.wait(.activation), Sample.snapshot(.paused))
        expect(.lock, Sample.snapshot(.active))
        expect(.generate(coming, run: run), Sample.snapshot(.nextValidatorSetLocked), .keys(Self.keys))
        expect(.signal(epoch: 1), Sample.snapshot(.nextValidatorSetLocked))
        expect(.wait(.signals), Sample.snapshot(.nextValidatorSetLocked, hasSignalled: true))
        expect(.advance(epoch: 1), Sample.snapshot(.readyForNextEpoch, hasSignalled: true))
        expect(.vote(Self.keys), Sample.snapshot(.active, epoch: 2, end: 5000, current: [1, 2, 3]))
        expect(.wait(.votes), Sample.snapshot(.active, epoch: 2, end: 5000, current: [1, 2, 3], block: 2))
        let served = Sample.snapshot(
            .active, epoch: 2, end: 5000, current: [1, 2, 3], keys: Self.keys.ballot)
        expect(.serve(coming, Self.keys), served)
        #expect(machine.serving == coming)
        expect(.wait(.nothing), served)
    }

    @Test func `A node that was started again finds its place from the chain and the store`() throws {
        let epoch = Sample.snapshot(.active, epoch: 2, current: [1, 2, 3]).currentEpoch.keyEpoch
        // The set is locked, and it has not signalled: the keys may be there, or have to be generated.
        var machine = machine()
        #expect(
            next(&machine, Sample.snapshot(.nextValidatorSetLocked))
                == .generate(epoch, run: .init(epoch: 1, retries: 0)))
        // It has signalled.
        machine = self.machine()
        #expect(
            next(&machine, Sample.snapshot(.nextValidatorSetLocked, hasSignalled: true)) == .wait(.signals))
        // The epoch has begun: it looks for its shares, and votes.
        machine = self.machine()
        let voting = Sample.snapshot(.active, epoch: 2, end: 5000, current: [1, 2, 3])
        #expect(next(&machine, voting) == .recall(epoch))
        machine.report(.keys(Self.keys), of: .recall(epoch), now: Self.now)
        #expect(next(&machine, voting) == .vote(Self.keys))
        // It had voted before: that is as good.
        machine.report(.moot, of: .vote(Self.keys), now: Self.now)
        #expect(next(&machine, voting) == .wait(.votes))
        // The keys are there.
        machine = self.machine()
        let serving = Sample.snapshot(
            .active, epoch: 2, end: 5000, current: [1, 2, 3], keys: Self.keys.ballot)
        #expect(next(&machine, serving) == .recall(epoch))
        machine.report(.keys(Self.keys), of: .recall(epoch), now: Self.now)
        #expect(next(&machine, serving) == .serve(epoch, Self.keys))
    }

    @Test func `A node serves with nothing but the keys that it has shares of, in the chain's order`() throws
    {
        let epoch = Sample.snapshot(.active, epoch: 2, current: [1, 2, 3]).currentEpoch.keyEpoch
        func action(_ own: RootKeySet?, chain keys: [RootKey]) -> EpochAction {
            var machine = machine()
            machine.report(.keys(own), of: .recall(epoch), now: Self.now)
            return next(
                &machine,
                Sample.snapshot(.active, epoch: 2, end: 5000, current: [1, 2, 3], keys: keys))
        }
        #expect(action(nil, chain: Self.keys.ballot) == .wait(.shares))
        #expect(action(nil, chain: []) == .wait(.shares))
        #expect(action(SampleKeys.others, chain: Self.keys.ballot) == .wait(.otherKeys))
        #expect(action(Self.keys, chain: Array(Self.keys.ballot.dropLast())) == .wait(.otherKeys))
        #expect(action(Self.keys, chain: Array(Self.keys.ballot.prefix(1))) == .wait(.unusableKeys))
        var turned = Self.keys
        turned.k256.reverse()
        #expect(action(Self.keys, chain: turned.ballot) == .serve(epoch, turned))
    }

    @Test func `A set is locked only when it is time, there are enough, and the keys can be passed on`()
        throws
    {
        func action(
            _ snapshot: StakingSnapshot, resharing: EpochMachine.Resharing = .sameMembers,
            at second: Int64 = 1000
        ) -> EpochAction {
            var machine = machine(resharing: resharing)
            let epoch = snapshot.currentEpoch.keyEpoch
            if !snapshot.current.isEmpty {
                machine.report(.keys(Self.keys), of: .recall(epoch), now: Self.now)
                machine.report(.done, of: .serve(epoch, Self.keys), now: Self.now)
            }
            return next(&machine, snapshot, at: second)
        }
        let ballot = Self.keys.ballot
        #expect(action(Sample.snapshot(.active)) == .lock)
        #expect(action(Sample.snapshot(.unlocked)) == .lock)
        #expect(action(Sample.snapshot(.active, next: [1, 2])) == .wait(.members(have: 2, need: 3)))
        #expect(action(Sample.snapshot(.active, end: 2000)) == .wait(.endOfEpoch(2000)))
        #expect(action(Sample.snapshot(.active, end: 2000), at: 2000) == .lock)
        // Blocks run ahead of the clock.
        #expect(action(Sample.snapshot(.active, end: 2000, time: 1999)) == .lock)
        #expect(action(Sample.snapshot(.active, epoch: 3, current: [1, 2, 3], keys: ballot)) == .lock)
        #expect(
            action(Sample.snapshot(.active, epoch: 3, current: [1, 2, 3], keys: ballot), resharing: .none)
                == .wait(.nothing))
        #expect(
            action(Sample.snapshot(.active, epoch: 3, current: [1, 2, 4], keys: ballot)) == .wait(.resharing))
        #expect(
            action(
                Sample.snapshot(.active, epoch: 3, current: [1, 2, 4], keys: ballot), resharing: .anyMembers)
                == .lock)
    }

    @Test func `Keys are passed on once in a run, by those who have them and those who get them`() throws {
        let locked = Sample.snapshot(
            .nextValidatorSetLocked, epoch: 4, current: [1, 2, 3], next: [1, 2, 3], keys: Self.keys.ballot)
        let (from, to) = (locked.currentEpoch.keyEpoch, locked.nextEpoch.keyEpoch)
        let run = EpochRun(epoch: 4, retries: 0)
        var machine = machine()
        machine.report(.keys(Self.keys), of: .recall(from), now: Self.now)
        machine.report(.done, of: .serve(from, Self.keys), now: Self.now)
        #expect(next(&machine, locked) == .reshare(from: from, to: to, run: run))
        machine.report(.done, of: .reshare(from: from, to: to, run: run), now: Self.now)
        #expect(next(&machine, locked) == .signal(epoch: 4))
        // The set was opened and locked again: another run.
        var again = locked
        again.epoch.retries = 1
        #expect(
            next(&machine, again) == .reshare(from: from, to: to, run: EpochRun(epoch: 4, retries: 1)))
    }

    @Test func `What fails is tried again after pauses that double, and what others did is not tried`() throws
    {
        var machine = machine()
        let snapshot = Sample.snapshot(.active)
        var pauses: [Int64] = []
        var second: Int64 = 1000
        for _ in 0..<6 {
            #expect(next(&machine, snapshot, at: second) == .lock)
            machine.report(.failed, of: .lock, now: Timestamp(seconds: second))
            let (action, until) = machine.next(on: snapshot, now: Timestamp(seconds: second))
            #expect(action == .wait(.anotherAttempt))
            let end = try #require(until).seconds
            pauses.append(end - second)
            second = end
        }
        #expect(pauses == [1, 2, 4, 8, 8, 8])
        // Blocks that run ahead of the clock shorten no pause.
        machine.report(.failed, of: .lock, now: Timestamp(seconds: second))
        #expect(
            next(&machine, Sample.snapshot(.active, block: 2, time: 9_000_000), at: second)
                == .wait(.anotherAttempt))
        // Somebody else has locked.
        machine.report(.moot, of: .lock, now: Timestamp(seconds: second))
        let locked = Sample.snapshot(.nextValidatorSetLocked)
        guard case .generate = next(&machine, locked, at: second) else {
            Issue.record("the next step waits for one that is over")
            return
        }
        // Too early: exactly then.
        machine.report(
            .early(until: Timestamp(seconds: second + 100)), of: .lock, now: Timestamp(seconds: second))
        let early = machine.next(on: snapshot, now: Timestamp(seconds: second))
        #expect(early.until == Timestamp(seconds: second + 100))
    }

    @Test func `A lock that is stuck is given up after the contract's time, counted from when it was seen`()
        throws
    {
        var machine = machine()
        let locked = Sample.snapshot(.nextValidatorSetLocked, end: 500, time: 1000)
        let generate = EpochAction.generate(
            locked.nextEpoch.keyEpoch, run: EpochRun(epoch: 1, retries: 0))
        #expect(next(&machine, locked, at: 1001) == generate)
        #expect(machine.wants(generate, on: locked, now: Timestamp(seconds: 1059)))
        #expect(!machine.wants(generate, on: locked, now: Timestamp(seconds: 1060)))
        #expect(next(&machine, locked, at: 1060) == .unlock)
        // Whoever is not in the next set may not.
        var leaving = self.machine(4, record: nil)
        #expect(next(&leaving, locked, at: 2000) == .wait(.membership))
        // A new run is begun anew.
        var again = locked
        again.epoch.retries = 1
        again.block.time = 1100
        #expect(!machine.wants(generate, on: again, now: Timestamp(seconds: 1100)))
        #expect(
            next(&machine, again, at: 1100)
                == .generate(again.nextEpoch.keyEpoch, run: EpochRun(epoch: 1, retries: 1)))
    }

    @Test func `A node tells the contract of changes, and only if it is the one to tell`() throws {
        var told = Sample.record(1)
        told.port = 4242
        var machine = machine(record: told)
        #expect(next(&machine, Sample.snapshot(.paused)) == .update)
        machine.report(.refused, of: .update, now: Self.now)
        // It goes on with what it is registered with.
        #expect(next(&machine, Sample.snapshot(.active)) == .lock)
        var other = self.machine(record: nil)
        #expect(next(&other, Sample.snapshot(.paused, next: [2, 3])) == .wait(.activation))
        #expect(next(&other, Sample.snapshot(.active, next: [2, 3, 4])) == .wait(.membership))
        #expect(next(&other, Sample.snapshot(.active)) == .lock)
    }
}
