import PeerTransport
import Primitives
import Testing

@Suite struct LinkStateMachineTests {
    /// An acceptor whose dialer has just become known.
    private func opened(at now: Duration = .zero) throws -> LinkStateMachine {
        var machine = try acceptor(at: now)
        let hello = Hello(
            network: try #require(Fixtures.network), node: try Fixtures.id(1), nonce: Fixtures.word(1),
            answering: .zero, instance: Fixtures.word(1))
        let answer = try machine.receive(.hello(hello), sequence: 0, at: now) { _ in true }
        guard case .reply = answer else { throw Unfulfilled() }
        let event = try machine.receive(
            .ready(answering: Fixtures.word(2)), sequence: 1, at: now, permits: { _ in true })
        #expect(event == .opened(hello, reply: nil))
        return machine
    }

    private func acceptor(at now: Duration = .zero) throws -> LinkStateMachine {
        let me = HelloExchange.Me(
            network: try #require(Fixtures.network), node: try Fixtures.id(2), instance: Fixtures.word(2))
        let exchange = HelloExchange(role: .acceptor, me: me, nonce: Fixtures.word(2), expected: nil)
        return LinkStateMachine(exchange: exchange, timings: PeerTransportTimings(), now: now)
    }

    private func code(
        _ machine: LinkStateMachine, _ frame: Frame, sequence: UInt64
    ) throws -> PeerLinkError.Code {
        var machine = machine
        return try failure { () throws(PeerLinkError) in
            try machine.receive(frame, sequence: sequence, at: .zero) { _ in true }
        }.code
    }

    @Test func `Messages pass when the peer is known, and are numbered`() throws {
        var machine = try opened()
        let message = Fixtures.message(1)
        #expect(
            try machine.receive(.message(message), sequence: 2, at: .zero) { _ in true } == .message(message))
        #expect(machine.nextSequence() == 0)
        #expect(machine.nextSequence() == 1)
    }

    @Test func `A frame that is repeated, left out or numbered anew is refused`() throws {
        var machine = try opened()
        let message = Frame.message(Fixtures.message(1))
        _ = try machine.receive(message, sequence: 2, at: .zero) { _ in true }
        for sequence in [2, 4, 0, UInt64.max] {
            #expect(try code(machine, message, sequence: sequence) == .sequence)
        }
        #expect(throws: Never.self) { try machine.receive(message, sequence: 3, at: .zero) { _ in true } }
    }

    @Test func `The first frame has the number zero`() throws {
        #expect(try code(acceptor(), .ping(1), sequence: 1) == .sequence)
    }

    @Test func `A goodbye ends the connection with its reason`() throws {
        #expect(try code(opened(), .goodbye(.network), sequence: 2) == .network)
        #expect(try code(opened(), .goodbye(nil), sequence: 2) == .connection)
        #expect(try code(acceptor(), .goodbye(.version), sequence: 0) == .version)
    }

    @Test func `Hellos after the hellos are refused`() throws {
        let hello = Hello(
            network: try #require(Fixtures.network), node: try Fixtures.id(1), nonce: .zero, answering: .zero,
            instance: .zero)
        #expect(try code(opened(), .hello(hello), sequence: 2) == .unexpected)
        #expect(try code(opened(), .ready(answering: .zero), sequence: 2) == .unexpected)
    }

    @Test func `A ping is answered, and a pong measures the way there and back`() throws {
        var machine = try opened()
        #expect(try machine.receive(.ping(77), sequence: 2, at: .zero) { _ in true } == .reply(.pong(77)))
        let ping = try machine.tick(at: .milliseconds(10))
        #expect(ping == .ping(1))
        #expect(try machine.tick(at: .milliseconds(20)) == nil)
        #expect(machine.roundTrip == nil)
        let event = try machine.receive(.pong(1), sequence: 3, at: .milliseconds(13), permits: { _ in true })
        #expect(event == .none)
        #expect(machine.roundTrip == .milliseconds(3))
        #expect(try machine.tick(at: .milliseconds(500)) == nil)
        #expect(try machine.tick(at: .milliseconds(1010)) == .ping(2))
    }

    @Test func `A pong that nobody asked for is refused`() throws {
        #expect(try code(opened(), .pong(1), sequence: 2) == .unexpected)
        var machine = try opened()
        _ = try machine.tick(at: .zero)
        #expect(try code(machine, .pong(2), sequence: 2) == .unexpected)
    }

    @Test func `Silence ends the connection, and any byte is a sign of life`() throws {
        var machine = try opened()
        var now = Duration.zero
        for _ in 0..<8 {
            now += .milliseconds(500)
            _ = try machine.tick(at: now)
        }
        machine.heard(at: now)
        for _ in 0..<8 {
            now += .milliseconds(500)
            _ = try machine.tick(at: now)
        }
        now += .milliseconds(500)
        let error = try failure { () throws(PeerLinkError) in try machine.tick(at: now) }
        #expect(error.code == .silence)
    }

    @Test func `After this process was stopped, the peer gets another chance`() throws {
        var machine = try opened()
        _ = try machine.tick(at: .zero)
        #expect(throws: Never.self) { try machine.tick(at: .seconds(100)) }
        _ = try machine.tick(at: .milliseconds(101_500))
        let error = try failure { () throws(PeerLinkError) in try machine.tick(at: .milliseconds(102_500)) }
        #expect(error.code == .silence)
    }

    @Test func `Whoever does not say who it is in time is refused, however much it sends`() throws {
        var machine = try acceptor()
        var now = Duration.zero
        for _ in 0..<5 {
            now += .seconds(1)
            machine.heard(at: now)
            #expect(try machine.tick(at: now) == nil)
        }
        let late = now + .milliseconds(1)
        #expect(
            try failure { () throws(PeerLinkError) in try machine.tick(at: late) }.code == .handshakeTimeout)
    }

    @Test func `A frame that never ends is refused, however steadily it comes`() throws {
        var machine = try opened()
        var error: PeerLinkError?
        var now = Duration.zero
        while error == nil, now < .seconds(100) {
            machine.heard(at: now)
            machine.settled(isInsideFrame: true, at: now)
            do throws(PeerLinkError) { _ = try machine.tick(at: now) } catch let caught { error = caught }
            now += .seconds(1)
        }
        #expect(error?.code == .slowFrame)
        #expect(now == .seconds(62))
    }

    @Test func `Frame after frame may take as long as it likes`() throws {
        var machine = try opened()
        for second in 0..<200 {
            let now = Duration.seconds(second)
            machine.heard(at: now)
            let frame = Frame.message(Fixtures.message(1))
            _ = try machine.receive(frame, sequence: UInt64(second) + 2, at: now) { _ in true }
            machine.settled(isInsideFrame: true, at: now)
            #expect(throws: Never.self) { try machine.tick(at: now) }
        }
    }
}
