import NIOSSL
import PeerTransport
import Primitives
import Testing

/// Connections that do not keep to the rules.
@Suite struct AbuseTests {
    private let ids: [PeerID]
    private let identity = PeerIdentity()

    init() throws { ids = try Fixtures.ids(2) }

    /// A node that permits the first id with our key, and does not know where it is.
    private func with(
        log: LogRecord = LogRecord(), change: (inout TLSPeerNetwork.Configuration) -> Void = { _ in },
        _ body: (LiveNetwork.Node) async throws -> Void
    ) async throws {
        let node = try await LiveNetwork.start(ids[1], log: log, change: change)
        try await LiveNetwork.ending([node]) {
            node.network.update(peers: [PermittedPeer(id: ids[0], pin: identity.pin, endpoint: nil)])
            try await body(node)
        }
    }

    private func introduced(_ node: LiveNetwork.Node) async throws -> Stranger {
        let stranger = try await Stranger(to: node.port, identity: identity)
        try await stranger.introduce(ids[0])
        try await eventually("it is known") { node.network.reachable == [ids[0]] }
        return stranger
    }

    @Test func `TLS 1 point 2 is refused`() async throws {
        try await with { node in
            let stranger = try await Stranger(to: node.port, identity: identity, maximum: .tlsv12)
            try await eventually("it is closed") { stranger.isClosed }
            #expect(stranger.received.isEmpty)
        }
    }

    @Test func `Whoever shows no certificate or another's is refused and told nothing`() async throws {
        try await with { node in
            for other in [nil, PeerIdentity()] {
                let stranger = try await Stranger(to: node.port, identity: other)
                stranger.say(.ping(1), sequence: 0)
                try await eventually("it is closed") { stranger.isClosed }
                #expect(stranger.received.isEmpty)
            }
        }
    }

    @Test func `Garbage without TLS and within it is refused`() async throws {
        try await with { node in
            let plain = try await Stranger(to: node.port, identity: nil, isPlain: true)
            plain.say(Array("GET / HTTP/1.1\r\nHost: node\r\n\r\n".utf8))
            let inside = try await Stranger(to: node.port, identity: identity)
            inside.say(Array("GET / HTTP/1.1\r\nHost: node\r\n\r\n".utf8))
            try await eventually("both are closed") { plain.isClosed && inside.isClosed }
            #expect(inside.goodbye == .oversize)
        }
    }

    @Test func `Whoever says nothing, or one byte after the other, is closed in time`() async throws {
        try await with(change: { $0.timings.handshake = .milliseconds(400) }) { node in
            let silent = try await Stranger(to: node.port, identity: nil, isPlain: true)
            let slow = try await Stranger(to: node.port, identity: identity)
            try await eventually("both are closed") {
                slow.say([0])
                return silent.isClosed && slow.isClosed
            }
        }
    }

    @Test func `Strangers do not keep a peer out`() async throws {
        try await with(change: { $0.limits.strangers = 4 }) { node in
            var strangers: [Stranger] = []
            for _ in 0..<20 {
                strangers.append(try await Stranger(to: node.port, identity: nil, isPlain: true))
            }
            _ = try await introduced(node)
            try await eventually("most are closed") { strangers.filter(\.isClosed).count >= 16 }
        }
    }

    @Test func `A frame that is repeated or skipped ends the connection`() async throws {
        try await with { node in
            for sequence in [UInt64(2), 4, 0] {
                let inbox = Inbox(node.network)
                let stranger = try await introduced(node)
                stranger.say(.message(Fixtures.message(1)), sequence: 2)
                stranger.say(.message(Fixtures.message(2)), sequence: sequence)
                stranger.say(.message(Fixtures.message(3)), sequence: 3)
                try await eventually("it is closed") { stranger.isClosed }
                #expect(stranger.goodbye == .sequence)
                try await eventually("the first has arrived") { inbox.numbers == [1] }
                try await eventually("it is missed") { node.network.reachable.isEmpty }
            }
        }
    }

    @Test func `A frame that is too long ends the connection before it comes`() async throws {
        try await with(change: { $0.limits.body = 1000 }) { node in
            let stranger = try await introduced(node)
            stranger.say([0, 0, 4, 43])
            try await eventually("it is closed") { stranger.isClosed }
            #expect(stranger.goodbye == .oversize)
        }
    }

    @Test func `A peer that falls silent is found out`() async throws {
        let log = LogRecord()
        try await with(
            log: log,
            change: {
                $0.timings.ping = .milliseconds(200)
                $0.timings.silence = .seconds(1)
            }
        ) { node in
            // It answers no ping.
            let stranger = try await introduced(node)
            try await eventually("it is missed") { node.network.reachable.isEmpty }
            try await eventually("it is closed") { stranger.isClosed }
            #expect(stranger.goodbye == .silence)
            #expect(log.contains("nothing was heard"))
        }
    }

    @Test func `Who dials again takes the place of its own old connection`() async throws {
        try await with { node in
            let first = try await introduced(node)
            let second = try await introduced(node)
            try await eventually("the old one is closed") { first.isClosed }
            #expect(first.goodbye == .duplicate)
            let inbox = Inbox(node.network)
            second.say(.message(Fixtures.message(5)), sequence: 2)
            try await eventually("the new one serves") { inbox.numbers == [5] }
        }
    }
}
