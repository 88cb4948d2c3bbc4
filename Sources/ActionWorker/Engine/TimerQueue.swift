/// What is to be done at which moment: the earliest first, and of one moment the one that was added first.
package struct TimerQueue {
    private struct Entry {
        let moment: Double
        let number: Int

        func isBefore(_ other: Entry) -> Bool {
            moment != other.moment ? moment < other.moment : number < other.number
        }
    }

    package init() {}

    // A binary heap; entries whose number is no longer live are passed over when they come to the top.
    private var heap: [Entry] = []
    private var live: Set<Int> = []
    private var background: Set<Int> = []
    private var last = 0

    /// Whether any timer is worth waiting for: one in the background is not.
    package var keepsAlive: Bool { live.count > background.count }
    package var count: Int { live.count }

    /// Adds a timer; its number is never used again.
    package mutating func add(at moment: Double, inBackground: Bool = false) -> Int {
        last += 1
        live.insert(last)
        if inBackground { background.insert(last) }
        heap.append(Entry(moment: moment, number: last))
        var place = heap.count - 1
        while place > 0, heap[place].isBefore(heap[(place - 1) / 2]) {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
        return last
    }

    package mutating func remove(_ number: Int) {
        live.remove(number)
        background.remove(number)
        // Timers that are always set and cleared must not pile up.
        if heap.count > 2 * live.count + 64 {
            let entries = heap.filter { live.contains($0.number) }.sorted { $0.isBefore($1) }
            heap = entries
        }
    }

    /// When the earliest is due.
    package mutating func next() -> Double? {
        while let first = heap.first, !live.contains(first.number) { dropFirst() }
        return heap.first?.moment
    }

    /// Takes the earliest out if it is due.
    package mutating func take(at now: Double) -> Int? {
        guard let moment = next(), moment <= now, let first = heap.first else { return nil }
        dropFirst()
        live.remove(first.number)
        background.remove(first.number)
        return first.number
    }

    private mutating func dropFirst() {
        guard let last = heap.popLast(), !heap.isEmpty else { return }
        heap[0] = last
        var place = 0
        while true {
            let left = 2 * place + 1
            guard left < heap.count else { return }
            let right = left + 1
            let child = right < heap.count && heap[right].isBefore(heap[left]) ? right : left
            guard heap[child].isBefore(heap[place]) else { return }
            heap.swapAt(place, child)
            place = child
        }
    }
}
