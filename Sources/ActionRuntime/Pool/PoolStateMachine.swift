/// Which worker does what for whom: decisions only, without processes.
///
/// A worker serves one owner from its first run to its end. Owners take turns; within an owner, who comes first is
/// served first. Runs of children go first, and are not held back by the bound on runs: their parents hold workers
/// while they wait, so that they could otherwise wait for each other.
package struct PoolStateMachine: Sendable {
    package typealias WorkerID = UInt64
    package typealias Ticket = UInt64

    package enum Action: Hashable, Sendable {
        case start(WorkerID)
        case end(WorkerID)
        case grant(Ticket, WorkerID)
        case refuse(Ticket, Refusal)
    }

    package enum Refusal: Hashable, Sendable {
        case busy
        case noWorker(String)
        case shutDown
    }

    private enum Phase: Hashable {
        case starting
        case spare
        case idle(ActionOwner, since: ContinuousClock.Instant)
        case running(ActionOwner, isChild: Bool)
    }

    private struct Worker {
        var phase: Phase
        var runs = 0
    }

    private struct Waiter {
        let ticket: Ticket
        let owner: ActionOwner
    }

    package let limits: PoolLimits
    private var workers: [WorkerID: Worker] = [:]
    private var spares: [WorkerID] = []
    /// The owners' waiting workers, the one longest unused first.
    private var idle: [WorkerID] = []
    private var starting = 0
    private var running = 0
    private var runningByOwner: [ActionOwner: Int] = [:]
    private var children: [Waiter] = []
    private var queue = FairQueue()
    private var nextWorker: WorkerID = 0
    /// Recent demand for unused workers: each adds one, and every tick takes a tenth off.
    private var demand = 0.0
    private var failuresInARow = 0
    private var ticksToWait = 0
    private var isShutDown = false

    package init(limits: PoolLimits) { self.limits = limits }

    // MARK: What happens

    package mutating func begin() -> [Action] { settle() }

    package mutating func request(
        _ ticket: Ticket, owner: ActionOwner, isChild: Bool, now: ContinuousClock.Instant
    ) -> [Action] {
        guard !isShutDown else { return [.refuse(ticket, .shutDown)] }
        if isChild {
            children.append(Waiter(ticket: ticket, owner: owner))
        } else {
            guard queue.count < limits.maximumWaiting,
                queue.count(of: owner) < limits.maximumWaitingPerOwner
            else { return [.refuse(ticket, .busy)] }
            queue.append(ticket, of: owner)
        }
        return settle()
    }

    /// The one who waits has given up; true if it was still waiting.
    package mutating func withdraw(_ ticket: Ticket) -> Bool {
        if let place = children.firstIndex(where: { $0.ticket == ticket }) {
            children.remove(at: place)
            return true
        }
        return queue.remove(ticket)
    }

    package mutating func isReady(_ worker: WorkerID) -> [Action] {
        guard workers[worker]?.phase == .starting else { return [] }
        starting -= 1
        failuresInARow = 0
        workers[worker]?.phase = .spare
        spares.append(worker)
        return settle()
    }

    /// A worker could not be started.
    package mutating func failed(_ worker: WorkerID, _ reason: String) -> [Action] {
        guard workers.removeValue(forKey: worker)?.phase == .starting else { return [] }
        starting -= 1
        failuresInARow += 1
        ticksToWait = min(30, 1 << min(5, failuresInARow - 1))
        guard starting == 0, spares.isEmpty else { return settle() }
        // Everyone who needs a new worker hears of it: nobody waits for what cannot be had.
        var actions = children.map { Action.refuse($0.ticket, .noWorker(reason)) }
        children = []
        if running < limits.maximumRunning {
            actions += queue.removeAll().map { .refuse($0, .noWorker(reason)) }
        }
        return actions
    }

    /// A run is over; whether its worker may go on serving the same owner.
    package mutating func release(_ worker: WorkerID, isFit: Bool, now: ContinuousClock.Instant) -> [Action] {
        guard case .running(let owner, let isChild) = workers[worker]?.phase else { return [] }
        stopped(owner, isChild: isChild)
        let runs = (workers[worker]?.runs ?? 0) + 1
        guard isFit, runs < limits.runsPerProcess, !isShutDown else {
            workers[worker] = nil
            return [.end(worker)] + settle()
        }
        workers[worker] = Worker(phase: .idle(owner, since: now), runs: runs)
        idle.append(worker)
        var actions = settle()
        if idle.count > limits.maximumIdle, let oldest = idle.first {
            idle.removeFirst()
            workers[oldest] = nil
            actions.append(.end(oldest))
        }
        return actions
    }

    /// A worker has ended by itself.
    package mutating func died(_ worker: WorkerID) -> [Action] {
        guard let phase = workers[worker]?.phase else { return [] }
        switch phase {
        case .starting: return failed(worker, "it ended before it was ready")
        case .running(let owner, let isChild): stopped(owner, isChild: isChild)
        case .spare: spares.removeAll { $0 == worker }
        case .idle: idle.removeAll { $0 == worker }
        }
        workers[worker] = nil
        return [.end(worker)] + settle()
    }

    /// Once a second: lets go of what is not needed any more.
    package mutating func tick(now: ContinuousClock.Instant) -> [Action] {
        demand *= 0.9
        ticksToWait = max(0, ticksToWait - 1)
        var actions: [Action] = []
        for worker in idle {
            guard case .idle(_, let since) = workers[worker]?.phase, now - since >= limits.idleTime else {
                continue
            }
            workers[worker] = nil
            actions.append(.end(worker))
        }
        idle.removeAll { workers[$0] == nil }
        // One a second, so that a pause does not cost what the next burst needs.
        if spares.count > wantedSpares, let worker = spares.first {
            spares.removeFirst()
            workers[worker] = nil
            actions.append(.end(worker))
        }
        return actions + settle()
    }

    /// Workers that do nothing are ended, so that there are others: what crashed may have learnt something about them.
    package mutating func renew() -> [Action] {
        let waiting = spares + idle
        for worker in waiting { workers[worker] = nil }
        spares = []
        idle = []
        return waiting.map { .end($0) } + settle()
    }

    package mutating func shutDown() -> [Action] {
        isShutDown = true
        var actions = children.map { Action.refuse($0.ticket, .shutDown) }
        actions += queue.removeAll().map { .refuse($0, .shutDown) }
        actions += workers.keys.map { .end($0) }
        children = []
        workers = [:]
        spares = []
        idle = []
        (starting, running, runningByOwner) = (0, 0, [:])
        return actions
    }

    // MARK: How it stands

    package func isStarting(_ worker: WorkerID) -> Bool { workers[worker]?.phase == .starting }

    package var statistics: PoolStatistics {
        PoolStatistics(
            starting: starting, spare: spares.count, idle: idle.count,
            running: workers.count - starting - spares.count - idle.count,
            waiting: queue.count + children.count)
    }

    /// As many as are asked for while one starts, and some at hand.
    private var wantedSpares: Int {
        min(limits.maximumSpare, limits.minimumSpare + Int(demand / 50 + 0.98))
    }

    // MARK: Decisions

    private mutating func stopped(_ owner: ActionOwner, isChild: Bool) {
        guard !isChild else { return }
        running -= 1
        let left = (runningByOwner[owner] ?? 1) - 1
        runningByOwner[owner] = left > 0 ? left : nil
    }

    private mutating func settle() -> [Action] {
        guard !isShutDown else { return [] }
        var actions: [Action] = []
        var withoutWorker: [Waiter] = []
        for waiter in children {
            if let worker = take(for: waiter.owner, isChild: true) {
                actions.append(.grant(waiter.ticket, worker))
            } else {
                withoutWorker.append(waiter)
            }
        }
        children = withoutWorker

        while running < limits.maximumRunning {
            let owner = queue.firstOwner { owner in
                runningByOwner[owner, default: 0] < limits.maximumPerOwner
                    && (!spares.isEmpty || idleWorker(of: owner) != nil)
            }
            guard let owner, let worker = take(for: owner, isChild: false), let ticket = queue.next(of: owner)
            else { break }
            actions.append(.grant(ticket, worker))
        }
        return actions + startMissing()
    }

    /// The owner's worker that was last used, for its memory is warm, or an unused one.
    private mutating func take(for owner: ActionOwner, isChild: Bool) -> WorkerID? {
        let worker: WorkerID
        if let place = idleWorker(of: owner) {
            worker = idle.remove(at: place)
        } else if let spare = spares.popLast() {
            worker = spare
            demand += 1
        } else {
            return nil
        }
        workers[worker]?.phase = .running(owner, isChild: isChild)
        if !isChild {
            running += 1
            runningByOwner[owner, default: 0] += 1
        }
        return worker
    }

    private func idleWorker(of owner: ActionOwner) -> Int? {
        idle.lastIndex { worker in
            if case .idle(owner, _) = workers[worker]?.phase { true } else { false }
        }
    }

    private mutating func startMissing() -> [Action] {
        // Who waits for a place, rather than for a worker, is not helped by one more.
        let room = max(0, limits.maximumRunning - running)
        let servable = queue.count(upTo: { max(0, limits.maximumPerOwner - runningByOwner[$0, default: 0]) })
        let due = spares.isEmpty ? children.count + min(servable, room) : 0
        // After failures the spares wait for better times; who asks is tried for at once.
        let wanted = due + (ticksToWait > 0 ? 0 : max(0, wantedSpares - spares.count))
        var actions: [Action] = []
        while starting < min(wanted, limits.maximumStarting) {
            let worker = nextWorker
            nextWorker += 1
            workers[worker] = Worker(phase: .starting)
            starting += 1
            actions.append(.start(worker))
        }
        return actions
    }
}
