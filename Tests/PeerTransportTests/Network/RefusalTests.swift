import PeerTransport
import Primitives
import Testing

/// Nodes that are what they say, but not what the other permits.
@Suite struct RefusalTests {
    @Test func `A node of another network is refused with a line in the log`() async throws {
        let ids = try Fixtures.ids(2)
        let logs = [LogRecord(), LogRecord()]
        let other = PeerNetworkName(chainID: 1, staking: [UInt8](repeating: 0x5a, count: 20))
        let a = try await LiveNetwork.start(ids[0], log: logs[0])
        let b = try await LiveNetwork.start(ids[1], name: other, log: logs[1])
        try await LiveNetwork.ending([a, b]) {
            for node in [a, b] { node.network.update(peers: [a.peer, b.peer]) }
            try await eventually("it is refused") { logs[1].contains("it is of network 31337/0x5a5a") }
            try await eventually("the other is told") {
                logs[0].contains("it closed the connection: network")
            }
            #expect(a.network.reachable.isEmpty && b.network.reachable.isEmpty)
        }
    }

    @Test func `The acceptor refuses a key that is no peer's`() async throws {
        let ids = try Fixtures.ids(2)
        let log = LogRecord()
        let a = try await LiveNetwork.start(ids[0])
        let b = try await LiveNetwork.start(ids[1], log: log)
        try await LiveNetwork.ending([a, b]) {
            a.network.update(peers: [b.peer])
            try await eventually("it is refused") {
                log.contains("its TLS key \(a.identity.pin.hex) is no peer's")
            }
            try await eventually("the dial has failed") { (a.network.statistics[ids[1]]?.failures ?? 0) > 0 }
            #expect(a.network.reachable.isEmpty && b.network.reachable.isEmpty)
        }
    }

    @Test func `The dialer refuses a key that is not the one it expects`() async throws {
        let ids = try Fixtures.ids(2)
        let log = LogRecord()
        let a = try await LiveNetwork.start(ids[0], log: log)
        let b = try await LiveNetwork.start(ids[1])
        try await LiveNetwork.ending([a, b]) {
            b.network.update(peers: [a.peer])
            var wrong = b.peer
            wrong.pin = PeerIdentity().pin
            a.network.update(peers: [wrong])
            try await eventually("it is refused") { log.contains("it has the TLS key \(b.identity.pin.hex)") }
            #expect(a.network.reachable.isEmpty && b.network.reachable.isEmpty)
        }
    }

    @Test func `A peer may not give the id of another`() async throws {
        let ids = try Fixtures.ids(3)
        let log = LogRecord()
        let a = try await LiveNetwork.start(ids[0])
        let b = try await LiveNetwork.start(ids[1], log: log)
        try await LiveNetwork.ending([a, b]) {
            a.network.update(peers: [b.peer])
            // The key of `a` is permitted, for another id than the one that it gives; its own has another key.
            b.network.update(peers: [
                PermittedPeer(id: ids[2], pin: a.identity.pin, endpoint: nil),
                PermittedPeer(id: ids[0], pin: Fixtures.word(1), endpoint: nil),
            ])
            try await eventually("it is refused") { log.contains("it says that it is \(ids[0])") }
            #expect(a.network.reachable.isEmpty && b.network.reachable.isEmpty)
        }
    }

    @Test func `A key that two ids have registered serves the one that has it`() async throws {
        let ids = try Fixtures.ids(3)
        let a = try await LiveNetwork.start(ids[0])
        let b = try await LiveNetwork.start(ids[1])
        try await LiveNetwork.ending([a, b]) {
            a.network.update(peers: [b.peer])
            b.network.update(peers: [a.peer, PermittedPeer(id: ids[2], pin: a.identity.pin, endpoint: nil)])
            try await eventually("the one is reached") { b.network.reachable == [ids[0]] }
        }
    }

    @Test func `No log line holds a secret key`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/identity"
        let identity = try PeerIdentity(loadingOrCreating: path)
        let secrets = try IdentityText(path).secrets
        let log = LogRecord()
        let node = try await LiveNetwork.start(try Fixtures.id(1), identity: identity, log: log)
        await node.network.shutdown()
        var dumped = ""
        dump(identity, to: &dumped)
        for text in log.all + ["\(identity)", String(reflecting: identity), dumped] {
            for secret in secrets { #expect(!text.lowercased().contains(secret)) }
        }
        #expect(dumped.contains(identity.pin.hex) || dumped.contains("pin"))
    }
}
