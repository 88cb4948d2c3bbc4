import KeyService
import PeerTransport
import Primitives
import Testing

@Suite("What waits at a node, and how long it waits for others")
struct MailTests {
    @Test func `A conversation that begins finds its messages in their order, once`() {
        var mail = EarlyMail<Int, String>()
        let kept = [("a", 1), ("b", 2), ("a", 3)].map { (sender: String, body: UInt8) in
            mail.keep([body], from: sender, to: 7, now: .zero)
        }
        #expect(kept == [true, true, true])
        #expect(mail.count == 1)
        let (first, second) = (mail.take(7), mail.take(7))
        #expect(first.map(\.body) == [[1], [2], [3]])
        #expect(second.isEmpty)
        #expect(mail.count == 0)
    }

    @Test func `Whoever sends too much loses its own messages, and nobody else's`() {
        var mail = EarlyMail<Int, String>(
            EarlyMailBounds(messages: 2, conversations: 3, bytes: 10, lifetime: .seconds(1)))
        // A third message to one conversation, a fourth conversation, and more bytes than may be.
        let kept = [(1, 1), (1, 1), (1, 1), (2, 1), (3, 1), (4, 1), (2, 7)].map { key, count in
            mail.keep([UInt8](repeating: 1, count: count), from: "a", to: key, now: .zero)
        }
        #expect(kept == [true, true, false, true, true, false, false])
        let other = mail.keep([UInt8](repeating: 1, count: 10), from: "b", to: 1, now: .zero)
        #expect(other)
        // What was taken makes room.
        _ = mail.take(1)
        let again = mail.keep([1], from: "a", to: 4, now: .zero)
        #expect(again)
    }

    @Test func `What nobody asks for is dropped after a while, and makes room`() {
        var mail = EarlyMail<Int, String>(
            EarlyMailBounds(messages: 2, conversations: 1, bytes: 10, lifetime: .seconds(1)))
        let first = mail.keep([1], from: "a", to: 1, now: .zero)
        mail.dropOld(now: .seconds(1))
        #expect(first && mail.count == 1)
        mail.dropOld(now: .milliseconds(1001))
        #expect(mail.count == 0)
        let second = mail.keep([2], from: "a", to: 2, now: .seconds(2))
        let lost = mail.take(1)
        #expect(second && lost.isEmpty)
    }

    @Test func `An inbox calls its reader once until everything was taken`() throws {
        let inbox = Inbox()
        let peer = try #require(PeerID([UInt8](repeating: 3, count: 20)))
        func message(_ number: UInt8) -> ReceivedPeerMessage {
            ReceivedPeerMessage(
                sender: peer,
                message: PeerMessage(service: PeerService(rawValue: 1), session: .zero, body: [number]))
        }
        let first = inbox.put(message(1))
        #expect(first.calls && first.count == 1)
        let second = inbox.put(message(2))
        #expect(!second.calls && second.count == 2)
        #expect(!inbox.call())
        #expect(inbox.take().map(\.message.body) == [[1], [2]])
        #expect(inbox.take().isEmpty)
        #expect(inbox.call())
        #expect(!inbox.put(message(3)).calls)
    }

    @Test func `Who comes late is waited for as long as usual, within bounds`() {
        var lag = JoinLag()
        #expect(lag.value(orders: 1) >= .milliseconds(2))
        let before = lag.value(orders: 1)
        for _ in 0..<100 { lag.note(.milliseconds(80)) }
        #expect(lag.value(orders: 1) > before)
        #expect((.milliseconds(70) ... .milliseconds(250)).contains(lag.value(orders: 1)))
        for _ in 0..<100 { lag.note(.seconds(60)) }
        #expect(lag.value(orders: 1) == .milliseconds(250))
        // Nobody came at all: that is not worth waiting for.
        for _ in 0..<200 { lag.note(.zero) }
        #expect(lag.value(orders: 1) == .milliseconds(2))
    }

    @Test func `Under many orders everybody is busy, and is given more time`() {
        let lag = JoinLag()
        #expect(lag.value(orders: 50) > lag.value(orders: 2))
        #expect(lag.value(orders: .max) == .milliseconds(250))
        #expect(lag.value(orders: 0) == lag.value(orders: 1))
    }
}
