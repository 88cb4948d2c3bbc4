import PeerTransport
import Primitives
import Synchronization
import Testing

@Suite struct QueueTests {
    private func received(_ number: UInt64, size: Int = 8) throws -> ReceivedPeerMessage {
        ReceivedPeerMessage(sender: try Fixtures.id(1), message: Fixtures.message(number, size: size))
    }

    @Test func `A mailbox keeps the first messages up to its limits`() async throws {
        let box = Mailbox(limits: MailboxLimits(messages: 3, bytes: 100))
        for number in UInt64(0)..<3 { #expect(box.put(try received(number))) }
        let fourth = try received(3)
        #expect(!box.put(fourth))
        var reader = box.stream().makeAsyncIterator()
        #expect(await reader.next()?.message == Fixtures.message(0))
        let long = try received(4, size: 90)
        #expect(!box.put(long))
        #expect(box.put(fourth))
        for number in [UInt64(1), 2, 3] { #expect(await reader.next()?.message == Fixtures.message(number)) }
    }

    @Test func `A second reader takes over, and a closed mailbox ends`() async throws {
        let box = Mailbox(limits: MailboxLimits())
        let first = box.stream()
        let waiting = Task {
            for await _ in first { return true }
            return false
        }
        var second = box.stream().makeAsyncIterator()
        #expect(await waiting.value == false)
        #expect(box.put(try received(1)))
        #expect(await second.next()?.message == Fixtures.message(1))
        box.close()
        #expect(await second.next() == nil)
        let late = try received(2)
        #expect(!box.put(late))
    }

    @Test func `A reader that is cancelled ends, and the next goes on`() async throws {
        let box = Mailbox(limits: MailboxLimits())
        let stream = box.stream()
        let task = Task { for await _ in stream {} }
        task.cancel()
        await task.value
        #expect(box.put(try received(1)))
        var reader = box.stream().makeAsyncIterator()
        #expect(await reader.next()?.message == Fixtures.message(1))
    }

    @Test func `An outbox is bounded, wakes once until it is empty, and refuses when closed`() {
        var limits = PeerTransportLimits()
        limits.queuedMessages = 3
        limits.queuedBytes = 100
        limits.body = 90
        let counter = Counter()
        let box = Outbox(limits: limits) { counter.count.withLock { $0 += 1 } }
        #expect(!box.offer(Fixtures.message(0, size: 91)))
        for number in UInt64(0)..<3 { #expect(box.offer(Fixtures.message(number))) }
        #expect(!box.offer(Fixtures.message(3)))
        #expect(counter.count.withLock { $0 } == 1)
        #expect(box.take(upTo: 1).map(Fixtures.number(of:)) == [0])
        #expect(!box.offer(Fixtures.message(3, size: 85)))
        #expect(box.offer(Fixtures.message(3, size: 80)))
        #expect(box.take(upTo: 1000).map(Fixtures.number(of:)) == [1, 2, 3])
        #expect(box.take(upTo: 1000).isEmpty)
        #expect(box.offer(Fixtures.message(4)))
        #expect(counter.count.withLock { $0 } == 2)
        box.close()
        #expect(!box.offer(Fixtures.message(5)))
        #expect(box.take(upTo: 1000).isEmpty)
    }
}

private final class Counter: Sendable {
    let count = Mutex(0)
}
