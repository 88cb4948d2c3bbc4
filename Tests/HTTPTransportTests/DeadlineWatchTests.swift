import HTTPTransport
import Synchronization
import Testing

/// What has been called, in order, and who waits for it.
private final class Calls: Sendable {
    private let state = Mutex<[String]>([])
    private let (stream, source) = AsyncStream<String>.makeStream()

    func note(_ name: String) -> @Sendable () -> Void {
        {
            self.state.withLock { $0.append(name) }
            self.source.yield(name)
        }
    }

    var all: [String] { state.withLock { $0 } }

    /// Waits until so many have been called.
    func wait(for count: Int) async {
        guard count > 0 else { return }
        var seen = 0
        for await _ in stream {
            seen += 1
            if seen == count { return }
        }
    }
}

@Suite struct DeadlineWatchTests {
    @Test func `Deadlines pass in their order, whichever came first`() async {
        let (watch, calls) = (DeadlineWatch(), Calls())
        let now = ContinuousClock.now
        _ = watch.add(now + .milliseconds(60), calls.note("late"))
        _ = watch.add(now + .milliseconds(5), calls.note("early"))
        _ = watch.add(now + .milliseconds(30), calls.note("middle"))
        await calls.wait(for: 3)
        #expect(calls.all == ["early", "middle", "late"])
        #expect(.now >= now + .milliseconds(60))
    }

    @Test func `A deadline that has passed already is told`() async {
        let (watch, calls) = (DeadlineWatch(), Calls())
        _ = watch.add(.now - .seconds(1), calls.note("past"))
        await calls.wait(for: 1)
    }

    @Test func `What is removed is never told`() async {
        let (watch, calls) = (DeadlineWatch(), Calls())
        let now = ContinuousClock.now
        let gone = watch.add(now + .milliseconds(10), calls.note("gone"))
        watch.remove(gone)
        watch.remove(gone)
        _ = watch.add(now + .milliseconds(40), calls.note("stays"))
        await calls.wait(for: 1)
        #expect(calls.all == ["stays"])
    }

    @Test func `Nothing is told after the end`() async {
        let (watch, calls, other) = (DeadlineWatch(), Calls(), DeadlineWatch())
        _ = watch.add(.now + .milliseconds(5), calls.note("before"))
        watch.stop()
        _ = watch.add(.now - .seconds(1), calls.note("after"))
        _ = other.add(.now + .milliseconds(50), calls.note("another's"))
        await calls.wait(for: 1)
        #expect(calls.all == ["another's"])
    }

    @Test func `An action may use the watch, and many use it at once`() async {
        let (watch, calls) = (DeadlineWatch(), Calls())
        _ = watch.add(.now) {
            _ = watch.add(.now + .milliseconds(1), calls.note("again"))
        }
        await calls.wait(for: 1)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let key = watch.add(.now + .milliseconds(number % 7), calls.note("\(number)"))
                    if number.isMultiple(of: 2) { watch.remove(key) }
                }
            }
        }
        // Those that were removed may have been told before; the others are told in any case.
        await calls.wait(for: 100)
        _ = watch.add(.now + .milliseconds(30), calls.note("end"))
        while !calls.all.contains("end") { await Task.yield() }
        let odd = calls.all.compactMap { Int($0) }.filter { !$0.isMultiple(of: 2) }
        #expect(Set(odd).count == 100)
    }
}
