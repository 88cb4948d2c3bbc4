package import Ethereum
import EthereumRPC
import KeyService
package import LitContracts
package import Logging
package import Primitives
import Synchronization

/// Takes a validator through the epochs: does what ``EpochMachine`` says, at once when the chain gives reason to.
///
/// It may end at any point, and another process goes on from what is on the chain and in the store.
package final class EpochDriver: Sendable {
    /// Who the node is, and what it does of itself.
    package struct Configuration: Sendable {
        /// Who staked for the node.
        package var staker: Address
        /// What the contract is to say about the node, which it joins with; nil if somebody else sees to both.
        package var record: Validator?
        /// Between which sets of nodes ``EpochDuties/reshare`` passes keys on.
        package var resharing = EpochMachine.Resharing.sameMembers
        package var patience = Patience()
        /// The time, by which it is judged whether an epoch is over.
        package var now: @Sendable () -> Timestamp = { .now() }

        package init(staker: Address, record: Validator? = nil) {
            self.staker = staker
            self.record = record
        }
    }

    private let configuration: Configuration
    private let watcher: NetworkWatcher
    private let accounts: EpochAccounts
    private let duties: EpochDuties
    private let logger: Logger
    private let current = Mutex(EpochStatus())

    /// - Parameter watcher: told in its configuration of the same staker.
    package init(
        _ configuration: Configuration, watcher: NetworkWatcher, accounts: EpochAccounts, duties: EpochDuties,
        logger: Logger
    ) {
        self.configuration = configuration
        self.watcher = watcher
        self.accounts = accounts
        self.duties = duties
        self.logger = logger
    }

    package var status: EpochStatus { current.withLock { $0 } }

    /// Goes on until the task is cancelled.
    package func run() async {
        var machine = EpochMachine(
            EpochMachine.Identity(
                staker: configuration.staker, record: configuration.record,
                resharing: duties.reshare == nil ? .none : configuration.resharing),
            patience: configuration.patience)
        while !Task.isCancelled {
            guard let chain = watcher.snapshot else {
                await change(after: nil, until: nil)
                continue
            }
            let (action, until) = machine.next(on: chain, now: configuration.now())
            tell(action)
            if case .wait = action {
                await change(after: chain.block, until: until)
                continue
            }
            if let outcome = await outcome(of: action, while: machine) {
                machine.report(outcome, of: action, now: configuration.now())
                let serving = machine.serving
                current.withLock { $0.serving = serving }
            }
            if action.isTransaction { await watcher.refresh() }
        }
    }

    private func tell(_ action: EpochAction) {
        let text = action.description
        let isNew = current.withLock { status in
            defer { status.doing = text }
            return status.doing != text
        }
        guard isNew else { return }
        switch action {
        case .wait(.resharing), .wait(.shares), .wait(.otherKeys), .wait(.unusableKeys):
            logger.error("this node \(text)")
        default: logger.info("this node \(text)")
        }
    }

    /// Waits until the chain has another block than this one, or the time has come.
    private func change(after block: BlockMark?, until: Timestamp?) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [watcher] in
                for await snapshot in watcher.snapshots() where snapshot.block != block { return }
            }
            if let until {
                let pause = configuration.now().pause(until: until)
                let sleep = watcher.provider.configuration.runtime.sleep
                group.addTask { try? await sleep(pause) }
            }
            await group.next()
            group.cancelAll()
        }
    }
}

// MARK: Doing

extension EpochDriver {
    /// How often it is looked whether what takes long is still wanted, though no block has come.
    private static let lookAround = Duration.seconds(1)

    /// What came of an action; nil if it was broken off because the chain has moved on.
    private func outcome(
        of action: EpochAction, while machine: EpochMachine
    ) async -> EpochMachine.Outcome? {
        await withTaskGroup(of: EpochMachine.Outcome?.self) { group in
            group.addTask { await self.outcome(of: action) }
            group.addTask {
                await self.untilUnwanted(action, machine)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }

    private func untilUnwanted(_ action: EpochAction, _ machine: EpochMachine) async {
        while !Task.isCancelled {
            guard let chain = watcher.snapshot else { return }
            let now = configuration.now()
            guard machine.wants(action, on: chain, now: now) else { return }
            await change(after: chain.block, until: now + Self.lookAround)
        }
    }

    private func outcome(of action: EpochAction) async -> EpochMachine.Outcome {
        do {
            let outcome = try await perform(action)
            current.withLock { $0.lastError = nil }
            return outcome
        } catch let error as EthereumRPCError where action.isTransaction {
            let outcome = EpochMachine.Outcome(error, of: action)
            switch outcome {
            case .refused, .failed: complain("\(action)", "\(error)")
            default: logger.debug("this node \(action): somebody else did, or it is too early: \(error)")
            }
            return outcome
        } catch {
            complain("\(action)", "\(error)")
            return .failed
        }
    }

    private func perform(_ action: EpochAction) async throws -> EpochMachine.Outcome {
        switch action {
        case .wait: break
        case .generate(let epoch, let run):
            return .keys(try await duties.generateRootKeys(epoch, run.bytes))
        case .recall(let epoch): return .keys(try await duties.storedRootKeys(epoch))
        case .reshare(let old, let new, let run): try await duties.reshare?(old, new, run.bytes)
        case .serve(let epoch, let keys): try await duties.serve(epoch, keys)
        case .join, .update, .lock, .unlock, .signal, .advance, .vote:
            guard let contracts = watcher.state?.contracts else { return .failed }
            try await EpochTransactions(
                accounts: accounts, contracts: contracts, record: configuration.record
            ).carryOut(action)
        }
        return .done
    }

    private func complain(_ action: String, _ error: String) {
        guard !Task.isCancelled else { return }
        current.withLock { $0.lastError = error }
        logger.warning("this node \(action), which failed and will be tried again: \(error)")
    }
}

extension Timestamp {
    /// How long it is from here; at least a millisecond and at most an hour.
    fileprivate func pause(until end: Timestamp) -> Duration {
        let (span, overflow) = end.milliseconds.subtractingReportingOverflow(milliseconds)
        return .milliseconds(overflow ? 3_600_000 : min(max(span, 1), 3_600_000))
    }
}
