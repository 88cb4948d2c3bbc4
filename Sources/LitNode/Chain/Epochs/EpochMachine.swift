package import Ethereum
package import KeyService
package import LitContracts
package import Primitives

/// What a validator does on chain, as a value without I/O: from what the chain says and what this process has done
/// it tells the next action, and is told what came of it.
///
/// The chain is what is remembered: of its own progress the machine keeps only what it can ask for again, so that a
/// process may end at any point, and the next one goes on.
///
///     Paused                   join; the operator makes the network active
///     Active, Unlocked         join; after the end of the epoch, and with enough members: lock
///     NextValidatorSetLocked   generate the keys, or pass them on; signal
///     ReadyForNextEpoch        advance
///     Active, without keys     vote for the root keys
///     Active, with keys        serve
package struct EpochMachine: Sendable {
    /// Who this node is on chain, and what it may do there.
    package struct Identity: Hashable, Sendable {
        /// Who staked for it.
        package var staker: Address
        /// What the contract is to say about the node; nil if somebody else sees to that, and to joining.
        package var record: Validator?
        /// Between which sets keys can be passed on.
        package var resharing = Resharing.none

        package init(staker: Address, record: Validator?, resharing: Resharing = .none) {
            self.staker = staker
            self.record = record
            self.resharing = resharing
        }
    }

    /// Between which sets of nodes keys can be passed on.
    package enum Resharing: Hashable, Sendable {
        case none
        case sameMembers
        case anyMembers
    }

    /// What came of an action.
    package enum Outcome: Hashable, Sendable {
        /// It is done.
        case done
        /// The keys that were generated, or found; nil if this node has no share of any.
        case keys(RootKeySet?)
        /// There was nothing to do any more: somebody else was first, or it was done before.
        case moot
        /// It is too early.
        case early(until: Timestamp)
        /// The contract, or the configuration, is against it.
        case refused
        /// It failed, and may succeed later.
        case failed
    }

    package let identity: Identity
    private let patience: Patience
    /// The keys that this node has shares of, by epoch; nil inside if it has none.
    private var found: [KeyEpoch: RootKeySet?] = [:]
    private var generated: [EpochRun: RootKeySet] = [:]
    private var reshared: EpochRun?
    /// The epoch that the node serves in.
    package private(set) var serving: KeyEpoch?
    private var holds: [EpochAction: Hold] = [:]
    /// The locked set that was seen first in this run, and the time of its block.
    private var locked: (run: EpochRun, time: UInt64)?

    package init(_ identity: Identity, patience: Patience = Patience()) {
        self.identity = identity
        self.patience = patience
    }

    /// What to do now.
    ///
    /// - Returns: the action, and, for a wait that ends by time, when.
    package mutating func next(
        on chain: StakingSnapshot, now: Timestamp
    ) -> (action: EpochAction, until: Timestamp?) {
        let view = View(chain, identity: identity)
        if chain.state != .nextValidatorSetLocked {
            locked = nil
        } else if locked?.run != view.run {
            locked = (view.run, chain.block.time)
        }
        // The time of blocks may run ahead of the clock's; the next one is later than the last in any case.
        let chainTime = max(now, Timestamp(second: chain.block.time).advanced(by: .seconds(1)))
        let options = servingOptions(view) + membershipOptions(view) + changeOptions(view)
        holds = holds.filter { hold in options.contains { $0.action == hold.key } }
        var until: Timestamp?
        var isTroubled = false
        for option in options {
            let hold = holds[option.action]
            let from = max(option.from, hold?.from ?? .distantPast)
            let pause = hold?.until ?? .distantPast
            if from <= chainTime, pause <= now { return (option.action, nil) }
            isTroubled = isTroubled || (from <= chainTime && hold?.isTrouble == true)
            let time = from <= chainTime ? pause : max(from, pause)
            until = min(until ?? time, time)
        }
        return (.wait(isTroubled ? .anotherAttempt : reason(view)), until)
    }

    /// Whether what was begun is still to be done, so that it need not be broken off.
    package func wants(_ action: EpochAction, on chain: StakingSnapshot, now: Timestamp) -> Bool {
        var copy = self
        copy.holds[action] = nil
        let next = copy.next(on: chain, now: now).action
        if next == action { return true }
        guard next != .unlock else { return false }
        let view = View(chain, identity: identity)
        let options = servingOptions(view) + membershipOptions(view) + changeOptions(view)
        return options.contains { $0.action == action }
    }

    /// Something came of an action that ``next(on:now:)`` gave.
    package mutating func report(_ outcome: Outcome, of action: EpochAction, now: Timestamp) {
        switch (action, outcome) {
        case (.generate(let epoch, let run), .keys(let keys?)):
            generated = [run: keys]
            found = [epoch: keys]
            return
        case (.recall(let epoch), .keys(let keys)):
            found = [epoch: keys]
            return
        case (.reshare(_, _, let run), .done):
            reshared = run
            return
        case (.serve(let epoch, _), .done):
            serving = epoch
            return
        default: break
        }
        let attempts = (holds[action]?.attempts ?? 0) + 1
        let pause = patience.pause(after: attempts, outcome, of: action)
        var hold = Hold(until: now + pause, attempts: attempts)
        switch outcome {
        case .refused, .failed: hold.isTrouble = true
        case .early(let time): hold.from = time
        default: break
        }
        holds[action] = hold
    }

    private struct Hold: Sendable {
        /// By the clock.
        var until: Timestamp
        var attempts: Int
        /// By the time of the chain.
        var from = Timestamp.distantPast
        /// Whether it failed, rather than being too early or waiting to take effect.
        var isTrouble = false
    }
}

