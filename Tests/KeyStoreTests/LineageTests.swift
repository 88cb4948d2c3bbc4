import KeyStore
import Primitives
import TestSupport
import Testing
import Threshold

@Suite("Lineages and what waits in memory")
struct LineageTests {
    private func lineage() -> Lineage {
        Lineage(incarnation: [1], opening: 0, tags: [:], sequence: 0)
    }

    @Test func `A store descends from all its own marks and from no other`() throws {
        var random = SplitMix64(seed: 3)
        var store = lineage()
        var marks: [StoreMark] = []
        var copy: (lineage: Lineage, count: Int)?
        for step in 0..<200 {
            if random.next() % 3 == 0 || step == 0 {
                store = try #require(store.opened(tag: random.bytes(16)))
            } else {
                store = store.withdrawn()
            }
            marks.append(store.mark)
            if step == 100 { copy = (store, marks.count) }
        }
        #expect(marks.allSatisfy { store.descends(from: $0) })
        let old = try #require(copy)
        // What it was at the time, it knows; whatever came later, it does not descend from.
        #expect(marks[..<old.count].allSatisfy { old.lineage.descends(from: $0) })
        #expect(!marks[old.count...].contains { old.lineage.descends(from: $0) })
        // Nor does it after any openings and withdrawals of its own, once there was another opening.
        var fork = try #require(old.lineage.opened(tag: random.bytes(16)))
        for _ in 0..<500 { fork = fork.withdrawn() }
        for _ in 0..<500 { fork = try #require(fork.opened(tag: random.bytes(16))) }
        let later = marks[old.count...].filter { $0.opening > old.lineage.opening }
        #expect(!later.isEmpty && !later.contains { fork.descends(from: $0) })
    }

    @Test func `A new incarnation has no past, and its openings go on counting`() throws {
        let store = try #require(lineage().opened(tag: [2])).withdrawn()
        let reborn = try #require(store.reborn(incarnation: [9]).opened(tag: [3]))
        #expect(reborn.opening == 2)
        #expect(!reborn.descends(from: store.mark))
        #expect(!store.descends(from: reborn.mark))
        #expect(reborn.descends(from: reborn.mark))
        let last = Lineage(incarnation: [1], opening: UInt64(Int64.max), tags: [:], sequence: 0)
        #expect(last.opened(tag: [1]) == nil)
    }

    @Test func `What waits is given once, the oldest wanted one first, or the newest of all`() {
        let ids = (0..<6).map { number in
            PairID(TripleID(Keccak256.hash([UInt8(number)])), TripleID(.zero))
        }
        var ready = ReadyPairs<Int>()
        for (number, id) in ids.enumerated() { ready.add(id, number) }
        ready.add(ids[0], 100)
        #expect(ready.count == 6)
        #expect(ready.takeOldest { $0 == ids[3] || $0 == ids[4] }?.value == 3)
        #expect(ready.takeOldest { $0 == ids[3] } == nil)
        #expect(ready.take(ids[3]) == nil)
        #expect(ready.take(ids[5]) == 5)
        #expect(ready.takeNewest()?.value == 4)
        #expect(ready.takeOldest { _ in true }?.value == 0)
        #expect(ready.takeOldest { $0 == ids[2] }?.value == 2)
        #expect(ready.takeNewest()?.id == ids[1])
        #expect(ready.takeNewest() == nil)
        #expect(ready.takeOldest { _ in true } == nil)
        #expect(ready.count == 0)
    }
}
