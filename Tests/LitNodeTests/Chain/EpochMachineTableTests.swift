import KeyService
import LitContracts
import LitNode
import Primitives
import Testing

/// Every state of the chain with every progress of a node.
@Suite struct EpochMachineTableTests {
    private enum Progress: CaseIterable {
        case none, generated, found, lacking, other, serving
    }

    private struct Case: CustomStringConvertible {
        var state: StakingState
        var isInCurrent: Bool
        var isInNext: Bool
        var hasCurrent: Bool
        var isOver: Bool
        var isEnough: Bool
        var hasSignalled: Bool
        var keys: [RootKey]
        var joins: Bool
        var resharing: EpochMachine.Resharing
        var progress: Progress

        var description: String {
            "\(state), in current \(isInCurrent) of \(hasCurrent), in next \(isInNext), over \(isOver), "
                + "enough \(isEnough), signalled \(hasSignalled), \(keys.count) keys, joins \(joins), "
                + "\(resharing), \(progress)"
        }

        var snapshot: StakingSnapshot {
            let others: [UInt8] = isEnough ? (isInNext ? [2, 3] : [2, 3, 4]) : [2]
            let current: [UInt8] = hasCurrent ? (isInCurrent ? [1, 2, 3] : [2, 3, 5]) : []
            // Keys are read once: that takes longer than all the rest.
            var snapshot = prototypes[keys.count] ?? Sample.snapshot(state)
            snapshot.state = state
            snapshot.epoch.number = hasCurrent ? 2 : 1
            snapshot.epoch.endTime = isOver ? 500 : 5000
            snapshot.current = Sample.nodes(current)
            snapshot.next = Sample.nodes((isInNext ? [1] : []) + others)
            snapshot.hasSignalled = hasSignalled
            return snapshot
        }
    }

    private static let ballots = [[], SampleKeys.all.ballot, Array(SampleKeys.all.ballot.prefix(1))]
    private static let prototypes = Dictionary(
        uniqueKeysWithValues: ballots.map { ($0.count, Sample.snapshot(.active, keys: $0)) })

    private static let run = EpochRun(epoch: 1, retries: 0)

    private static func cases() -> [Case] {
        var cases: [Case] = []
        let states: [StakingState] = [
            .active, .nextValidatorSetLocked, .readyForNextEpoch, .unlocked, .paused, .restore,
            StakingState(rawValue: 9),
        ]
        for state in states {
            for bits in 0..<128 {
                func flag(_ place: Int) -> Bool { bits >> place & 1 == 1 }
                guard flag(0) || !flag(1) else { continue }
                for progress in Progress.allCases {
                    for resharing in [EpochMachine.Resharing.none, .sameMembers, .anyMembers] {
                        for keys in ballots {
                            // Keys come by votes, and votes after the first epoch.
                            guard flag(0) || keys.isEmpty else { continue }
                            cases.append(
                                Case(
                                    state: state, isInCurrent: flag(1), isInNext: flag(2),
                                    hasCurrent: flag(0), isOver: flag(3), isEnough: flag(4),
                                    hasSignalled: flag(5), keys: keys, joins: flag(6),
                                    resharing: resharing, progress: progress))
                        }
                    }
                }
            }
        }
        return cases
    }

    private func machine(_ test: Case) -> EpochMachine {
        var machine = EpochMachine(
            .init(
                staker: Sample.address(1), record: test.joins ? Sample.record(1) : nil,
                resharing: test.resharing))
        let (now, snapshot) = (Timestamp(seconds: 1000), test.snapshot)
        let current = snapshot.currentEpoch.keyEpoch
        switch test.progress {
        case .none: break
        case .generated:
            let epoch = snapshot.nextEpoch.keyEpoch
            machine.report(.keys(SampleKeys.all), of: .generate(epoch, run: Self.run), now: now)
        case .found: machine.report(.keys(SampleKeys.all), of: .recall(current), now: now)
        case .lacking: machine.report(.keys(nil), of: .recall(current), now: now)
        case .other: machine.report(.keys(SampleKeys.others), of: .recall(current), now: now)
        case .serving:
            machine.report(.keys(SampleKeys.all), of: .recall(current), now: now)
            machine.report(.done, of: .serve(current, SampleKeys.all), now: now)
        }
        return machine
    }