// MARK: What there is to do

extension EpochMachine {
    /// Something to do, and since when.
    private struct Option {
        var action: EpochAction
        var from = Timestamp.distantPast
    }

    /// The chain as this node sees it.
    private struct View {
        let chain: StakingSnapshot
        let current: KeyEpoch
        let next: KeyEpoch
        let isInCurrent: Bool
        /// What the contract says about this node in the next set.
        let entry: StakedNode?
        let keys: RootKeySet?

        init(_ chain: StakingSnapshot, identity: Identity) {
            self.chain = chain
            current = chain.currentEpoch.keyEpoch
            next = chain.nextEpoch.keyEpoch
            isInCurrent = chain.current.contains { $0.staker == identity.staker }
            entry = chain.next.first { $0.staker == identity.staker }
            keys = chain.keys
        }

        var run: EpochRun { EpochRun(epoch: chain.epoch.number, retries: chain.epoch.retries) }
        var isOpen: Bool {
            chain.state == .active || chain.state == .unlocked || chain.state == .paused
        }
        var hasMember: Bool { isInCurrent || entry != nil }
        var end: Timestamp { Timestamp(second: chain.epoch.endTime) }
    }

    // The most urgent first in each.

    private func servingOptions(_ view: View) -> [Option] {
        guard view.isInCurrent else { return [] }
        guard let own = found[view.current] else {
            return serving == view.current ? [] : [Option(action: .recall(view.current))]
        }
        guard let own, serving != view.current else { return [] }
        guard !view.chain.rootKeys.isEmpty else { return [Option(action: .vote(own))] }
        guard let keys = view.keys, keys.hasSameKeys(as: own) else { return [] }
        return [Option(action: .serve(view.current, keys))]
    }

    private func membershipOptions(_ view: View) -> [Option] {
        guard let record = identity.record else { return [] }
        guard let entry = view.entry else { return view.isOpen ? [Option(action: .join)] : [] }
        var told = entry.record
        told.reward = record.reward
        return told == record ? [] : [Option(action: .update)]
    }

    private func changeOptions(_ view: View) -> [Option] {
        guard view.hasMember else { return [] }
        switch view.chain.state {
        case .active, .unlocked:
            return canLock(view) ? [Option(action: .lock, from: view.end)] : []
        case .nextValidatorSetLocked: return unlockOptions(view) + handoverOptions(view)
        case .readyForNextEpoch:
            return [Option(action: .advance(epoch: view.chain.epoch.number), from: view.end)]
        default: return []
        }
    }

    private func canLock(_ view: View) -> Bool {
        guard UInt64(view.chain.next.count) >= view.chain.minimumValidatorCount, !view.chain.next.isEmpty
        else {
            return false
        }
        guard !view.chain.current.isEmpty else { return true }
        return view.keys != nil && canReshare(view)
    }

    private func canReshare(_ view: View) -> Bool {
        switch identity.resharing {
        case .none: false
        case .sameMembers: view.current.members == view.next.members
        case .anyMembers: true
        }
    }

    private func handoverOptions(_ view: View) -> [Option] {
        if view.chain.current.isEmpty {
            guard view.entry != nil, !view.chain.hasSignalled else { return [] }
            return generated[view.run] == nil
                ? [Option(action: .generate(view.next, run: view.run))]
                : [Option(action: .signal(epoch: view.chain.epoch.number))]
        }
        guard view.keys != nil, canReshare(view) else { return [] }
        guard reshared == view.run else {
            if view.entry != nil, view.chain.hasSignalled { return [] }
            return [Option(action: .reshare(from: view.current, to: view.next, run: view.run))]
        }
        guard view.entry != nil, !view.chain.hasSignalled else { return [] }
        return [Option(action: .signal(epoch: view.chain.epoch.number))]
    }

    /// A set that has been locked for too long is opened again, by one of its members.
    private func unlockOptions(_ view: View) -> [Option] {
        guard view.entry != nil else { return [] }
        let since = max(view.chain.epoch.endTime, locked?.time ?? 0)
        let (time, overflow) = since.addingReportingOverflow(view.chain.epoch.timeout)
        return overflow ? [] : [Option(action: .unlock, from: Timestamp(second: time))]
    }

    /// Why there is nothing to do.
    private func reason(_ view: View) -> EpochWait {
        let chain = view.chain
        if view.isInCurrent {
            if let own = found[view.current] {
                guard let own else { return .shares }
                if chain.rootKeys.isEmpty { return .votes }
                guard let keys = view.keys else { return .unusableKeys }
                if !keys.hasSameKeys(as: own) { return .otherKeys }
            }
        } else if view.entry == nil {
            return chain.state == .paused ? .activation : .membership
        }
        switch chain.state {
        case .paused, .restore: return .activation
        case .nextValidatorSetLocked, .readyForNextEpoch:
            return !chain.current.isEmpty && !canReshare(view) ? .resharing : .signals
        default: break
        }
        if !chain.current.isEmpty, !canReshare(view), view.current.members != view.next.members {
            return .resharing
        }
        if UInt64(chain.next.count) < chain.minimumValidatorCount {
            return .members(have: chain.next.count, need: Int(clamping: chain.minimumValidatorCount))
        }
        if serving == view.current { return .nothing }
        return view.isInCurrent || chain.current.isEmpty ? .endOfEpoch(chain.epoch.endTime) : .nextEpoch
    }
}

extension Timestamp {
    /// A time of the chain, in seconds since 1970; what is beyond all bounds is the end of time.
    init(second: UInt64) { self.init(seconds: Int64(clamping: second)) }
}
