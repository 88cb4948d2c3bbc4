import DevChain
import TestSupport
import Testing

@Suite("What blocks are stamped with")
struct BlockTimesTests {
    @Test("The clock's time, but always above the parent's")
    func rising() {
        let times = BlockTimes()
        #expect(times.timestamp(after: 100, now: 150) == 150)
        #expect(times.timestamp(after: 100, now: 100) == 101)
        #expect(times.timestamp(after: 100, now: 0) == 101)
        #expect(times.timestamp(after: BlockTimes.latest, now: 0) == nil)
        #expect(times.timestamp(after: 1, now: .max) == nil)
    }

    @Test("An offset moves the clock both ways")
    func offsets() {
        var times = BlockTimes()
        let advanced = times.advance(by: 50, now: 100)
        #expect(advanced)
        #expect(times.timestamp(after: 100, now: 101) == 151)
        times.moveClock(to: 40, now: 100)
        #expect(times.offset == -60)
        #expect(times.timestamp(after: 10, now: 101) == 41)
        #expect(times.timestamp(after: 100, now: 101) == 101)
        #expect(times.time(10) == 0)
        let tooFar = times.advance(by: .max, now: 100)
        #expect(!tooFar)
        #expect(times.offset == -60)
    }

    @Test("A time that was asked for is used once and moves the clock")
    func next() {
        var times = BlockTimes()
        times.next = 500
        #expect(times.timestamp(after: 100, now: 150) == 500)
        times.sealed(500, now: 150)
        #expect(times.next == nil)
        #expect(times.timestamp(after: 500, now: 160) == 510)
        times.sealed(510, now: 160)
        #expect(times.offset == 350)
        times.next = 400
        #expect(times.timestamp(after: 510, now: 160) == 511)
    }

    @Test("A distance replaces the clock")
    func interval() {
        var times = BlockTimes()
        times.interval = 12
        #expect(times.timestamp(after: 100, now: 5000) == 112)
        times.interval = 0
        #expect(times.timestamp(after: 100, now: 5000) == 101)
        times.interval = .max
        #expect(times.timestamp(after: 100, now: 5000) == nil)
    }

    @Test("Whatever is set, stamps rise or there are none (fuzz)")
    func fuzzRising() {
        var random = SplitMix64(seed: fuzzSeed &+ 3)
        var times = BlockTimes()
        var parent: UInt64 = 0
        for _ in 0..<fuzzIterations {
            let value = random.next() >> (random.next() % 64)
            let now = random.next() >> (random.next() % 64)
            switch random.next() % 5 {
            case 0: times.next = value
            case 1: times.interval = random.next() % 2 == 0 ? nil : value
            case 2: times.moveClock(to: value, now: now)
            case 3: _ = times.advance(by: value, now: now)
            default: break
            }
            guard let stamp = times.timestamp(after: parent, now: now) else {
                times = BlockTimes()
                parent = 0
                continue
            }
            #expect(stamp > parent)
            times.sealed(stamp, now: now)
            parent = stamp
        }
    }
}
