import PeerTransport
import Primitives
import Testing

@Suite struct TLSPeerNetworkTests {
    @Test func `Nodes that permit each other exchange messages, each knowing who sent them`() async throws {
        try await LiveNetwork.with(4) { nodes in
            let inboxes = nodes.map { Inbox($0.network) }
            for (number, node) in nodes.enumerated() {
                for other in nodes where other.network.me != node.network.me {
                    #expect(node.network.send(Fixtures.message(UInt64(number)), to: other.network.me))
                }
            }
            for (inbox, node) in zip(inboxes, nodes) {
                try await eventually("three messages arrive") { inbox.count == 3 }
                for received in inbox.all {
                    let number = Int(Fixtures.number(of: received.message))
                    #expect(received.sender == nodes[number].network.me)
                    #expect(received.sender != node.network.me)
                }
            }
        }
    }

    @Test func `Thousands of messages of all sizes arrive in order, once`() async throws {
        try await LiveNetwork.with(
            2, change: { $0.limits.mailbox = MailboxLimits(messages: 50_000, bytes: 64 << 20) }
        ) { nodes in
            let (a, b) = (nodes[0].network, nodes[1].network)
            let inbox = Inbox(b)
            let back = Inbox(a)
            let count: UInt64 = 20_000
            for number in 0..<count {
                let size = number % 1000 == 999 ? 300_000 : Int(number % 700)
                while !a.send(Fixtures.message(number, size: size), to: b.me) { await Task.yield() }
                if number % 3 == 0 {
                    while !b.send(Fixtures.message(number), to: a.me) { await Task.yield() }
                }
            }
            try await eventually("all arrive") { inbox.count == Int(count) }
            #expect(inbox.numbers == Array(0..<count))
            try await eventually("the answers too") { back.count == Int(count) / 3 + 1 }
            #expect(back.numbers == (0..<count).filter { $0 % 3 == 0 })
            let statistics = try #require(a.statistics[b.me])
            #expect(statistics.messagesSent == count)
            #expect(statistics.connections == 1)
            #expect(statistics.isConnected)
            #expect(try #require(b.statistics[a.me]).messagesReceived == count)
        }
    }

    @Test func `A message of the longest size arrives, and a longer one is not accepted`() async throws {
        try await LiveNetwork.with(2, change: { $0.limits.body = 1 << 20 }) { nodes in
            let inbox = Inbox(nodes[1].network)
            #expect(!nodes[0].network.send(Fixtures.message(1, size: 1 << 20 + 1), to: nodes[1].network.me))
            #expect(nodes[0].network.send(Fixtures.message(2, size: 1 << 20), to: nodes[1].network.me))
            try await eventually("it arrives") { inbox.count == 1 }
            #expect(inbox.all[0].message == Fixtures.message(2, size: 1 << 20))
        }
    }

    @Test func `Without a connection nothing is accepted`() async throws {
        let ids = try Fixtures.ids(2)
        let node = try await LiveNetwork.start(ids[0])
        try await LiveNetwork.ending([node]) {
            #expect(!node.network.send(Fixtures.message(1), to: ids[1]))
            #expect(!node.network.send(Fixtures.message(1), to: ids[0]))
            #expect(node.network.reachable.isEmpty)
        }
    }

    @Test func `What arrives before its reader is kept for it`() async throws {
        try await LiveNetwork.with(2) { nodes in
            for number in UInt64(0)..<100 {
                #expect(nodes[0].network.send(Fixtures.message(number), to: nodes[1].network.me))
            }
            try await eventually("they arrive") {
                nodes[1].network.statistics[nodes[0].network.me]?.messagesReceived == 100
            }
            let inbox = Inbox(nodes[1].network)
            try await eventually("they are read") { inbox.count == 100 }
            #expect(inbox.numbers == Array(0..<100))
        }
    }

