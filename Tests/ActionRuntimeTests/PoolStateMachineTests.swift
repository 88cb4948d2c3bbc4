import ActionRuntime
import TestSupport
import Testing

@Suite struct PoolStateMachineTests {
    private let now = ContinuousClock.now
    private let ann = ActionOwner("ann")
    private let bob = ActionOwner("bob")

    private func machine(_ change: (inout PoolLimits) -> Void = { _ in }) -> PoolStateMachine {
        var limits = PoolLimits()
        limits.minimumSpare = 0
        change(&limits)
        return PoolStateMachine(limits: limits)
    }

    /// Does what a pool does that starts workers at once.
    private func settle(_ machine: inout PoolStateMachine, _ actions: [PoolStateMachine.Action])
        -> [PoolStateMachine.Action]
    {
        var done: [PoolStateMachine.Action] = []
        var due = actions
        while !due.isEmpty {
            let action = due.removeFirst()
            if case .start(let worker) = action {
                due += machine.isReady(worker)
            } else {
                done.append(action)
            }
        }
        return done
    }

    @Test func `Renewed, it ends those who do nothing, and starts others`() {
        var machine = machine { $0.minimumSpare = 1 }
        #expect(machine.begin() == [.start(0)])
        #expect(machine.isReady(0) == [])
        #expect(
            machine.request(1, owner: ann, isChild: false, now: now) == [.grant(1, 0), .start(1), .start(2)])
        #expect(machine.isReady(1) == [])
        #expect(machine.isReady(2) == [])
        #expect(machine.request(2, owner: bob, isChild: false, now: now).first == .grant(2, 2))
        #expect(machine.release(2, isFit: true, now: now) == [])
        // 0 runs, 1 is spare, 2 waits for bob.
        let actions = machine.renew()
        #expect(Set(actions.filter { if case .end = $0 { true } else { false } }) == [.end(1), .end(2)])
        #expect(!actions.contains(.end(0)))
        #expect(actions.contains { if case .start = $0 { true } else { false } })
        #expect(machine.statistics.idle == 0)
        #expect(machine.statistics.spare == 0)
        #expect(machine.statistics.running == 1)
    }

    @Test func `A first run gets a worker that nobody had`() {
        var machine = machine()
        let actions = machine.request(1, owner: ann, isChild: false, now: now)
        #expect(actions == [.start(0)])
        #expect(machine.isReady(0).first == .grant(1, 0))
    }

    @Test func `A worker goes to its owner again, and never to another`() {
        var machine = machine()
        var actions = machine.request(1, owner: ann, isChild: false, now: now)
        actions = settle(&machine, actions)
        #expect(actions.contains(.grant(1, 0)))
        _ = settle(&machine, machine.release(0, isFit: true, now: now))
        actions = settle(&machine, machine.request(2, owner: bob, isChild: false, now: now))
        #expect(!actions.contains(.grant(2, 0)))
        actions = machine.request(3, owner: ann, isChild: false, now: now)
        #expect(actions.contains(.grant(3, 0)))
    }

    @Test func `No sequence of events gives a worker to two owners`() {
        var random = SplitMix64(seed: 7)
        for _ in 0..<200 {
            var machine = machine { limits in
                limits.maximumRunning = 3
                limits.maximumPerOwner = 2
                limits.maximumIdle = 2
                limits.minimumSpare = 1
                limits.runsPerProcess = 4
            }
            var owners: [PoolStateMachine.WorkerID: Int] = [:]
            var tickets: [PoolStateMachine.Ticket: Int] = [:]
            var running: [PoolStateMachine.WorkerID] = []
            var starting: [PoolStateMachine.WorkerID] = []
            var ended: Set<PoolStateMachine.WorkerID> = []
            var next: PoolStateMachine.Ticket = 0
            func note(_ actions: [PoolStateMachine.Action]) {
                for action in actions {
                    switch action {
                    case .start(let worker): starting.append(worker)
                    case .end(let worker): ended.insert(worker)
                    case .refuse(let ticket, _): tickets[ticket] = nil
                    case .grant(let ticket, let worker):
                        #expect(!ended.contains(worker))
                        let owner = tickets.removeValue(forKey: ticket)
                        #expect(owner != nil)
                        #expect(owners[worker] == nil || owners[worker] == owner)
                        owners[worker] = owner
                        running.append(worker)
                    }
                }
                #expect(machine.statistics.running <= 8 && machine.statistics.starting <= 4)
            }
            for _ in 0..<60 {
                switch random.next() % 6 {
                case 0, 1:
                    let owner = Int(random.next() % 3)
                    tickets[next] = owner
                    let isChild = random.next() % 5 == 0 && !running.isEmpty && running.count < 4
                    next += 1
                    note(
                        machine.request(next - 1, owner: ActionOwner("\(owner)"), isChild: isChild, now: now))
                case 2: if !starting.isEmpty { note(machine.isReady(starting.removeFirst())) }
                case 3:
                    if !running.isEmpty {
                        note(machine.release(running.removeFirst(), isFit: random.next() % 4 > 0, now: now))
                    }
                case 4: if !running.isEmpty { note(machine.died(running.removeFirst())) }
                default: note(machine.tick(now: now + .seconds(Int64(random.next() % 100))))
                }
            }
            // What is left ends, and everybody has been served or refused.
            while !running.isEmpty || !starting.isEmpty {
                if !starting.isEmpty {
                    note(machine.isReady(starting.removeFirst()))
                } else {
                    note(machine.release(running.removeFirst(), isFit: true, now: now))
                }
                if starting.count + running.count > 1_000 { break }
            }
            #expect(tickets.isEmpty)
            #expect(machine.statistics.waiting == 0)
        }
    }

    @Test func `A worker that failed is ended and replaced`() {
        var machine = machine()
        _ = settle(&machine, machine.request(1, owner: ann, isChild: false, now: now))
        let actions = machine.release(0, isFit: false, now: now)
        #expect(actions.contains(.end(0)))
        let again = settle(&machine, machine.request(2, owner: ann, isChild: false, now: now))
        #expect(!again.contains(.grant(2, 0)))
    }

    @Test func `A process is replaced after so many runs`() {
        var machine = machine { $0.runsPerProcess = 3 }
        _ = settle(&machine, machine.request(0, owner: ann, isChild: false, now: now))
        #expect(!machine.release(0, isFit: true, now: now).contains(.end(0)))
        #expect(machine.request(1, owner: ann, isChild: false, now: now).contains(.grant(1, 0)))
        #expect(!machine.release(0, isFit: true, now: now).contains(.end(0)))
        #expect(machine.request(2, owner: ann, isChild: false, now: now).contains(.grant(2, 0)))
        #expect(machine.release(0, isFit: true, now: now).contains(.end(0)))
    }

    @Test func `Owners take turns when they have to wait`() {
        var machine = machine { limits in
            limits.maximumRunning = 1
            limits.maximumPerOwner = 1
        }
        _ = settle(&machine, machine.request(0, owner: ann, isChild: false, now: now))
        for ticket in 1...5 { _ = machine.request(UInt64(ticket), owner: ann, isChild: false, now: now) }
        _ = machine.request(10, owner: bob, isChild: false, now: now)
        var order: [PoolStateMachine.Ticket] = []
        var worker: PoolStateMachine.WorkerID = 0
        for _ in 0..<4 {
            for case .grant(let ticket, let next) in settle(
                &machine, machine.release(worker, isFit: true, now: now))
            {
                order.append(ticket)
                worker = next
            }
        }
        #expect(order.prefix(3).contains(10))
        #expect(order.filter { $0 < 10 } == order.filter { $0 < 10 }.sorted())
    }

    @Test func `One owner cannot take every place`() {
        var machine = machine { limits in
            limits.maximumRunning = 4
            limits.maximumPerOwner = 2
        }
        for ticket in 0..<4 {
            _ = settle(&machine, machine.request(UInt64(ticket), owner: ann, isChild: false, now: now))
        }
        #expect(machine.statistics.running == 2)
        #expect(machine.statistics.waiting == 2)
        let actions = settle(&machine, machine.request(9, owner: bob, isChild: false, now: now))
        #expect(actions.contains { if case .grant(9, _) = $0 { true } else { false } })
    }

    @Test func `A full queue refuses, and says that it is busy`() {
        var machine = machine { limits in
            limits.maximumRunning = 1
            limits.maximumWaiting = 3
            limits.maximumWaitingPerOwner = 2
        }
        _ = settle(&machine, machine.request(0, owner: ann, isChild: false, now: now))
        #expect(machine.request(1, owner: ann, isChild: false, now: now).isEmpty)
        #expect(machine.request(2, owner: ann, isChild: false, now: now).isEmpty)
        #expect(machine.request(3, owner: ann, isChild: false, now: now) == [.refuse(3, .busy)])
        #expect(machine.request(4, owner: bob, isChild: false, now: now).isEmpty)
        #expect(machine.request(5, owner: bob, isChild: false, now: now) == [.refuse(5, .busy)])
        #expect(machine.withdraw(1) == true)
        #expect(machine.withdraw(1) == false)
        #expect(machine.request(6, owner: bob, isChild: false, now: now).isEmpty)
    }

    @Test func `Children are served beyond the bound, since their parents wait for them`() {
        var machine = machine { $0.maximumRunning = 1 }
        _ = settle(&machine, machine.request(0, owner: ann, isChild: false, now: now))
        for level in 1...5 {
            let actions = settle(
                &machine, machine.request(UInt64(level), owner: ann, isChild: true, now: now))
            #expect(actions.contains { if case .grant(UInt64(level), _) = $0 { true } else { false } })
        }
        #expect(machine.statistics.running == 6)
    }

    @Test func `Those who wait for a worker that cannot be had hear of it`() {
        var machine = machine { $0.minimumSpare = 2 }
        #expect(machine.begin() == [.start(0), .start(1)])
        _ = machine.request(7, owner: ann, isChild: false, now: now)
        _ = machine.failed(0, "no such file")
        _ = machine.failed(1, "no such file")
        #expect(machine.failed(2, "no such file") == [.refuse(7, .noWorker("no such file"))])
        #expect(machine.begin().isEmpty)
        #expect(machine.request(8, owner: ann, isChild: false, now: now) == [.start(3)])
    }

    @Test func `Spares follow the demand and go when it does`() {
        var machine = machine { limits in
            limits.minimumSpare = 1
            limits.maximumSpare = 6
        }
        _ = settle(&machine, machine.begin())
        #expect(machine.statistics.spare == 1)
        for ticket in 0..<200 {
            let owner = ActionOwner("\(ticket)")
            for case .grant(_, let worker) in settle(
                &machine, machine.request(UInt64(ticket), owner: owner, isChild: false, now: now))
            {
                _ = settle(&machine, machine.release(worker, isFit: true, now: now))
            }
        }
        #expect(machine.statistics.spare >= 4)
        for second in 1...200 { _ = settle(&machine, machine.tick(now: now + .seconds(second))) }
        #expect(machine.statistics.spare == 1)
        #expect(machine.statistics.idle == 0)
    }

    @Test func `Shutting down ends every worker and refuses everyone`() {
        var machine = machine { $0.maximumRunning = 1 }
        _ = settle(&machine, machine.request(0, owner: ann, isChild: false, now: now))
        _ = machine.request(1, owner: ann, isChild: false, now: now)
        let actions = machine.shutDown()
        #expect(actions.contains(.refuse(1, .shutDown)))
        #expect(actions.contains(.end(0)))
        #expect(machine.request(2, owner: ann, isChild: false, now: now) == [.refuse(2, .shutDown)])
        #expect(machine.release(0, isFit: true, now: now).isEmpty)
    }
}