    @Test func `No step is taken that the chain or the node's progress speaks against`() throws {
        let cases = Self.cases()
        #expect(cases.count > 10_000)
        for test in cases {
            var machine = machine(test)
            let snapshot = test.snapshot
            let (action, until) = machine.next(on: snapshot, now: Timestamp(seconds: 1000))
            let isOpen = test.state == .active || test.state == .unlocked
            let canPassOn =
                switch test.resharing {
                case .none: false
                case .sameMembers: test.snapshot.current == test.snapshot.next
                case .anyMembers: true
                }
            let isMember = test.isInCurrent || test.isInNext
            let suits: Bool
            switch action {
            case .wait: suits = true
            case .join: suits = test.joins && !test.isInNext && (isOpen || test.state == .paused)
            case .update: suits = false
            case .lock:
                let hasKeys = !test.hasCurrent || (test.keys.count > 1 && canPassOn)
                suits = isOpen && isMember && test.isOver && test.snapshot.next.count >= 3 && hasKeys
            case .unlock: suits = false
            case .generate(let epoch, let run):
                suits =
                    test.state == .nextValidatorSetLocked && !test.hasCurrent && test.isInNext
                    && !test.hasSignalled && test.progress != .generated && run == Self.run
                    && epoch.members.count == test.snapshot.next.count
            case .reshare:
                suits =
                    test.state == .nextValidatorSetLocked && test.hasCurrent && canPassOn && isMember
                    && test.keys.count > 1
            case .signal:
                suits =
                    test.state == .nextValidatorSetLocked && !test.hasCurrent && test.isInNext
                    && !test.hasSignalled && test.progress == .generated
            case .advance: suits = test.state == .readyForNextEpoch && isMember && test.isOver
            case .recall:
                suits = test.isInCurrent && (test.progress == .none || test.progress == .generated)
            case .vote(let keys):
                suits =
                    test.isInCurrent && test.keys.isEmpty
                    && keys == (test.progress == .other ? SampleKeys.others : SampleKeys.all)
                    && (test.progress == .found || test.progress == .other)
            case .serve(let epoch, let keys):
                suits =
                    test.isInCurrent && keys == SampleKeys.all && test.progress == .found
                    && test.keys.count > 1 && epoch == test.snapshot.currentEpoch.keyEpoch
            }
            if !suits { Issue.record("\(action) although \(test)") }
            if case .wait = action { continue }
            if until != nil { Issue.record("a time for \(action)") }
        }
    }

    @Test func `Whoever can do something does not wait`() throws {
        for test in Self.cases() {
            var machine = machine(test)
            guard case .wait = machine.next(on: test.snapshot, now: Timestamp(seconds: 1000)).action else {
                continue
            }
            let isOpen = test.state == .active || test.state == .unlocked
            #expect(!(test.joins && !test.isInNext && (isOpen || test.state == .paused)), "\(test)")
            #expect(!(isOpen && !test.hasCurrent && test.isInNext && test.isOver && test.isEnough), "\(test)")
            #expect(
                !(test.state == .nextValidatorSetLocked && !test.hasCurrent && test.isInNext
                    && !test.hasSignalled), "\(test)")
            #expect(
                !(test.state == .readyForNextEpoch && test.isOver && (test.isInNext || test.isInCurrent)),
                "\(test)")
            #expect(!(test.isInCurrent && test.progress == .none), "\(test)")
            #expect(!(test.isInCurrent && test.progress == .found && test.keys.count != 1), "\(test)")
        }
    }
}
