import PeerTransport
import Testing

@Suite struct DialPlanTests {
    private let timings = PeerTransportTimings()

    @Test func `The lower id dials at once, the other one later`() {
        var first = DialPlan(dialsFirst: true, timings: timings, now: .seconds(5))
        #expect(first.begins(at: .seconds(5)) == true)
        #expect(first.due == nil)
        #expect(first.begins(at: .seconds(50)) == false)
        var second = DialPlan(dialsFirst: false, timings: timings, now: .seconds(5))
        #expect(second.begins(at: .seconds(5)) == false)
        #expect(second.begins(at: .seconds(5) + timings.secondDial) == true)
    }

    @Test(arguments: [(0.0, 25), (1.0, 50)])
    func `Pauses double up to the longest, and chance takes up to half of them`(
        chance: Double, first: Int
    ) throws {
        var plan = DialPlan(dialsFirst: true, timings: timings, now: .zero)
        var expected = Duration.milliseconds(first)
        let longest = timings.longestPause * (0.5 + 0.5 * chance)
        var now = Duration.zero
        for _ in 0..<100 {
            #expect(plan.begins(at: now) == true)
            plan.failed(at: now, chance: chance)
            let due = try #require(plan.due)
            #expect(due - now == min(expected, longest))
            #expect(plan.begins(at: now) == false)
            expected = min(expected * 2, longest)
            now = due
        }
    }

    @Test func `A connection that lasts makes pauses short again, one that does not does not`() {
        var plan = DialPlan(dialsFirst: true, timings: timings, now: .zero)
        for _ in 0..<20 {
            _ = plan.begins(at: plan.due ?? .zero)
            plan.failed(at: .zero, chance: 1)
        }
        plan.connected(at: .zero)
        plan.lost(at: .seconds(1), chance: 1)
        #expect(plan.due == .seconds(1) + timings.longestPause)
        plan.connected(at: .seconds(10))
        plan.lost(at: .seconds(20), chance: 1)
        #expect(plan.due == .seconds(20) + timings.shortestPause)
    }

    @Test func `A kick makes it dial at once, unless it does or is connected`() {
        var plan = DialPlan(dialsFirst: false, timings: timings, now: .zero)
        plan.kick(at: .zero)
        #expect(plan.begins(at: .zero) == true)
        plan.kick(at: .zero)
        #expect(plan.due == nil)
        plan.connected(at: .zero)
        plan.kick(at: .zero)
        #expect(plan.due == nil)
    }

    @Test func `A dial that fails after the peer has connected changes nothing`() {
        var plan = DialPlan(dialsFirst: true, timings: timings, now: .zero)
        #expect(plan.begins(at: .zero) == true)
        plan.connected(at: .zero)
        plan.failed(at: .zero, chance: 0)
        #expect(plan.due == nil)
    }
}
