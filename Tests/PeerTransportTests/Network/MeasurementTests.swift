import Foundation
import PeerTransport
import Primitives
import Testing

/// Prints what a connection costs here and now; asserts only that everything arrives.
@Suite struct MeasurementTests {
    @Test func `Round trips and throughput, printed`() async throws {
        let soak = ProcessInfo.processInfo.environment["PEERS_ROUND_TRIPS"].flatMap { Int($0) } ?? 500
        try await LiveNetwork.with(
            2, change: { $0.limits.mailbox = MailboxLimits(messages: 100_000, bytes: 128 << 20) }
        ) {
            nodes in
            let (a, b) = (nodes[0].network, nodes[1].network)
            let requests = b.messages(for: PeerService(rawValue: 1))
            let echo = Task {
                for await request in requests { b.send(request.message, to: request.sender) }
            }
            var answers = a.messages(for: PeerService(rawValue: 1)).makeAsyncIterator()
            var times: [Duration] = []
            for number in 0..<soak {
                let message = Fixtures.message(UInt64(number), size: 300)
                let start = ContinuousClock.now
                #expect(a.send(message, to: b.me))
                let answer = await answers.next()
                times.append(ContinuousClock.now - start)
                #expect(answer?.message == message)
            }
            echo.cancel()
            times.sort()
            let inbox = Inbox(b, service: 2)
            let count = soak * 10
            let start = ContinuousClock.now
            for number in 0..<count {
                while !a.send(Fixtures.message(UInt64(number), size: 300, service: 2), to: b.me) {
                    await Task.yield()
                }
            }
            try await eventually("all arrive") { inbox.count == count }
            let taken = ContinuousClock.now - start
            let figures = "p50 \(times[soak / 2]), p99 \(times[soak * 99 / 100]), best \(times[0])"
            print("peers: round trip of 300 B \(figures); \(count) messages of 300 B in \(taken)")
        }
    }
}
