internal import Synchronization

/// Nodes of one process that exchange messages as if there were a network between them: for tests.
///
/// Chance (seeded by the generator that it is given) delays and loses messages; hooks part, crash and lie. With
/// ``Pace/byHand`` nothing arrives but by ``step()``, ``deliverAll()`` and ``advance(by:)``, in time that only counts:
/// the same seed and the same calls give the same order.
package final class SimulatedPeerNetwork: Sendable {
    /// What moves messages.
    package enum Pace: Hashable, Sendable {
        /// They arrive by themselves: within `send` if there is no delay, else after it.
        case realTime
        /// They arrive when the test says so.
        case byHand
    }

    /// What arrives instead of a message: nothing to lose it, several to repeat it.
    package typealias Hook = @Sendable (SimulatedEnvelope) -> [PeerMessage]

    private struct State {
        var schedule: SimulatedSchedule
        var faults: SimulatedFaults
        var nodes: [PeerID: SimulatedPeerNode] = [:]
        var crashed: Set<PeerID> = []
        var parted: Set<SimulatedSchedule.Link> = []
        var hook: Hook?
        /// Time by hand.
        var now: Duration = .zero

        func connects(_ a: PeerID, _ b: PeerID) -> Bool {
            a != b && nodes[a] != nil && nodes[b] != nil && !crashed.contains(a) && !crashed.contains(b)
                && !parted.contains(SimulatedSchedule.Link(sender: a, receiver: b))
        }
    }

    /// All nodes, running or crashed, in the order given.
    package let members: [PeerID]
    private let pace: Pace
    private let limits: MailboxLimits
    private let start = ContinuousClock.now
    private let state: Mutex<State>

    /// - Parameters:
    ///   - members: the nodes; all run at first.
    ///   - randomness: decides delays and losses; seed it.
    package init(
        _ members: [PeerID], pace: Pace = .realTime, faults: SimulatedFaults = SimulatedFaults(),
        limits: MailboxLimits = MailboxLimits(), randomness: any RandomNumberGenerator & Sendable
    ) {
        self.members = members
        self.pace = pace
        self.limits = limits
        state = Mutex(State(schedule: SimulatedSchedule(randomness: randomness), faults: faults))
        state.withLock { state in
            for member in members {
                state.nodes[member] = SimulatedPeerNode(me: member, network: self, limits: limits)
            }
            show(&state)
        }
    }

    /// The node's side; after ``restart(_:)`` there is a new one. Nil if it is no member.
    package func node(_ id: PeerID) -> SimulatedPeerNode? { state.withLock { $0.nodes[id] } }

    /// The sides of all nodes, in the order of ``members``.
    package var nodes: [SimulatedPeerNode] {
        state.withLock { state in members.compactMap { state.nodes[$0] } }
    }

    // MARK: Faults

    /// What chance does from now on.
    package func setFaults(_ faults: SimulatedFaults) { state.withLock { $0.faults = faults } }

    /// Puts a hook before every delivery; nil takes it away. It must not call the network.
    package func intercept(_ hook: Hook?) { state.withLock { $0.hook = hook } }

    /// Leaves connections only within each group; nodes of no group are alone. What is on its way between groups is
    /// lost.
    package func part(_ groups: [[PeerID]]) {
        state.withLock { state in
            state.parted = []
            for a in members {
                for b in members where !groups.contains(where: { $0.contains(a) && $0.contains(b) }) {
                    state.parted.insert(SimulatedSchedule.Link(sender: a, receiver: b))
                }
            }
            settle(&state)
        }
    }

    /// Cuts the connection of two nodes.
    package func cut(_ a: PeerID, _ b: PeerID) {
        state.withLock { state in
            state.parted.insert(SimulatedSchedule.Link(sender: a, receiver: b))
            state.parted.insert(SimulatedSchedule.Link(sender: b, receiver: a))
            settle(&state)
        }
    }

    /// Restores all connections between running nodes.
    package func heal() {
        state.withLock { state in
            state.parted = []
            settle(&state)
        }
    }

    /// Ends a node: its streams end, and what it has not read and what is on its way to or from it is lost.
    package func crash(_ id: PeerID) {
        state.withLock { state in
            guard state.crashed.insert(id).inserted else { return }
            state.nodes[id]?.close()
            settle(&state)
        }
    }

    /// Starts a crashed node anew, with nothing in its memory.
    @discardableResult
    package func restart(_ id: PeerID) -> SimulatedPeerNode? {
        state.withLock { state in
            guard state.crashed.remove(id) != nil else { return state.nodes[id] }
            let node = SimulatedPeerNode(me: id, network: self, limits: limits)
            state.nodes[id] = node
            settle(&state)
            return node
        }
    }

    // MARK: Time by hand

    /// How many messages are on their way.
    package var pending: Int { state.withLock { $0.schedule.count } }

    /// How much time has been counted.
    package var now: Duration { state.withLock { $0.now } }

    /// Delivers the next message, going to the time at which it arrives; false if there is none.
    @discardableResult
    package func step() -> Bool {
        state.withLock { state in
            guard let due = state.schedule.nextDue else { return false }
            return deliverNext(until: due, in: &state)
        }
    }

    /// Delivers until nothing is on its way, and returns how many messages that were.
    @discardableResult
    package func deliverAll() -> Int {
        var count = 0
        while step() { count += 1 }
        return count
    }

    /// Delivers what arrives within a time, which then has passed.
    package func advance(by duration: Duration) {
        state.withLock { state in
            let end = state.now + duration
            while deliverNext(until: end, in: &state) {}
            state.now = end
        }
    }

    // MARK: Messages

    func send(_ message: PeerMessage, from sender: SimulatedPeerNode, to receiver: PeerID) -> Bool {
        let (accepted, due): (Bool, Duration?) = state.withLock { state in
            guard state.nodes[sender.me] === sender, state.connects(sender.me, receiver) else {
                return (false, nil)
            }
            let time = pace == .byHand ? state.now : ContinuousClock.now - start
            let link = SimulatedSchedule.Link(sender: sender.me, receiver: receiver)
            guard let entry = state.schedule.add(message, on: link, at: time, faults: state.faults),
                pace == .realTime
            else { return (true, nil) }
            guard entry.due > time else {
                while deliverNext(until: time, in: &state) {}
                return (true, nil)
            }
            return (true, entry.due)
        }
        if let due {
            Task { [self] in
                try? await Task.sleep(until: start + due, clock: .continuous)
                state.withLock { state in
                    while deliverNext(until: due, in: &state) {}
                }
            }
        }
        return accepted
    }

    private func deliverNext(until time: Duration, in state: inout sending State) -> Bool {
        guard let (envelope, due) = state.schedule.next(until: time) else { return false }
        state.now = max(state.now, due)
        for message in state.hook?(envelope) ?? [envelope.message] {
            state.nodes[envelope.receiver]?.receive(
                ReceivedPeerMessage(sender: envelope.sender, message: message))
        }
        return true
    }

    /// Loses what can no longer arrive, and tells the nodes whom they reach.
    private func settle(_ state: inout sending State) {
        let connects = state
        state.schedule.lose { !connects.connects($0.sender, $0.receiver) }
        show(&state)
    }

    private func show(_ state: inout sending State) {
        for (id, node) in state.nodes {
            node.reach(Set(members.filter { state.connects(id, $0) }))
        }
    }
}
