/// Tickets of several owners: the owners take turns, and each owner's own are served in their order.
struct FairQueue: Sendable {
    typealias Ticket = PoolStateMachine.Ticket

    private var tickets: [ActionOwner: [Ticket]] = [:]
    /// The owners who wait, whose turn it is first.
    private var turns: [ActionOwner] = []
    private(set) var count = 0

    func count(of owner: ActionOwner) -> Int { tickets[owner]?.count ?? 0 }

    /// How many tickets there are if of each owner only so many count.
    func count(upTo most: (ActionOwner) -> Int) -> Int {
        tickets.reduce(0) { $0 + min($1.value.count, most($1.key)) }
    }

    mutating func append(_ ticket: Ticket, of owner: ActionOwner) {
        if tickets[owner] == nil { turns.append(owner) }
        tickets[owner, default: []].append(ticket)
        count += 1
    }

    /// Whose turn it is among the owners who can be served.
    func firstOwner(where canBeServed: (ActionOwner) -> Bool) -> ActionOwner? {
        turns.first(where: canBeServed)
    }

    /// Takes the first ticket of this owner, whose next turn is the last.
    mutating func next(of owner: ActionOwner) -> Ticket? {
        guard let ticket = tickets[owner]?.removeFirst() else { return nil }
        count -= 1
        turns.removeAll { $0 == owner }
        if tickets[owner]?.isEmpty == true {
            tickets[owner] = nil
        } else {
            turns.append(owner)
        }
        return ticket
    }

    mutating func remove(_ ticket: Ticket) -> Bool {
        for (owner, waiting) in tickets {
            guard let place = waiting.firstIndex(of: ticket) else { continue }
            tickets[owner]?.remove(at: place)
            count -= 1
            if tickets[owner]?.isEmpty == true {
                tickets[owner] = nil
                turns.removeAll { $0 == owner }
            }
            return true
        }
        return false
    }

    mutating func removeAll() -> [Ticket] {
        defer { self = FairQueue() }
        return turns.flatMap { tickets[$0] ?? [] }
    }
}