    @Test func `A part that does not read loses its messages, others do not`() async throws {
        let log = LogRecord()
        try await LiveNetwork.with(2, log: log, change: { $0.limits.mailbox.messages = 10 }) { nodes in
            let (a, b) = (nodes[0].network, nodes[1].network)
            for number in UInt64(0)..<50 { #expect(a.send(Fixtures.message(number, service: 9), to: b.me)) }
            let inbox = Inbox(b)
            #expect(a.send(Fixtures.message(7), to: b.me))
            try await eventually("the other part reads") { inbox.count == 1 }
            let late = Inbox(b, service: 9)
            try await eventually("what was kept is read") { late.count == 10 }
            try await eventually("the loss is counted") { b.statistics[a.me]?.messagesLost == 40 }
            #expect(late.numbers == Array(0..<10))
            #expect(log.contains("service 9 does not read"))
        }
    }

    @Test func `A node that ends is missed, and found again when it is back`() async throws {
        let ids = try Fixtures.ids(2)
        for returning in 0..<2 {
            var nodes: [LiveNetwork.Node] = []
            for id in ids { nodes.append(try await LiveNetwork.start(id)) }
            for node in nodes { node.network.update(peers: nodes.map(\.peer)) }
            let stays = nodes[1 - returning]
            let leaves = nodes[returning]
            try await eventually("they are connected") { stays.network.reachable == [leaves.network.me] }
            await leaves.network.shutdown()
            try await eventually("it is missed") { stays.network.reachable.isEmpty }
            #expect(!stays.network.send(Fixtures.message(1), to: leaves.network.me))
            // At another port: in between, somebody may have taken the old one.
            let back = try await LiveNetwork.start(leaves.network.me, identity: leaves.identity)
            try await LiveNetwork.ending([stays, back]) {
                for node in [stays, back] { node.network.update(peers: [stays.peer, back.peer]) }
                try await eventually("it is back") { stays.network.reachable == [leaves.network.me] }
                let inbox = Inbox(back.network)
                try await eventually("it is reached") {
                    stays.network.send(Fixtures.message(2), to: leaves.network.me) && inbox.count > 0
                }
            }
        }
    }

    @Test func `Who leaves the set is disconnected and refused, who returns is connected again`() async throws
    {
        try await LiveNetwork.with(3) { nodes in
            let (a, b, c) = (nodes[0], nodes[1], nodes[2])
            a.network.update(peers: [a.peer, c.peer])
            try await eventually("it is gone") {
                a.network.reachable == [c.network.me] && b.network.reachable == [c.network.me]
            }
            b.network.kick()
            #expect(!a.network.send(Fixtures.message(1), to: b.network.me))
            #expect(a.network.statistics[b.network.me] == nil)
            a.network.update(peers: nodes.map(\.peer))
            try await eventually("it is back") {
                a.network.reachable.count == 2 && b.network.reachable.count == 2
            }
        }
    }

    @Test func `A node that is given another key has to show that key`() async throws {
        try await LiveNetwork.with(2) { nodes in
            let (a, b) = (nodes[0], nodes[1])
            var changed = b.peer
            changed.pin = Fixtures.word(1)
            a.network.update(peers: [changed])
            try await eventually("it is disconnected") {
                a.network.reachable.isEmpty && b.network.reachable.isEmpty
            }
            a.network.update(peers: [b.peer])
            try await eventually("it is connected") { a.network.reachable == [b.network.me] }
        }
    }

    @Test func `Both dial at once, and one connection stays on both sides`() async throws {
        for _ in 0..<20 {
            let ids = try Fixtures.ids(2)
            var nodes: [LiveNetwork.Node] = []
            for id in ids {
                nodes.append(try await LiveNetwork.start(id) { $0.timings.secondDial = .zero })
            }
            try await LiveNetwork.ending(nodes) {
                for node in nodes { node.network.update(peers: nodes.map(\.peer)) }
                let inboxes = nodes.map { Inbox($0.network) }
                try await eventually("messages pass both ways") {
                    for (node, other) in [(0, 1), (1, 0)] {
                        nodes[node].network.send(Fixtures.message(1), to: ids[other])
                    }
                    return inboxes.allSatisfy { $0.count > 0 }
                }
                let before = inboxes.map(\.count)
                #expect(nodes[0].network.send(Fixtures.message(2), to: ids[1]))
                #expect(nodes[1].network.send(Fixtures.message(2), to: ids[0]))
                try await eventually("and go on to") { zip(inboxes, before).allSatisfy { $0.count > $1 } }
            }
        }
    }

    @Test func `Only the higher id knows where the other is, and dials`() async throws {
        let ids = try Fixtures.ids(2)
        let a = try await LiveNetwork.start(ids[0])
        let b = try await LiveNetwork.start(ids[1]) { $0.timings.secondDial = .milliseconds(10) }
        try await LiveNetwork.ending([a, b]) {
            var hidden = b.peer
            hidden.endpoint = nil
            a.network.update(peers: [hidden])
            b.network.update(peers: [a.peer])
            try await eventually("they are connected") { a.network.reachable == [ids[1]] }
        }
    }

    @Test func `Peers change under load, and what arrives is in order`() async throws {
        try await LiveNetwork.with(3) { nodes in
            let (a, b, c) = (nodes[0], nodes[1], nodes[2])
            let inbox = Inbox(b.network)
            let steady = Inbox(c.network)
            let sender = Task {
                var number: UInt64 = 0
                while !Task.isCancelled {
                    a.network.send(Fixtures.message(number, size: 200), to: b.network.me)
                    while !a.network.send(Fixtures.message(number, size: 200), to: c.network.me) {
                        await Task.yield()
                    }
                    number += 1
                    if number % 64 == 0 { await Task.yield() }
                }
                return number
            }
            for _ in 0..<10 {
                a.network.update(peers: [c.peer])
                try await eventually("it is gone") { a.network.reachable == [c.network.me] }
                a.network.update(peers: [b.peer, c.peer])
                try await eventually("it is back") { a.network.reachable.count == 2 }
            }
            sender.cancel()
            let sent = await sender.value
            try await eventually("the steady peer has all") {
                steady.count + Int(c.network.statistics[a.network.me]?.messagesLost ?? 0) == Int(sent)
            }
            let numbers = inbox.numbers
            #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 })
            #expect(a.network.statistics[c.network.me]?.connections == 1)
        }
    }

    @Test func `Reachability is followed from the beginning to the end`() async throws {
        let ids = try Fixtures.ids(2)
        let a = try await LiveNetwork.start(ids[0])
        let b = try await LiveNetwork.start(ids[1])
        var changes = a.network.reachability().makeAsyncIterator()
        #expect(await changes.next() == [])
        a.network.update(peers: [b.peer])
        b.network.update(peers: [a.peer])
        #expect(await changes.next() == [ids[1]])
        await b.network.shutdown()
        #expect(await changes.next() == [])
        await a.network.shutdown()
        while await changes.next() != nil {}
        for await _ in a.network.messages(for: PeerService(rawValue: 1)) {
            Issue.record("no message was sent")
        }
    }

    @Test func `A port that is taken is named in the error, and a second start is refused`() async throws {
        let node = try await LiveNetwork.start(try Fixtures.id(1))
        try await LiveNetwork.ending([node]) {
            let other = TLSPeerNetwork(
                TLSPeerNetwork.Configuration(
                    me: try Fixtures.id(2), identity: PeerIdentity(), network: try #require(Fixtures.network),
                    listen: PeerEndpoint(host: "127.0.0.1", port: node.port)))
            let error = await #expect(throws: PeerTransportError.self) { try await other.start() }
            #expect(error?.code == .listen)
            #expect(error?.description.contains("127.0.0.1:\(node.port)") == true)
            await other.shutdown()
            let again = await #expect(throws: PeerTransportError.self) { try await node.network.start() }
            #expect(again?.code == .stopped)
        }
        await node.network.shutdown()
    }

    @Test func `Round trips are measured by pings`() async throws {
        try await LiveNetwork.with(2) { nodes in
            try await eventually("a ping came back") {
                nodes.allSatisfy { $0.network.statistics.values.first?.roundTrip != nil }
            }
        }
    }
}
