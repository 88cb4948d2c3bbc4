import ActionWorker
import TestSupport
import Testing

@Suite struct TimerQueueTests {
    @Test func `Timers come out by their moments, and by their order where those are equal`() {
        var random = SplitMix64(seed: 3)
        var queue = TimerQueue()
        var expected: [(moment: Double, number: Int)] = []
        for _ in 0..<500 {
            let moment = Double(random.next() % 50)
            expected.append((moment, queue.add(at: moment)))
        }
        for _ in 0..<200 {
            let place = Int(random.next() % UInt64(expected.count))
            queue.remove(expected.remove(at: place).number)
        }
        expected.sort { ($0.moment, $0.number) < ($1.moment, $1.number) }
        #expect(queue.count == 300)
        for (moment, number) in expected {
            #expect(queue.next() == moment)
            #expect(queue.take(at: moment - 1) == nil)
            #expect(queue.take(at: moment) == number)
        }
        #expect(queue.next() == nil)
        #expect(queue.take(at: .infinity) == nil)
    }

    @Test func `A timer in the background is not worth waiting for`() {
        var queue = TimerQueue()
        let background = queue.add(at: 1, inBackground: true)
        #expect(!queue.keepsAlive)
        let plain = queue.add(at: 2)
        #expect(queue.keepsAlive)
        queue.remove(plain)
        #expect(!queue.keepsAlive)
        #expect(queue.take(at: 5) == background)
        #expect(queue.count == 0)
    }

    @Test func `A number that is gone, or never was, can be removed`() {
        var queue = TimerQueue()
        let number = queue.add(at: 1)
        queue.remove(number)
        queue.remove(number)
        queue.remove(99)
        #expect(queue.count == 0)
        #expect(queue.next() == nil)
    }
}
