/// What is on its way, and when it arrives, in time that only counts.
struct SimulatedSchedule: Sendable {
    struct Link: Hashable, Sendable {
        var sender: PeerID
        var receiver: PeerID
    }

    private struct Entry: Sendable {
        var due: Duration
        var envelope: SimulatedEnvelope
    }

    private var randomness: any RandomNumberGenerator & Sendable
    private var sent: UInt64 = 0
    /// Sorted: the next to arrive is the last.
    private var entries: [Entry] = []
    /// When the last message of each link arrives that keeps the order.
    private var lastDue: [Link: Duration] = [:]

    init(randomness: any RandomNumberGenerator & Sendable) { self.randomness = randomness }

    var count: Int { entries.count }
    var nextDue: Duration? { entries.last?.due }

    /// Draws the fate of a message: nil if it is lost.
    mutating func add(
        _ message: PeerMessage, on link: Link, at now: Duration, faults: SimulatedFaults
    ) -> (envelope: SimulatedEnvelope, due: Duration)? {
        sent += 1
        let envelope = SimulatedEnvelope(
            number: sent, sender: link.sender, receiver: link.receiver, message: message)
        guard !happens(faults.dropPercent) else { return nil }
        var due = now + draw(faults.delay)
        if !happens(faults.overtakePercent) {
            due = max(due, lastDue[link] ?? due)
            lastDue[link] = due
        }
        let entry = Entry(due: due, envelope: envelope)
        let place = entries.partitioningIndex { ($0.due, $0.envelope.number) < (due, envelope.number) }
        entries.insert(entry, at: place)
        return (envelope, due)
    }

    /// The next message that has arrived by then.
    mutating func next(until time: Duration) -> (envelope: SimulatedEnvelope, due: Duration)? {
        guard let entry = entries.last, entry.due <= time else { return nil }
        entries.removeLast()
        return (entry.envelope, entry.due)
    }

    /// Loses what is on its way on these links.
    mutating func lose(where isLost: (Link) -> Bool) {
        entries.removeAll { isLost(Link(sender: $0.envelope.sender, receiver: $0.envelope.receiver)) }
    }

    private mutating func happens(_ percent: Int) -> Bool {
        percent > 0 && Int(randomness.next() % 100) < percent
    }

    private mutating func draw(_ range: ClosedRange<Duration>) -> Duration {
        guard range.lowerBound < range.upperBound else { return range.lowerBound }
        let share = Double(randomness.next() >> 11) / Double(1 << 53)
        return range.lowerBound + (range.upperBound - range.lowerBound) * share
    }
}

extension Array {
    /// The first index whose element fulfils what all after it fulfil too.
    fileprivate func partitioningIndex(where isAfter: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = low + (high - low) / 2
            if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
