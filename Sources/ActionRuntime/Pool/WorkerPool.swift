import Logging
import NIOCore
import Synchronization

/// The worker processes of a runtime: starts, lends and ends them as ``PoolStateMachine`` decides.
final class WorkerPool: Sendable {
    /// A worker that somebody has for one run.
    struct Lease: Sendable {
        let id: PoolStateMachine.WorkerID
        let worker: WorkerProcess
    }

    private struct State {
        var machine: PoolStateMachine
        var workers: [PoolStateMachine.WorkerID: WorkerProcess] = [:]
        var waiting: [PoolStateMachine.Ticket: CheckedContinuation<Result<Lease, ActionFailure>, Never>] = [:]
        /// Those who gave up before they began to wait.
        var withdrawn: Set<PoolStateMachine.Ticket> = []
        var nextTicket: PoolStateMachine.Ticket = 0
    }

    private let state: Mutex<State>
    private let settings: WorkerProcess.Settings
    private let source: WorkerSource
    private let logger: Logger
    private let ticker = Mutex<RepeatedTask?>(nil)

    init(limits: PoolLimits, settings: WorkerProcess.Settings, logger: Logger) {
        state = Mutex(State(machine: PoolStateMachine(limits: limits)))
        self.settings = settings
        source = WorkerSource(settings: settings)
        self.logger = logger
    }

    func start() {
        source.whenRenewed { [weak self] in self?.update { $0.renew() } }
        let task = settings.group.next().scheduleRepeatedTask(
            initialDelay: .seconds(1), delay: .seconds(1)
        ) { [weak self] task in
            guard let self else { return task.cancel() }
            update { $0.tick(now: .now) }
        }
        ticker.withLock { $0 = task }
        update { $0.begin() }
    }

    var statistics: PoolStatistics { state.withLock(\.machine.statistics) }

    /// Waits for a worker that has served nobody, or this owner only.
    func lease(for owner: ActionOwner, isChild: Bool) async throws(ActionFailure) -> Lease {
        let ticket = state.withLock { state in
            defer { state.nextTicket += 1 }
            return state.nextTicket
        }
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isWithdrawn = state.withLock { state in
                    guard state.withdrawn.remove(ticket) == nil else { return true }
                    state.waiting[ticket] = continuation
                    return false
                }
                if isWithdrawn { return continuation.resume(returning: .failure(.cancelled)) }
                update { $0.request(ticket, owner: owner, isChild: isChild, now: .now) }
            }
        } onCancel: {
            withdraw(ticket)
        }
        // A cancellation that came after the grant has left its mark.
        _ = state.withLock { $0.withdrawn.remove(ticket) }
        return try result.get()
    }

    private func withdraw(_ ticket: PoolStateMachine.Ticket) {
        let continuation = state.withLock { state in
            if state.machine.withdraw(ticket) { return state.waiting.removeValue(forKey: ticket) }
            state.withdrawn.insert(ticket)
            return nil
        }
        continuation?.resume(returning: .failure(.cancelled))
    }

    /// Gives the worker back; unless it is fit for another run, it is ended.
    func release(_ lease: Lease, isFit: Bool) {
        update { $0.release(lease.id, isFit: isFit && !lease.worker.isOutdated, now: .now) }
    }

    func shutDown() async {
        ticker.withLock { task in
            task?.cancel()
            task = nil
        }
        let workers = state.withLock { Array($0.workers.values) }
        update { $0.shutDown() }
        for worker in workers { _ = await worker.end() }
        await source.shutDown()
    }

    private func update(_ change: (inout PoolStateMachine) -> [PoolStateMachine.Action]) {
        let deeds = state.withLock { state in
            change(&state.machine).compactMap { Self.deed($0, &state) }
        }
        for deed in deeds { perform(deed) }
    }

    /// What is to be done outside the lock.
    private enum Deed {
        case start(PoolStateMachine.WorkerID)
        case end(WorkerProcess)
        case resume(CheckedContinuation<Result<Lease, ActionFailure>, Never>, Result<Lease, ActionFailure>)
    }

    private static func deed(_ action: PoolStateMachine.Action, _ state: inout State) -> Deed? {
        switch action {
        case .start(let id): return .start(id)
        case .end(let id): return state.workers.removeValue(forKey: id).map { .end($0) }
        case .refuse(let ticket, let refusal):
            return state.waiting.removeValue(forKey: ticket).map {
                .resume($0, .failure(ActionFailure(refusal)))
            }
        case .grant(let ticket, let id):
            guard let worker = state.workers[id], let continuation = state.waiting.removeValue(forKey: ticket)
            else { return nil }
            return .resume(continuation, .success(Lease(id: id, worker: worker)))
        }
    }

    private func perform(_ deed: Deed) {
        switch deed {
        case .end(let worker): worker.end()
        case .resume(let continuation, let result): continuation.resume(returning: result)
        case .start(let id):
            source.start { [self] result in
                switch result {
                case .success(let ready): admit(ready.worker, as: id)
                case .failure(let failure):
                    logger.warning("An action worker could not be started: \(failure.reason)")
                    update { $0.failed(id, failure.reason) }
                }
            } ended: { [self] in
                update { $0.died(id) }
            }
        }
    }

    private func admit(_ worker: WorkerProcess, as id: PoolStateMachine.WorkerID) {
        let isWanted = state.withLock { state in
            guard state.machine.isStarting(id) else { return false }
            state.workers[id] = worker
            return true
        }
        guard isWanted else { return worker.end() }
        update { $0.isReady(id) }
    }
}

extension ActionFailure {
    static let cancelled = ActionFailure(.cancelled, "The execution was cancelled by who had asked for it.")

    init(_ refusal: PoolStateMachine.Refusal) {
        switch refusal {
        case .busy:
            self.init(
                .busy, "Too many Lit Actions are waiting to run on this node already. Try again in a moment.")
        case .shutDown:
            self.init(.shutDown, "The Lit Action runtime has been shut down.")
        case .noWorker(let reason):
            self.init(.connection, "No worker for Lit Actions can be started: \(reason)")
        }
    }
}
