import PeerTransport
import Primitives
import Testing

@Suite struct HelloExchangeTests {
    private let a: PeerID
    private let b: PeerID
    private let network: PeerNetworkName

    init() throws {
        a = try Fixtures.id(1)
        b = try Fixtures.id(2)
        network = try #require(Fixtures.network)
    }

    private func exchange(_ role: LinkRole, nonce: UInt8, network: PeerNetworkName? = nil) -> HelloExchange {
        let me = HelloExchange.Me(
            network: network ?? self.network, node: role == .dialer ? a : b, instance: Fixtures.word(nonce))
        return HelloExchange(
            role: role, me: me, nonce: Fixtures.word(nonce), expected: role == .dialer ? b : nil)
    }

    private func hello(
        _ node: PeerID, nonce: UInt8, answering: UInt8, network: PeerNetworkName? = nil
    ) -> Frame {
        .hello(
            Hello(
                network: network ?? self.network, node: node, nonce: Fixtures.word(nonce),
                answering: Fixtures.word(answering), instance: Fixtures.word(nonce)))
    }

    private func code(_ exchange: HelloExchange, _ frame: Frame, permits: Bool = true) throws
        -> PeerLinkError.Code
    {
        var exchange = exchange
        let error = try failure { () throws(PeerLinkError) in
            try exchange.receive(frame) { _ in permits }
        }
        #expect(exchange.peer == nil)
        return error.code
    }

    @Test func `Three frames make two nodes known to each other`() throws {
        var dialer = exchange(.dialer, nonce: 1)
        var acceptor = exchange(.acceptor, nonce: 2)
        #expect(acceptor.first == nil)
        let first = try #require(dialer.first)
        let second = try #require(try acceptor.receive(first) { $0 == a })
        #expect(acceptor.peer == nil)
        let third = try #require(try dialer.receive(second) { $0 == b })
        #expect(dialer.peer?.node == b)
        #expect(try acceptor.receive(third) { $0 == a } == nil)
        #expect(acceptor.peer?.node == a)
        #expect(third == .ready(answering: Fixtures.word(2)))
    }

    @Test func `Another network is refused by both`() throws {
        let other = PeerNetworkName(chainID: 1, staking: network.staking)
        #expect(
            try code(exchange(.acceptor, nonce: 2), hello(a, nonce: 1, answering: 0, network: other))
                == .network)
        #expect(
            try code(exchange(.dialer, nonce: 1), hello(b, nonce: 2, answering: 1, network: other))
                == .network)
        let staking = PeerNetworkName(chainID: network.chainID, staking: [UInt8](repeating: 1, count: 20))
        #expect(
            try code(exchange(.acceptor, nonce: 2), hello(a, nonce: 1, answering: 0, network: staking))
                == .network)
    }

    @Test func `An id that the TLS key may not use is refused by both`() throws {
        #expect(
            try code(exchange(.acceptor, nonce: 2), hello(a, nonce: 1, answering: 0), permits: false)
                == .identity)
        #expect(
            try code(exchange(.dialer, nonce: 1), hello(b, nonce: 2, answering: 1), permits: false)
                == .identity)
    }

    @Test func `The dialer refuses another than whom it dialed, and both refuse themselves`() throws {
        let c = try Fixtures.id(3)
        #expect(try code(exchange(.dialer, nonce: 1), hello(c, nonce: 2, answering: 1)) == .identity)
        #expect(try code(exchange(.acceptor, nonce: 2), hello(b, nonce: 1, answering: 0)) == .identity)
    }

    @Test func `A hello that answers another is refused`() throws {
        #expect(try code(exchange(.dialer, nonce: 1), hello(b, nonce: 2, answering: 3)) == .nonce)
        #expect(try code(exchange(.dialer, nonce: 1), hello(b, nonce: 2, answering: 0)) == .nonce)
        #expect(try code(exchange(.acceptor, nonce: 2), hello(a, nonce: 1, answering: 3)) == .nonce)
    }

    @Test func `Its own nonce is not taken for another's`() throws {
        #expect(try code(exchange(.dialer, nonce: 1), hello(b, nonce: 1, answering: 1)) == .nonce)
    }

    @Test func `A ready that answers another hello is refused`() throws {
        var acceptor = exchange(.acceptor, nonce: 2)
        _ = try acceptor.receive(hello(a, nonce: 1, answering: 0)) { _ in true }
        #expect(try code(acceptor, .ready(answering: Fixtures.word(1))) == .nonce)
    }

    @Test func `A frame out of turn is refused`() throws {
        let early: [Frame] = [.ready(answering: .zero), .message(Fixtures.message(1)), .ping(1), .pong(1)]
        for frame in early {
            #expect(try code(exchange(.dialer, nonce: 1), frame) == .unexpected)
            #expect(try code(exchange(.acceptor, nonce: 2), frame) == .unexpected)
        }
        var acceptor = exchange(.acceptor, nonce: 2)
        _ = try acceptor.receive(hello(a, nonce: 1, answering: 0)) { _ in true }
        #expect(try code(acceptor, hello(a, nonce: 1, answering: 0)) == .unexpected)
        #expect(try code(acceptor, .message(Fixtures.message(1))) == .unexpected)
    }
}
